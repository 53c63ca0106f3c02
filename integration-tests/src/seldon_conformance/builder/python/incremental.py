"""Incremental builds, each upon the image of another."""

from pathlib import Path

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.incremental import Incremental
from seldon_conformance.builder.python.components import ENVIRONMENT, IDENTITY
from seldon_conformance.builder.python.wheels import write_wheel
from seldon_conformance.builder.recipe import Recipe, Source, files, write_files

_WHEELS = (("wheels", "/whl"),)
_INCREMENTAL = ("--incremental", "--incremental-pull-policy", "never")
_COMPONENT = """import importlib.metadata


class MyModel:
    def predict(self, X, names):
        found = [(d.name, d.version) for d in importlib.metadata.distributions()]
        return [f"{n}=={v}" for n, v in sorted(found) if n in ("greeting", "farewell")]
"""


def _asking_for(requirements: str, says: str = "") -> Source:
    """Give a component with requirements, and put the wheels beside it."""

    def write(folder: Path) -> str:
        for name, version in (("greeting", "1.0"), ("greeting", "2.0"), ("farewell", "1.0")):
            write_wheel(folder.parent / "wheels", name, version)
        write_files(
            folder,
            {
                "MyModel.py": f"{_COMPONENT}# {says}\n",
                "requirements.txt": requirements,
                **ENVIRONMENT,
            },
        )
        return str(folder)

    return write


_PLAIN = Recipe("incremental-plain", files({"MyModel.py": IDENTITY, **ENVIRONMENT}))
_BOTH = "greeting==1.0\nfarewell==1.0\n"
_FIRST = Recipe("incremental-first", _asking_for(_BOTH), mounts=_WHEELS, is_offline=True)
_AGAIN = Recipe(
    "incremental-again",
    _asking_for(_BOTH, "edited"),
    _INCREMENTAL,
    is_offline=True,
    after=_FIRST,
)
_CHANGED = Recipe(
    "incremental-changed",
    _asking_for(_BOTH.replace("greeting==1.0", "greeting==2.0")),
    _INCREMENTAL,
    mounts=_WHEELS,
    is_offline=True,
    after=_FIRST,
)
REMOVED = Recipe(
    "incremental-removed",
    _asking_for("greeting==1.0\n"),
    _INCREMENTAL,
    mounts=_WHEELS,
    is_offline=True,
    after=_FIRST,
)
_TWICE = Recipe(
    "incremental-twice", _asking_for(_BOTH), _INCREMENTAL, is_offline=True, after=_AGAIN
)
_UPON_PLAIN = Recipe(
    "incremental-upon-plain",
    _asking_for(_BOTH),
    _INCREMENTAL,
    mounts=_WHEELS,
    is_offline=True,
    after=_PLAIN,
)


def _installed(image: str) -> list[str]:
    """Give which of the tests' packages the component finds."""
    script = "from MyModel import MyModel as M; print(*M().predict(0, 0))"
    return shell(image, f'python -c "{script}"').split()


INCREMENTAL = Incremental(
    plain=_PLAIN,
    first=_FIRST,
    again=_AGAIN,
    twice=_TWICE,
    changed=_CHANGED,
    upon_plain=_UPON_PLAIN,
    packages=("farewell==1.0", "greeting==1.0"),
    installed=_installed,
    restored="Restored the environment",
    reused=("---> Dependencies are unchanged: reused, nothing is downloaded (requirements.txt)",),
    source="MyModel.py",
    member="/greeting/__init__.py",
    damage="find venv -path '*/greeting/__init__.py' -exec sh -c 'echo x >>\"$1\"' - {} +",
)


# Four builds in a row: from an index, twice without a network, and from the index again.
_FROM_INDEX = "attrs==25.3.0\niniconfig==2.1.0\n"
WEEK_1 = Recipe("week-1", _asking_for(_FROM_INDEX), needs_index=True)
WEEK_2 = Recipe(
    "week-2", _asking_for(_FROM_INDEX, "second"), _INCREMENTAL, is_offline=True, after=WEEK_1
)
WEEK_3 = Recipe(
    "week-3", _asking_for(_FROM_INDEX, "third"), _INCREMENTAL, is_offline=True, after=WEEK_2
)
WEEK_4 = Recipe(
    "week-4",
    _asking_for(_FROM_INDEX.replace("attrs==25.3.0", "attrs==25.4.0")),
    _INCREMENTAL,
    needs_index=True,
    after=WEEK_3,
)
