"""What a check raises says whose fault it is."""

import pytest

from seldon_conformance.check import ViolationError
from seldon_conformance.compare import Difference
from seldon_conformance.ending import Ending, ending
from seldon_conformance.errors import SubjectError, VectorError
from seldon_conformance.results import Finding, Outcome


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (None, Ending(Outcome.PASSED)),
        (
            ViolationError([Difference("", "1", "2")], "curl"),
            Ending(Outcome.FAILED, (Finding("answer", "1", "2"),), repeat="curl"),
        ),
        (
            SubjectError("GET /a: Error('b: c') (expected: an HTTP answer within 30 s)"),
            Ending(
                Outcome.FAILED,
                (Finding("GET /a", "Error('b: c')", "an HTTP answer within 30 s"),),
            ),
        ),
        (
            SubjectError("model: server: exit code 1 (expected: 0)\nlog one\nlog two"),
            Ending(
                Outcome.FAILED,
                (Finding("model", "server: exit code 1", "0"),),
                log="log one\nlog two",
            ),
        ),
        (
            SubjectError("gone"),
            Ending(Outcome.FAILED, (Finding("subject", "gone", "an answer"),)),
        ),
        (VectorError("message: no"), Ending(Outcome.BROKEN, reason="message: no")),
    ],
    ids=["passed", "violation", "silent", "log", "odd", "vector"],
)
def test_error_says_how_a_check_ended(error: Exception | None, expected: Ending) -> None:
    """A subject that does not answer breaks the rule; a vector that cannot be sent does not."""
    assert ending(error) == expected


def test_skip_says_why_nothing_was_asked() -> None:
    """Its reason is shown."""
    with pytest.raises(pytest.skip.Exception) as excinfo:
        pytest.skip("no metrics port")

    assert ending(excinfo.value) == Ending(Outcome.LEFT_OUT, reason="no metrics port")


def test_other_exception_is_the_suites_own() -> None:
    """With the trace, whose last line is the exception."""
    found = ending(TypeError("no"))

    assert found.outcome is Outcome.BROKEN
    assert found.reason.splitlines()[-1] == "TypeError: no"
