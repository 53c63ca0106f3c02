"""Says how a check of a builder ended, by what it raised.

A check is a test with plain asserts on what a builder has made, so most of what ends it is the
builder's: an assertion, a command that fails or never ends, and what cannot be read, a label that
is missing for instance. What no check's own line has led to is the suite's fault.
"""

import subprocess
import tarfile
import traceback
from pathlib import Path

from seldon_conformance.ending import Ending, ending
from seldon_conformance.results import Finding, Outcome

# What an assertion has compared: the operator, what was got, what was expected.
Compared = tuple[str, object, object]
_LONGEST_MESSAGE_LINES = 40
_UNREADABLE = (LookupError, ValueError, tarfile.TarError)


def ending_of_check(error: BaseException | None, compared: Compared | None) -> Ending:
    """Say how a check ended.

    Args:
        error: What it raised; nothing if it passed.
        compared: What the assertion that failed has compared, if it has.
    """
    if isinstance(error, AssertionError):
        return _failed(_assertion(error, compared))
    if isinstance(error, subprocess.CalledProcessError):
        said = f"exit code {error.returncode}: {error.stderr or error.stdout or ''}".strip()
        return _failed(Finding(_words(error.cmd), said, "exit code 0"))
    if isinstance(error, subprocess.TimeoutExpired):
        limit = f"{round(error.timeout, 2):g} s"
        return _failed(Finding(_words(error.cmd), f"no end in {limit}", f"an end in {limit}"))
    if isinstance(error, _UNREADABLE) and (place := _line_of_check(error)):
        got = f"{type(error).__name__}: {error}"
        name = f"{Path(place.filename).name}:{place.lineno}"
        return _failed(Finding(name, got, place.line or "a value"))
    return ending(error)


def _failed(finding: Finding) -> Ending:
    return Ending(Outcome.FAILED, (finding,))


def _words(command: object) -> str:
    return " ".join(map(str, command)) if isinstance(command, list | tuple) else str(command)


def _assertion(error: AssertionError, compared: Compared | None) -> Finding:
    """Tell of an assertion: the values that it compares, or what it says."""
    if compared is None:
        return Finding(
            "assertion", _shown(str(error).strip() or "an assertion without words"), "true"
        )
    operator, got, expected = compared
    if operator == "==":
        return Finding("assertion", _shown(got), _shown(expected))
    return Finding("assertion", _shown(got), f"{operator} {_listed(expected)}")


def _listed(value: object) -> str:
    """Show what something was looked for in: of a log a line each."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return _shown("\n".join(["", *value]))
    return _shown(value)


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    return "\n".join(text.splitlines()[:_LONGEST_MESSAGE_LINES])


def _line_of_check(error: BaseException) -> traceback.FrameSummary | None:
    """Give the line of a check's file that an error comes from, however deep below it."""
    frames = traceback.extract_tb(error.__traceback__)
    of_checks = [one for one in frames if Path(one.filename).name.startswith("test_")]
    return of_checks[-1] if of_checks else None
