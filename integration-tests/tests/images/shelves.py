"""The builds of a session, on a shelf for each language."""

import os
import threading
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Self

import pytest
from places import S2I_BINARY, VERSION
from shared_s2i import SharedS2i

from seldon_conformance.builder.engine import image_exists
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.shelf import Shelf


def builder_image(language: str) -> str:
    """Give the builder under test; where it is missing nothing here can be tested."""
    prefix = os.environ.get("IMAGE_PREFIX", "")
    default = f"{prefix}seldon-core-s2i-{language}:{VERSION}"
    image = os.environ.get(f"SELDON_BUILDER_{language.upper()}", default)
    if not image_exists(image):
        pytest.exit(f"ERROR: no image {image}, or no engine. Run: make setup images", returncode=1)
    return image


class Shelves:
    """A shelf for each language; a context manager that removes all images at its end."""

    def __init__(self, settings: Path, folder: Path, records: Path) -> None:
        """Build nothing yet.

        Args:
            settings: This host's settings for builds.
            folder: An empty folder for sources.
            records: What all processes of the session share of their builds.
        """
        self._settings = settings
        self._folder = folder
        self._records = records
        self._shelves: dict[str, Shelf] = {}
        self._open = ExitStack()
        # The nodes of a graph are started at once, each in a thread that asks for its image.
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        """Give the shelves themselves."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove every image."""
        self._open.close()

    def of(self, language: str) -> Shelf:
        """Give the shelf of a builder: of a language, or of one of its versions."""
        with self._lock:
            if language not in self._shelves:
                builder = builder_image(language)
                s2i = SharedS2i(builder, str(S2I_BINARY), self._settings, records=self._records)
                shelf = self._open.enter_context(Shelf(s2i, self._folder / language))
                self._shelves[language] = shelf
            return self._shelves[language]

    def build_ahead(self, builds: Iterable[tuple[Recipe, Mode]]) -> None:
        """Start builds that will be asked for."""
        for recipe, mode in builds:
            self._shelf_of(recipe).build_ahead([(recipe, mode)])

    def build(self, recipe: Recipe, mode: Mode = Mode.S2I) -> Build:
        """Give the build of a recipe, whether it succeeded or not; wait for it if need be."""
        return self._shelf_of(recipe).build(recipe, mode)

    def image(self, recipe: Recipe, mode: Mode = Mode.S2I) -> str:
        """Give the image of a recipe.

        Raises:
            AssertionError: There is none; the message is the build's log.
        """
        return self._shelf_of(recipe).image(recipe, mode)

    def _shelf_of(self, recipe: Recipe) -> Shelf:
        # What is no template app is Python's.
        return self.of(getattr(recipe, "builder", "python"))
