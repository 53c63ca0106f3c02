"""What the runs of the suite leave behind: reports, in ``build/conformance``, a folder each."""

import pytest
from places import REPOSITORY

from seldon_conformance.cli.exit_codes import ExitCode, exit_code
from seldon_conformance.reports.failure import failure_text
from seldon_conformance.reports.files import make_directory, write_reports
from seldon_conformance.results import Outcome, RunReport

_FINE = {Outcome.PASSED, Outcome.LEFT_OUT}


def must_conform(report: RunReport, language: str, name: str) -> None:
    """Leave the reports, and fail unless the subject conforms."""
    directory = REPOSITORY / "build" / "conformance" / language / name
    make_directory(directory)
    write_reports(report, directory)
    told = [failure_text(one, report.rules) for one in report.results if one.outcome not in _FINE]
    if exit_code(report) is not ExitCode.CONFORMS:
        pytest.fail("\n\n".join(told), pytrace=False)
