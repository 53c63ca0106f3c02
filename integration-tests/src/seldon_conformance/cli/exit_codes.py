"""What the command's exit code means."""

from enum import IntEnum

from seldon_conformance.results import Outcome, RunReport


class ExitCode(IntEnum):
    """0 to 3 are about a run; 64 is sysexits.h's word for a wrong command line."""

    CONFORMS = 0
    VIOLATES = 1
    NO_SUBJECT = 2
    SUITE_BROKEN = 3
    USAGE = 64
    INTERRUPTED = 130


def exit_code(report: RunReport, *, is_strict: bool) -> ExitCode:
    """Judge a run.

    Args:
        report: What it found.
        is_strict: Whether a check that is left out counts as one that failed.
    """
    outcomes = {result.outcome for result in report.results}
    if Outcome.BROKEN in outcomes:
        return ExitCode.SUITE_BROKEN
    bad = {Outcome.FAILED, Outcome.UNEXPECTED} | ({Outcome.LEFT_OUT} if is_strict else set())
    return ExitCode.VIOLATES if outcomes & bad else ExitCode.CONFORMS
