"""Source packages of the checks' own, as CRAN has them, and repositories of them in folders."""

from collections.abc import Iterable
from pathlib import Path

from seldon_conformance.builder.counterparts.cran_repository import (
    CranRepository,
    SourcePackage,
)

GREETING_1, GREETING_2 = (SourcePackage.saying("greeting", version) for version in ("1.0", "2.0"))
FAREWELL = SourcePackage.saying("farewell", "1.0")
# Needs another one, which comes with it.
POLITE = SourcePackage("polite", "1.0", "polite <- function() greeting::greeting()\n", "greeting")
_ADD = """#include <R.h>
#include <Rinternals.h>

SEXP add_one(SEXP x) {
  return Rf_ScalarReal(Rf_asReal(x) + 1);
}
"""
# Has C code.
ADDING = SourcePackage(
    "adding",
    "1.0",
    'adding <- function(x) .Call("add_one", x, PACKAGE = "adding")\n',
    sources=(("add.c", _ADD),),
)
# Has C code that no compiler takes.
BROKEN = SourcePackage(
    "broken",
    "1.0",
    "broken <- function() 1\n",
    sources=(("broken.c", "#include <no_such_library.h>\n"),),
)
# Needs that one.
LEANING = SourcePackage("leaning", "1.0", "leaning <- function() broken::broken()\n", "broken")


def write_archives(folder: Path, packages: Iterable[SourcePackage]) -> None:
    """Write source packages into a folder, which builds can read."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    for package in packages:
        (folder / package.file_name).write_bytes(package.archive())


def write_repository(folder: Path, packages: Iterable[SourcePackage]) -> None:
    """Write a repository, of which R knows the folder as ``file://``."""
    contrib = folder / "src" / "contrib"
    # Not started: it makes the index alone.
    server = CranRepository("127.0.0.1", packages)
    write_archives(contrib, server.newest())
    (contrib / "PACKAGES").write_text(server.index(), encoding="utf-8")
    server.server_close()
