"""Checks everything that can be checked before assemble changes anything, and reports it together.

Usage: ``python r_preflight.py source|dependencies SOURCE``; exit code 1 when the build cannot
succeed. The settings are checked as for a Python component, by the Python builder's own functions.
"""

# ruff: noqa: INP001 - a script that assemble runs, in no package
from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import build_settings
from problem import SET, Problem, report
from seldon_wrapper.hosts import r_file
from source_files import source_file_problems

# Of R's packages alone: a program or a library would need more than to be unpacked.
_DEBIAN_NAME = re.compile(r"r-(cran|bioc|other|omegahat)-[a-z0-9.+-]+")
_AS_COMMITTED = "a git folder is built as committed: commit the file, or give s2i -c"


def main(source: Path, environ: Mapping[str, str]) -> int:
    """Print what was found; return 1 when there is a problem, else 0."""
    build_settings.warn_of_settings(source, environ)
    name = environ.get("MODEL_NAME", "").strip()
    remedy = build_settings.remedy_of_settings(source, environ)
    problems = [*build_settings.source_problems(source)]
    problems += build_settings.check_level_problems(environ)
    problems += [*_name_problems(name), *build_settings.setting_problems(environ, remedy)]
    problems += _debian_problems(environ)
    if source.is_dir():
        problems += source_file_problems(source)
    if not problems and environ.get("BUILD_CHECK", "") != "off":
        problems += _file_problems(source, name)
    return report(problems)


def main_of_dependencies(source: Path, environ: Mapping[str, str]) -> int:
    """Do the same for a step of a Dockerfile that has the files of packages alone."""
    return report([*build_settings.source_problems(source), *_debian_problems(environ)])


def _debian_problems(environ: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for what is no name of a Debian package of R."""
    for name in re.split(r"[,\s]+", environ.get("R_DEBIAN_PACKAGES", "")):
        if name and not _DEBIAN_NAME.fullmatch(name):
            expected = "names of Debian's R packages, as r-cran-dplyr"
            problem = f"R_DEBIAN_PACKAGES: {name!r} (expected: {expected})"
            yield Problem(build_settings.with_quotes_explained(problem))


def _name_problems(name: str) -> Iterator[Problem]:
    """Yield what is wrong with the form of MODEL_NAME; an empty one is the settings' to refuse."""
    if name and (name.startswith(("/", '"', "'")) or ".." in name.split("/")):
        expected = "expected: MyModel or MyModel.R"
        yield Problem(
            build_settings.with_quotes_explained(f"MODEL_NAME: {name!r} ({expected})"), SET
        )


def _file_problems(source: Path, name: str) -> Iterator[Problem]:
    """Yield a problem for a component without its file."""
    found = r_file(name, source)
    if found is not None and found.is_file():
        return
    expected = found.name if found else f"{name}.R"
    files = sorted(path.name for path in source.glob("*.[Rr]") if path.name != "install.R")
    yield Problem(
        f"no file {expected} in the source: {', '.join(files) or 'no .R file'} "
        f"(expected: {expected})",
        f"Add {expected}, or set MODEL_NAME to the name of a file that is there ({_AS_COMMITTED})",
    )


if __name__ == "__main__":
    mains = {"source": main, "dependencies": main_of_dependencies}
    sys.exit(mains[sys.argv[1]](Path(sys.argv[2]), os.environ))
