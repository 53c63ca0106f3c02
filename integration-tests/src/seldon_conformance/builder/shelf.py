"""Keeps the builds of a session: each recipe is built once in a mode, some ahead of time.

A build is mostly waiting for the engine, so two run at a time beside the tests. Every image has a
tag that no other session uses, and goes at the end.
"""

import itertools
import os
import subprocess
import threading
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Self

from seldon_conformance.builder.buildah import Buildah
from seldon_conformance.builder.engine import tag
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe
from seldon_conformance.builder.s2i import Build, S2i

_AT_ONCE = 2


class Shelf:
    """The builds of a session; a context manager that removes their images at its end.

    Attributes:
        asked: The build that was asked for last.
    """

    def __init__(self, s2i: S2i, folder: Path) -> None:
        """Build nothing yet.

        Args:
            s2i: Builds.
            folder: An empty folder for sources.
        """
        self._s2i = s2i
        self._folder = folder
        self._pool = ThreadPoolExecutor(max_workers=_AT_ONCE, thread_name_prefix="s2i")
        self._builds: dict[str, Future[Build]] = {}
        self._lock = threading.Lock()
        self._adopted: list[str] = []
        self._numbers = itertools.count()
        self._buildah = Buildah(s2i.builder, folder / "buildah")
        self.asked: Build | None = None

    def __enter__(self) -> Self:
        """Give the shelf itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove every image."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._buildah.close()
        images = [*self._adopted, *self._builds]
        if images:
            # Most refusals have none, so docker has something to complain about.
            subprocess.run(
                ["docker", "image", "rm", "--force", *images],
                capture_output=True,
                check=False,
            )

    def adopt(self, name: str) -> str:
        """Give the tag for an image that a check makes by itself; it goes at the end, too."""
        image = f"seldon-conformance-{os.getpid()}/{name}:latest"
        self._adopted.append(image)
        return image

    def build_ahead(self, recipes: Iterable[tuple[Recipe, Mode]]) -> None:
        """Start builds that will be asked for."""
        for recipe, mode in recipes:
            self._started(recipe, mode)

    def build(self, recipe: Recipe, mode: Mode = Mode.S2I) -> Build:
        """Give the build of a recipe, whether it succeeded or not; wait for it if need be."""
        self.asked = self._started(recipe, mode).result()
        return self.asked

    def image(self, recipe: Recipe, mode: Mode = Mode.S2I) -> str:
        """Give the image of a recipe.

        Raises:
            SubjectError: There is none; the message has the end of the build's log.
        """
        return self.build(recipe, mode).required_image

    def build_upon(self, image: str, recipe: Recipe, mode: Mode) -> Build:
        """Build a recipe now, incrementally upon a given image; both images go at the end."""
        before: Future[Build] = Future()
        before.set_result(Build(image, 0, "", self._folder))
        self._adopted += [image, self._image(recipe, mode)]
        self.asked = self._build(recipe, mode, before)
        return self.asked

    def _started(self, recipe: Recipe, mode: Mode) -> Future[Build]:
        # What a build stands on is queued before it: the pool cannot be full of waiting ones.
        after = self._started(recipe.after, mode) if recipe.after else None
        with self._lock:
            image = self._image(recipe, mode)
            if image not in self._builds:
                self._builds[image] = self._pool.submit(self._build, recipe, mode, after)
            return self._builds[image]

    def _build(self, recipe: Recipe, mode: Mode, after: Future[Build] | None) -> Build:
        image = self._image(recipe, mode)
        if after is not None:
            tag(after.result().image, image)
        folder = self._folder / f"{next(self._numbers):03}-{recipe.name}"
        buildah = self._buildah if mode is Mode.BUILDAH else None
        return self._s2i.build(recipe, mode, image, folder, buildah)

    def _image(self, recipe: Recipe, mode: Mode) -> str:
        return f"seldon-conformance-{os.getpid()}/{recipe}-{mode}:latest"
