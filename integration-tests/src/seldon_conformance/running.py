"""Runs a case against a subject: sends its steps in order, and judges the answers."""

from collections.abc import Iterable

from seldon_conformance.asking import ask
from seldon_conformance.compare import Difference
from seldon_conformance.subjects import Subject, last_lines
from seldon_conformance.vectors import Case

_SHOWN_DIFFERENCES = 20


def run_case(case: Case, subject: Subject) -> list[Difference]:
    """Run a case.

    Args:
        case: A vector over a transport.
        subject: A server with the case's setting.

    Returns:
        Every difference of every step, none if the subject conforms.

    Raises:
        VectorError: A request could not be made of the vector.
        SubjectError: The subject did not answer at all.
    """
    found: list[Difference] = []
    for number, answered in enumerate(ask(case, subject)):
        expectation = answered.step.expectation(subject.language, answered.transport)
        found += _placed(answered.differences(expectation), number, len(case.vector.steps))
    return found


def failure_text(case: Case, found: list[Difference], subject: Subject) -> str:
    """Tell a failed case: what it would catch, the differences, the end of the subject's log."""
    lines = [
        f"{case} ({', '.join(case.vector.rules)}) on {case.setting}",
        f"catches: {case.vector.bug}",
        *(str(difference) for difference in found[:_SHOWN_DIFFERENCES]),
    ]
    if len(found) > _SHOWN_DIFFERENCES:
        lines.append(f"and {len(found) - _SHOWN_DIFFERENCES} more")
    log = last_lines(subject.log())
    return "\n".join([*lines, "log of the server:", log] if log else lines)


def _placed(of_step: Iterable[Difference], number: int, steps: int) -> list[Difference]:
    """Put the step's number before paths, where there is more than one step."""
    if steps == 1:
        return list(of_step)
    return [difference.below(f"steps[{number}]") for difference in of_step]
