"""An s2i whose builds of template apps all processes of a session share.

pytest-xdist gives each of its processes some files of tests, and several files ask for the image of
one app. Who comes first builds it, under a tag of the session's own, and notes what came of it in a
file; the others wait for that file's lock and give the image one more tag. What other recipes make
is not shared: their sources hold addresses of servers that one process has started.
"""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from recipes import TemplateApp

from seldon_conformance.builder.buildah import Buildah
from seldon_conformance.builder.engine import docker, tag
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe
from seldon_conformance.builder.s2i import Build, S2i


@dataclass(frozen=True, kw_only=True)
class SharedS2i(S2i):
    """The s2i binary with one builder image.

    Attributes:
        records: A folder of the session, which all of its processes know.
    """

    records: Path

    def build(
        self, recipe: Recipe, mode: Mode, image: str, folder: Path, buildah: Buildah | None = None
    ) -> Build:
        """Build a recipe, or give what another process of the session has built."""
        if not isinstance(recipe, TemplateApp):
            return super().build(recipe, mode, image, folder, buildah)
        record = self.records / f"{recipe}-{mode}.json"
        with _locked(record.with_suffix(".lock")):
            build = _read(record)
            if build is None:
                shared = f"{_tag_of(self.records)}/{recipe}-{mode}:latest"
                build = super().build(recipe, mode, shared, folder, buildah)
                _write(record, build)
        if build.code == 0:
            tag(build.image, image)
        return replace(build, image=image)


def remove_shared_images(records: Path) -> None:
    """Remove the images of a session, once none of its processes builds any more."""
    builds = [_read(path) for path in sorted(records.glob("*.json"))]
    images = [build.image for build in builds if build is not None and build.code == 0]
    if images:
        docker("image", "rm", "--force", *images)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock that others, processes and threads, wait for; its holder's end frees it."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _read(record: Path) -> Build | None:
    if not record.exists():
        return None
    noted = json.loads(record.read_text(encoding="utf-8"))
    return Build(**{**noted, "folder": Path(noted["folder"])})


def _write(record: Path, build: Build) -> None:
    """Note a build; a process that ends in between leaves none."""
    half = record.with_suffix(".half")
    half.write_text(json.dumps(asdict(build), default=str), encoding="utf-8")
    half.rename(record)


def _tag_of(records: Path) -> str:
    """Give the beginning of the session's tags."""
    return f"seldon-test-shared/{records.name.lower()}"
