"""Builds whose memory is limited, as docker build and the pods of builds can."""

from pathlib import Path

from seldon_conformance.builder.engine import paths_below
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.python.components import ENVIRONMENT, IDENTITY
from seldon_conformance.builder.python.refused_ways import (
    IMPORT_WITHOUT_MEMORY,
    INSTALL_WITHOUT_MEMORY,
)
from seldon_conformance.builder.python.wheels import write_wheel
from seldon_conformance.builder.recipe import Recipe, write_files
from seldon_conformance.builder.refusal import Refusal
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build

_MODULES = tuple(f"table_{number}.py" for number in range(4))


def _with_large_modules(folder: Path) -> str:
    """Give a component with four modules that take 90 MB each when they are compiled."""
    values = ", ".join(f'({number}, "v{number}")' for number in range(30_000))
    modules = dict.fromkeys(_MODULES, f"values = [{values}]\n")
    write_wheel(folder.parent / "wheels", "tables", "1.0", modules)
    write_files(folder, {"MyModel.py": IDENTITY, "requirements.txt": "tables\n", **ENVIRONMENT})
    return str(folder)


LIMITED = Recipe(
    "memory-limited",
    _with_large_modules,
    mounts=(("wheels", "/whl"),),
    is_offline=True,
    of_docker=("--memory", "150m", "--memory-swap", "150m"),
    modes=(Mode.DOCKERFILE,),
)


@row("C31", modes=Mode.DOCKERFILE)
@built(LIMITED)
def test_bytecode_is_compiled_within_the_limit(image: str) -> None:
    """Two at a time would take more; what is not compiled here is compiled at each start."""
    compiled = {
        Path(path).name.partition(".")[0]
        for path in paths_below(image, "/opt/app-root/venv/lib/python*/site-packages/tables")
        if path.endswith(".pyc")
    }

    assert compiled == {"__init__", *(name.removesuffix(".py") for name in _MODULES)}


@row("C31", modes=Mode.DOCKERFILE)
@built(IMPORT_WITHOUT_MEMORY, INSTALL_WITHOUT_MEMORY)
def test_lack_of_memory_is_told_with_the_limit(recipe: Refusal, build: Build) -> None:
    """The kernel ends a program without a word; people would look for the fault in their code."""
    assert build.problems[-2:] == [recipe.cause, recipe.remedy], build.log
    assert build.code == 1
    assert not build.is_tagged
