"""Checks everything that can be checked before assemble changes anything, and reports it together.

Usage: ``python preflight.py source|dependencies SOURCE``; exit code 1 when the build cannot
succeed. Warnings and problems go to stderr, the remedy last. What has no effect (PERSISTENCE=1) is
for the server to say, which does so when the component is tried.
"""

# ruff: noqa: INP001, T201 - a script that assemble runs: it is in no package, and it prints
from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import dependencies
import entry
import environment_file
import requirement_files
from problem import SET, Problem, report
from source_files import source_file_problems

from seldon_wrapper.settings import ConfigurationError, Settings

CHECK_LEVELS = ("off", "import", "load")
_CREDENTIALS = re.compile(r"://[^/@\s]*:[^/@\s]+@")
_SHOWN = 3


def main(source: Path, environ: Mapping[str, str]) -> int:
    """Print what was found; return 1 when there is a problem, else 0."""
    for name in _variables_with_credentials(environ):
        _warn(
            f"{name} holds a user name and password, and s2i writes it into the image. "
            f"Put it into build.env of a folder mounted at /run/s2i-build instead"
        )
    for warning in environment_file.odd_lines(source):
        _warn(warning)
    wanted = environ.get("DEPENDENCY_FILES", "")
    problems = [*_source_problems(source), *_check_level_problems(environ)]
    problems += _name_problems(environ.get("MODEL_NAME", "").strip())
    problems += _setting_problems(environ, _remedy_of_settings(source, environ))
    if source.is_dir():
        problems += [*source_file_problems(source), *dependencies.problems(source, wanted)]
    if not problems:
        problems += _entry_problems(source, environ, wanted)
    return report(problems)


def main_of_dependencies(source: Path, environ: Mapping[str, str]) -> int:
    """Do the same for a step of a Dockerfile that has the dependency files alone."""
    wanted = environ.get("DEPENDENCY_FILES", "")
    return report([*dependencies.problems(source, wanted), *_link_problems(source)])


def _link_problems(source: Path) -> Iterator[Problem]:
    """Yield a problem for each line that would be a link to a source that is not there yet."""
    for target, is_editable in requirement_files.local_targets(source / "requirements.txt"):
        if is_editable:
            name = target.relative_to(source).as_posix()
            yield Problem(
                f"requirements.txt: '-e {name}' is a link to the source "
                "(expected: packages alone, in the step that installs packages)",
                "leave the line out, since the project is installed with the source, "
                "or leave that step out",
            )


def _remedy_of_settings(source: Path, environ: Mapping[str, str]) -> str:
    """Return where settings are set, which s2i's file is not in a build without s2i."""
    names = environment_file.left_out(source, environ)
    if not names:
        return SET
    place = environment_file.PLACE
    _warn(f"{place} has no effect, since s2i alone reads it: {', '.join(names)}")
    return f"write ENV NAME=value into the Dockerfile: only s2i build reads {place}"


def _setting_problems(environ: Mapping[str, str], remedy: str) -> Iterator[Problem]:
    """Yield what is wrong with the server's settings."""
    try:
        Settings.from_args([], environ)
    except ConfigurationError as error:
        for problem in error.problems:
            yield Problem(_with_quotes_explained(problem), remedy)


def _entry_problems(source: Path, environ: Mapping[str, str], wanted: str) -> list[Problem]:
    """Return what is wrong with the component's own files, and warn of the others'."""
    elsewhere = (
        dependencies.choose(source, wanted).method != "none"
        or environ.get("BUILD_CHECK", "") == "off"
        or bool(environ.get("PYTHONPATH"))
    )
    found = entry.look_at(source, environ["MODEL_NAME"].strip(), may_be_elsewhere=elsewhere)
    for warning in found.warnings[:_SHOWN]:
        _warn(warning)
    return found.problems


def _warn(text: str) -> None:
    print(f"WARNING: {text}", file=sys.stderr)


def _source_problems(source: Path) -> Iterator[Problem]:
    """Yield what is wrong with the source as a whole."""
    if not source.is_dir() or not any(path.name != ".s2i" for path in source.iterdir()):
        yield Problem(
            "the source is empty (expected: a component)",
            "commit the files or give s2i -c: of a git folder it takes what is committed",
        )


def _check_level_problems(environ: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with BUILD_CHECK and its time limit."""
    level = environ.get("BUILD_CHECK", "") or "import"
    if level not in CHECK_LEVELS:
        nearest = difflib.get_close_matches(level.lower(), CHECK_LEVELS, n=1)
        hint = f"; did you mean {nearest[0]}?" if nearest else ""
        expected = f"one of {', '.join(CHECK_LEVELS)}{hint}"
        yield Problem(f"BUILD_CHECK: {level!r} (expected: {expected})")
    limit = environ.get("BUILD_CHECK_TIMEOUT_S", "") or "300"
    if not limit.isdecimal() or int(limit) == 0:
        expected = "a whole number of seconds above 0"
        yield Problem(f"BUILD_CHECK_TIMEOUT_S: {limit!r} (expected: {expected})")


def _name_problems(name: str) -> Iterator[Problem]:
    """Yield what is wrong with the form of MODEL_NAME; an empty one is the settings' to refuse."""
    if name.endswith(".py"):
        yield Problem(f"MODEL_NAME: {name!r} (expected: without .py, such as {name[:-3]})")
    elif name and not all(part.isidentifier() for part in name.split(".")):
        expected = "expected: MyModel or pkg.mod.Class"
        yield Problem(_with_quotes_explained(f"MODEL_NAME: {name!r} ({expected})"))


def _with_quotes_explained(problem: str) -> str:
    """Add why a value has quotes: s2i does not take them away."""
    quoted = re.search(r""": (?:'"|"'|\\')""", problem)
    return f"{problem}; s2i keeps quotes, leave them out" if quoted else problem


def _variables_with_credentials(environ: Mapping[str, str]) -> list[str]:
    """Return the names of the variables whose value has a URL with a password."""
    return sorted(name for name, value in environ.items() if _CREDENTIALS.search(value))


if __name__ == "__main__":
    mains = {"source": main, "dependencies": main_of_dependencies}
    sys.exit(mains[sys.argv[1]](Path(sys.argv[2]), os.environ))
