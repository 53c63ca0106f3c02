"""Checks everything that can be checked before assemble changes anything, and reports it together.

Usage: ``python preflight.py SOURCE``; exit code 1 when the build cannot succeed. Warnings and
problems go to stderr, the remedy last. What has no effect (PERSISTENCE=1) is for the server to
say, which does so when the component is tried.
"""

# ruff: noqa: INP001, T201 - a script that assemble runs: it is in no package, and it prints
from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from seldon_wrapper.settings import ConfigurationError, Settings

CHECK_LEVELS = ("off", "import", "load")
_CREDENTIALS = re.compile(r"://[^/@\s]*:[^/@\s]+@")
_SET = "set it in .s2i/environment (NAME=value, no quotes) or by -e NAME=value"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that ends the build: the cause as *what: got (expected: …)*, and the remedy."""

    cause: str
    remedy: str = _SET


def main(source: Path, environ: Mapping[str, str]) -> int:
    """Print what was found; return 1 when there is a problem, else 0."""
    problems = [*_source_problems(source), *_check_level_problems(environ)]
    problems += _name_problems(environ.get("MODEL_NAME", "").strip())
    try:
        Settings.from_args([], environ)
    except ConfigurationError as error:
        problems += [Problem(_with_quotes_explained(problem)) for problem in error.problems]
    for name in _variables_with_credentials(environ):
        print(
            f"WARNING: {name} holds a user name and password, and s2i writes it into the image. "
            f"Put it into build.env of a folder mounted at /run/s2i-build instead",
            file=sys.stderr,
        )
    for problem in problems:
        print(f"ERROR: {problem.cause}", file=sys.stderr)
    if problems:
        remedies = dict.fromkeys(problem.remedy for problem in problems)
        print(f"REMEDY: {'; '.join(remedies)}", file=sys.stderr)
    return 1 if problems else 0


def _source_problems(source: Path) -> Iterator[Problem]:
    """Yield what is wrong with the source as a whole."""
    if not source.is_dir() or not any(path.name != ".s2i" for path in source.iterdir()):
        yield Problem(
            "the source is empty (expected: a component)",
            "commit the files or give s2i -c: of a git folder it takes what is committed",
        )
        return
    names = {path.name for path in source.iterdir()}
    if "environment.yml" in names and not names & {
        "requirements.txt",
        "setup.py",
        "pyproject.toml",
    }:
        yield Problem(
            "environment.yml: there is no conda here (expected: requirements.txt)",
            "list the packages in requirements.txt",
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
    sys.exit(main(Path(sys.argv[1]), os.environ))
