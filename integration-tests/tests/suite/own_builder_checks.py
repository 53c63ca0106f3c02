"""Runs checks of a builder's that a test writes, without an engine: nothing is built."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from seldon_conformance.builder.buildah import Buildah
from seldon_conformance.builder.language import Language, language_named
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.plugin import Judged, Judging
from seldon_conformance.builder.recipe import Recipe
from seldon_conformance.builder.s2i import Build, S2i
from seldon_conformance.builder.shelf import Shelf
from seldon_conformance.known_failures import KnownFailure
from seldon_conformance.listener import Listener
from seldon_conformance.pytest_run import run_pytest
from seldon_conformance.rules import builder_contract

_HEAD = """
import json
import subprocess

import pytest
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe
from seldon_conformance.builder.row import built, row

ONE, OTHER = Recipe("one", str), Recipe("other", str)
"""


def build_nothing(recipe: Recipe, mode: Mode, image: str, folder: Path) -> Build:
    """Give a build that succeeds, and has a log of its own."""
    log = "".join(f"{recipe} line {number}\n" for number in range(50))
    return Build(image, 0, log, folder, f"s2i build {recipe} by {mode}")


@dataclass(frozen=True)
class NoS2i(S2i):
    """An s2i that gives what it is told to, and notes what it was asked.

    Attributes:
        gives: Makes a build.
        asked: The recipes and modes, in their order.
    """

    gives: Callable[[Recipe, Mode, str, Path], Build] = build_nothing
    asked: list[tuple[str, str]] = field(default_factory=list)

    def build(
        self,
        recipe: Recipe,
        mode: Mode,
        image: str,
        folder: Path,
        buildah: Buildah | None = None,
    ) -> Build:
        """Build nothing."""
        self.asked.append((recipe.name, str(mode)))
        return self.gives(recipe, mode, image, folder)


@dataclass(frozen=True)
class OwnRun:
    """How checks are run.

    Attributes:
        folder: An empty one, for their file.
        s2i: Builds.
        rows: As ``Judged.rows``.
        without: As ``Judged.without``.
        known: As ``Judged.known``.
    """

    folder: Path
    s2i: NoS2i = field(default_factory=lambda: NoS2i("the-builder"))
    rows: tuple[str, ...] = tuple(builder_contract().rules)
    without: tuple[str, ...] = ()
    known: tuple[KnownFailure, ...] = ()

    def of(self, text: str, listener: Listener | None = None) -> Judging:
        """Run the checks of a text, and give the plugin with the results.

        Raises:
            ConformanceError: The plugin found one.
        """
        path = self.folder / "test_own.py"
        path.write_text(_HEAD + text)
        # The file of the test before has the same name.
        sys.modules.pop("test_own", None)
        language: Language = language_named("python")
        shelf = Shelf(self.s2i, self.folder)
        judged = Judged(self.s2i, language, shelf, self.rows, self.without, self.known)
        plugin = Judging(judged, listener or Listener())
        run_pytest(plugin, [path])
        return plugin
