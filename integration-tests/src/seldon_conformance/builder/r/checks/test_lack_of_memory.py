"""Builds whose memory is limited, as docker build and the pods of builds can."""

from pathlib import Path

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.r.components import ENVIRONMENT, IDENTITY
from seldon_conformance.builder.r.packages import (
    ADDING,
    FAREWELL,
    GREETING_1,
    write_repository,
)
from seldon_conformance.builder.r.refused_components import (
    INSTALLING_WITHOUT_MEMORY,
    READING_WITHOUT_MEMORY,
)
from seldon_conformance.builder.recipe import Recipe, write_files
from seldon_conformance.builder.refusal import Refusal
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build


def _with_packages(folder: Path) -> str:
    """Give a component with three packages, of which two are installed at a time."""
    write_repository(folder.parent / "cran", (ADDING, FAREWELL, GREETING_1))
    install = 'install.packages(c("adding", "farewell", "greeting"))\n'
    write_files(folder, {"MyModel.R": IDENTITY, "install.R": install, **ENVIRONMENT})
    return str(folder)


LIMITED = Recipe(
    "memory-limited",
    _with_packages,
    ("-e", "CRAN_MIRROR=file:///cran"),
    mounts=(("cran", "/cran"),),
    is_offline=True,
    of_docker=("--memory", "320m", "--memory-swap", "320m"),
    modes=(Mode.DOCKERFILE,),
)


@row("C31", modes=Mode.DOCKERFILE)
@built(LIMITED)
def test_packages_are_installed_within_the_limit(image: str) -> None:
    """Pods of builds have limits; a compiler that is killed looks like a broken package."""
    assert shell(image, "ls /opt/app-root/r-library").split() == ["adding", "farewell", "greeting"]


@row("C31", modes=Mode.DOCKERFILE)
@built(READING_WITHOUT_MEMORY, INSTALLING_WITHOUT_MEMORY)
def test_lack_of_memory_is_told_with_the_limit(recipe: Refusal, build: Build) -> None:
    """The kernel ends a program without a word; people would look for the fault in their code."""
    assert build.problems[-2:] == [recipe.cause, recipe.remedy], build.log
    assert build.code == 1
    assert not build.is_tagged
