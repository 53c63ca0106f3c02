"""Incremental builds, each upon the image of another; repositories are folders of the checks'."""

from collections.abc import Sequence
from pathlib import Path

from seldon_conformance.builder.counterparts.maven_repository import Artifact
from seldon_conformance.builder.incremental import Incremental
from seldon_conformance.builder.java.components import ENVIRONMENT, pom, project, saying
from seldon_conformance.builder.java.installed import installed
from seldon_conformance.builder.java.packages import (
    ADDING,
    FAREWELL,
    GREETING_1,
    GREETING_2,
    depending_on,
    write_repository,
)
from seldon_conformance.builder.recipe import Recipe, Source, files, write_files

MAVEN = (("maven", "/maven"),)
FROM_FOLDER = ("-e", "MAVEN_MIRROR_URL=file:///maven")
_INCREMENTAL = ("--incremental", "--incremental-pull-policy", "never", *FROM_FOLDER)
_FIRST_HAS = (ADDING, GREETING_1)


def _asking_for(wanted: Sequence[Artifact], says: str = "") -> Source:
    """Give a project that needs packages, beside a repository."""

    def write(folder: Path) -> str:
        write_repository(folder.parent / "maven", (ADDING, GREETING_1, GREETING_2, FAREWELL))
        needed = pom(*map(depending_on, wanted))
        # What is code is not in the image, so the edit is of another file.
        write_files(folder, {**project(needed), "notes.txt": f"A model.\n# {says}\n"})
        return str(folder)

    return write


_PLAIN = Recipe("incremental-plain", files({**saying("it"), **ENVIRONMENT}))
_FIRST = Recipe(
    "incremental-first", _asking_for(_FIRST_HAS), FROM_FOLDER, mounts=MAVEN, is_offline=True
)
# Without a repository: what is not there cannot come from anywhere.
_AGAIN = Recipe(
    "incremental-again",
    _asking_for(_FIRST_HAS, "edited"),
    _INCREMENTAL,
    is_offline=True,
    after=_FIRST,
)
_TWICE = Recipe(
    "incremental-twice",
    _asking_for(_FIRST_HAS, "again"),
    _INCREMENTAL,
    is_offline=True,
    after=_AGAIN,
)
# Asks for a newer greeting, and no longer for adding.
_CHANGED = Recipe(
    "incremental-changed",
    _asking_for((GREETING_2, FAREWELL)),
    _INCREMENTAL,
    mounts=MAVEN,
    is_offline=True,
    after=_FIRST,
)
_UPON_PLAIN = Recipe(
    "incremental-upon-plain",
    _asking_for(_FIRST_HAS),
    _INCREMENTAL,
    mounts=MAVEN,
    is_offline=True,
    after=_PLAIN,
)
INCREMENTAL = Incremental(
    plain=_PLAIN,
    first=_FIRST,
    again=_AGAIN,
    twice=_TWICE,
    changed=_CHANGED,
    upon_plain=_UPON_PLAIN,
    packages=("adding==1.0", "greeting==1.0"),
    installed=installed,
    restored="Restored the Maven repository",
    reused=("---> Restored the Maven repository of the image before: 2 jars",),
    source="notes.txt",
    member="/greeting-1.0.jar",
    damage="echo x >>repository/com/example/greeting/1.0/greeting-1.0.jar",
)
