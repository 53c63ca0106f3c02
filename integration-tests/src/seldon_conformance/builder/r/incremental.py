"""Incremental builds, each upon the image of another; repositories are folders of the checks'."""

from collections.abc import Sequence
from pathlib import Path

from seldon_conformance.builder.counterparts.cran_repository import SourcePackage
from seldon_conformance.builder.incremental import Incremental
from seldon_conformance.builder.r.components import ENVIRONMENT, IDENTITY
from seldon_conformance.builder.r.installed import installed
from seldon_conformance.builder.r.packages import (
    ADDING,
    FAREWELL,
    GREETING_1,
    GREETING_2,
    write_repository,
)
from seldon_conformance.builder.recipe import Recipe, Source, files, write_files

CRAN = (("cran", "/cran"),)
FROM_FOLDER = ("-e", "CRAN_MIRROR=file:///cran")
_INCREMENTAL = ("--incremental", "--incremental-pull-policy", "never", *FROM_FOLDER)
_IN_SCRIPT = {"install.R": "install.packages(c('greeting', 'adding'))\n"}
_IN_LIST = "Package: mymodel\nImports: greeting (>= {version}), farewell\n"


def _asking_for(
    contents: dict[str, str], says: str = "", has: Sequence[SourcePackage] = (GREETING_1,)
) -> Source:
    """Give a component with a list of packages, beside a repository."""

    def write(folder: Path) -> str:
        write_repository(folder.parent / "cran", (*has, ADDING, FAREWELL))
        write_files(folder, {"MyModel.R": f"{IDENTITY}# {says}\n", **contents, **ENVIRONMENT})
        return str(folder)

    return write


_PLAIN = Recipe("incremental-plain", files({"MyModel.R": IDENTITY, **ENVIRONMENT}))
_FIRST = Recipe(
    "incremental-first", _asking_for(_IN_SCRIPT), FROM_FOLDER, mounts=CRAN, is_offline=True
)
# Without a repository: what is not there cannot come from anywhere.
_AGAIN = Recipe(
    "incremental-again",
    _asking_for(_IN_SCRIPT, "edited"),
    _INCREMENTAL,
    is_offline=True,
    after=_FIRST,
)
_TWICE = Recipe(
    "incremental-twice",
    _asking_for(_IN_SCRIPT, "again"),
    _INCREMENTAL,
    is_offline=True,
    after=_AGAIN,
)
# Asks for a newer greeting, and no longer for adding.
_CHANGED = Recipe(
    "incremental-changed",
    _asking_for({"DESCRIPTION": _IN_LIST.format(version="2.0")}, has=(GREETING_2,)),
    _INCREMENTAL,
    mounts=CRAN,
    is_offline=True,
    after=_FIRST,
)
_UPON_PLAIN = Recipe(
    "incremental-upon-plain",
    _asking_for(_IN_SCRIPT),
    _INCREMENTAL,
    mounts=CRAN,
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
    restored="Restored the library",
    reused=(
        "---> Restored the library of the image before: 2 packages",
        "---> Already installed: greeting, adding",
    ),
    source="MyModel.R",
    member="/greeting/DESCRIPTION",
    damage="echo x >>r-library/greeting/NAMESPACE",
)
