"""The golden vectors. What they are about is in their files, so they need no mark."""

from collections.abc import Callable

from seldon_conformance.check import ViolationError
from seldon_conformance.running import run_case
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Case, Setting


def test_vector(case: Case, subject_of: Callable[[Setting], Subject]) -> None:
    """Every step of the vector is answered as it says."""
    subject = subject_of(case.setting)

    found = run_case(case, subject)

    if found:
        raise ViolationError(found)
