"""What the command's exit code means."""

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType

from seldon_conformance.results import RunReport, Verdict


class ExitCode(IntEnum):
    """0 to 3 are about a run; 64 is sysexits.h's word for a wrong command line."""

    CONFORMS = 0
    VIOLATES = 1
    NO_SUBJECT = 2
    SUITE_BROKEN = 3
    USAGE = 64
    INTERRUPTED = 130


_CODES: Mapping[Verdict, ExitCode] = MappingProxyType(
    {
        Verdict.CONFORMS: ExitCode.CONFORMS,
        Verdict.VIOLATES: ExitCode.VIOLATES,
        # Who has shown nothing must not pass for one who conforms.
        Verdict.UNASKED: ExitCode.VIOLATES,
        Verdict.BROKEN: ExitCode.SUITE_BROKEN,
    }
)


def exit_code(report: RunReport) -> ExitCode:
    """Give the code of a run's verdict."""
    return _CODES[report.verdict]
