"""What can be wrong with the settings and the source of a component in any language.

The preflights of the builders ask these before assemble changes anything.
"""

# ruff: noqa: INP001, T201 - of the scripts that assemble runs: in no package, and it prints
from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import environment_file
from problem import SET, Problem

from seldon_wrapper.settings import ConfigurationError, Settings

CHECK_LEVELS = ("off", "import", "load")
_CREDENTIALS = re.compile(r"://[^/@\s]*:[^/@\s]+@")


def warn(text: str) -> None:
    """Print a warning to stderr."""
    print(f"WARNING: {text}", file=sys.stderr)


def warn_of_settings(source: Path, environ: Mapping[str, str]) -> None:
    """Warn of passwords in variables, and of lines of .s2i/environment without effect."""
    for name in variables_with_credentials(environ):
        warn(
            f"{name} holds a user name and password, and s2i writes it into the image. "
            "Put it into build.env of a folder mounted at /run/s2i-build instead"
        )
    for line in environment_file.odd_lines(source):
        warn(line)


def source_problems(source: Path) -> Iterator[Problem]:
    """Yield what is wrong with the source as a whole."""
    if not source.is_dir() or not any(path.name != ".s2i" for path in source.iterdir()):
        yield Problem(
            "the source is empty (expected: a component)",
            "commit the files or give s2i -c: of a git folder it takes what is committed",
        )


def check_level_problems(environ: Mapping[str, str]) -> Iterator[Problem]:
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


def setting_problems(environ: Mapping[str, str], remedy: str) -> Iterator[Problem]:
    """Yield what is wrong with the server's settings."""
    try:
        Settings.from_args([], environ)
    except ConfigurationError as error:
        for problem in error.problems:
            yield Problem(with_quotes_explained(problem), remedy)


def remedy_of_settings(source: Path, environ: Mapping[str, str]) -> str:
    """Return where settings are set, which s2i's file is not in a build without s2i."""
    names = environment_file.left_out(source, environ)
    if not names:
        return SET
    place = environment_file.PLACE
    warn(f"{place} has no effect, since s2i alone reads it: {', '.join(names)}")
    return f"write ENV NAME=value into the Dockerfile: only s2i build reads {place}"


def with_quotes_explained(problem: str) -> str:
    """Add why a value has quotes: s2i does not take them away."""
    quoted = re.search(r""": (?:'"|"'|\\')""", problem)
    return f"{problem}; s2i keeps quotes, leave them out" if quoted else problem


def variables_with_credentials(environ: Mapping[str, str]) -> list[str]:
    """Return the names of the variables whose value has a URL with a password."""
    return sorted(name for name, value in environ.items() if _CREDENTIALS.search(value))
