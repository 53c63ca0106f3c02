"""Says how a check ended, by what it raised."""

import re
import traceback
from dataclasses import dataclass

import pytest

from seldon_conformance.check import ViolationError
from seldon_conformance.errors import SubjectError, VectorError
from seldon_conformance.results import Finding, Outcome

_TRACE_LINES = 30
# What every error says, ``what: got (expected: …)``, and the log that a subject's has below it.
_SAID = re.compile(
    r"(?P<what>.+?): (?P<got>.+) \(expected: (?P<expected>[^\n]*)\)(?P<log>(?:\n.*)?)", re.DOTALL
)


@dataclass(frozen=True)
class Ending:
    """How a check ended.

    Attributes:
        outcome: PASSED, FAILED, LEFT_OUT or BROKEN.
        findings: What was not as expected.
        reason: Of what was left out, or how the suite failed.
        repeat: A command line that sends the request again, if the check gives one.
        log: The end of the subject's log, if the error has it.
    """

    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    repeat: str = ""
    log: str = ""


def ending(error: BaseException | None) -> Ending:
    """Say how a check ended.

    Args:
        error: What it raised; nothing if it passed.
    """
    if error is None:
        return Ending(Outcome.PASSED)
    if isinstance(error, pytest.skip.Exception):
        return Ending(Outcome.LEFT_OUT, reason=error.msg or "")
    if isinstance(error, ViolationError):
        found = (Finding(one.path or "answer", one.got, one.expected) for one in error.differences)
        return Ending(Outcome.FAILED, tuple(found), repeat=error.repeat)
    if isinstance(error, SubjectError):
        return _silent(str(error))
    if isinstance(error, VectorError):
        return Ending(Outcome.BROKEN, reason=str(error))
    lines = "".join(traceback.format_exception(error)).splitlines()
    return Ending(Outcome.BROKEN, reason="\n".join(lines[-_TRACE_LINES:]))


def _silent(text: str) -> Ending:
    """Tell of a subject that did not answer, start or stop: that is a violation too."""
    said = _SAID.fullmatch(text)
    if said is None:
        return Ending(Outcome.FAILED, (Finding("subject", text, "an answer"),))
    finding = Finding(said["what"], said["got"], said["expected"])
    return Ending(Outcome.FAILED, (finding,), log=said["log"].strip())
