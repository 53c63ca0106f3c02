"""Keeps the builds of a session: each recipe is built once, some ahead of when they are asked for.

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

from build import Build, S2i, tag
from recipe import Recipe

_AT_ONCE = 2


class Shelf:
    """The builds of a session; a context manager that removes their images at its end."""

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

    def __enter__(self) -> Self:
        """Give the shelf itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove every image."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        images = [*self._adopted, *(self._image(name) for name in self._builds)]
        if images:
            # Most refusals have none, so docker has something to complain about.
            subprocess.run(
                ["docker", "image", "rm", "--force", *images], capture_output=True, check=False
            )

    def build_ahead(self, recipes: Iterable[Recipe]) -> None:
        """Start builds that will be asked for."""
        for recipe in recipes:
            self._started(recipe)

    def build(self, recipe: Recipe) -> Build:
        """Give the build of a recipe, whether it succeeded or not; wait for it if need be."""
        return self._started(recipe).result()

    def image(self, recipe: Recipe) -> str:
        """Give the image of a recipe.

        Raises:
            AssertionError: There is none; the message is the build's log.
        """
        build = self.build(recipe)
        assert build.code == 0, f"{recipe} cannot be built:\n{build.log}"
        return build.image

    def build_upon(self, image: str, recipe: Recipe) -> Build:
        """Build a recipe now, incrementally upon a given image; both images go at the end."""
        before: Future[Build] = Future()
        before.set_result(Build(image, 0, "", self._folder))
        self._adopted += [image, self._image(recipe.name)]
        return self._build(recipe, before)

    def _started(self, recipe: Recipe) -> Future[Build]:
        # What a build stands on is queued before it: the pool cannot be full of waiting ones.
        after = self._started(recipe.after) if recipe.after else None
        with self._lock:
            if recipe.name not in self._builds:
                self._builds[recipe.name] = self._pool.submit(self._build, recipe, after)
            return self._builds[recipe.name]

    def _build(self, recipe: Recipe, after: Future[Build] | None) -> Build:
        image = self._image(recipe.name)
        if after is not None:
            tag(after.result().image, image)
        folder = self._folder / f"{next(self._numbers):03}-{recipe.name}"
        return self._s2i.build(recipe, image, folder)

    def _image(self, name: str) -> str:
        return f"seldon-test-{os.getpid()}/{name}:latest"
