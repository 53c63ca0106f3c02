"""Builds whose memory is limited, as docker build and the pods of builds can."""

from dataclasses import replace

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.java.components import ENVIRONMENT, IDENTITY
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe, files
from seldon_conformance.builder.refusal import Refusal, refusal
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build

_SOURCE = {"MyModel.java": IDENTITY, **ENVIRONMENT}
LIMITED = Recipe(
    "memory-limited",
    files(_SOURCE),
    is_offline=True,
    of_docker=("--memory", "256m", "--memory-swap", "256m"),
    modes=(Mode.DOCKERFILE,),
)
BUILDING_WITHOUT_MEMORY = replace(
    refusal(
        "building-without-memory",
        _SOURCE,
        "ERROR: a program was killed while Maven built the project, most likely because the memory "
        "ran out (limit of this container: 64 MiB)",
        "REMEDY: give the build more memory, or set MAVEN_OPTS=-Xmx… higher",
        is_offline=True,
    ),
    of_docker=("--memory", "64m", "--memory-swap", "64m"),
    modes=(Mode.DOCKERFILE,),
)


@row("C31", modes=Mode.DOCKERFILE)
@built(LIMITED)
def test_project_is_built_within_the_limit(image: str) -> None:
    """A JVM takes what the container has, not what the machine has: else it is killed."""
    assert shell(image, "ls /opt/app-root/app/app.jar") == "/opt/app-root/app/app.jar\n"


@row("C31", modes=Mode.DOCKERFILE)
@built(BUILDING_WITHOUT_MEMORY)
def test_lack_of_memory_is_told_with_the_limit(recipe: Refusal, build: Build) -> None:
    """The kernel ends a program without a word; people would look for the fault in their code."""
    assert build.problems[-2:] == [recipe.cause, recipe.remedy], build.log
    assert build.code == 1
    assert not build.is_tagged
