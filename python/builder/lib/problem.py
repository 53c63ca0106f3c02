"""A problem of the user's source or settings, and how assemble prints it."""

# ruff: noqa: INP001, T201 - of the scripts that assemble runs: in no package, and it prints
from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass

SET = "set it in .s2i/environment (NAME=value, no quotes) or by -e NAME=value"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that ends the build: the cause as *what: got (expected: …)*, and the remedy."""

    cause: str
    remedy: str = SET


class RefusedError(Exception):
    """A problem that leaves nothing to go on with.

    Attributes:
        problem: What it is.
    """

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        self.problem = problem
        super().__init__(problem.cause)


def report(problems: Iterable[Problem]) -> int:
    """Print all problems, then all remedies in one line, to stderr; return 1 if there are any."""
    found = list(problems)
    for problem in found:
        print(f"ERROR: {problem.cause}", file=sys.stderr)
    if found:
        remedies = dict.fromkeys(problem.remedy for problem in found)
        print(f"REMEDY: {'; '.join(remedies)}", file=sys.stderr)
    return 1 if found else 0
