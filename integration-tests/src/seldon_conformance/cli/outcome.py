"""What a run leaves behind, for each command that is one: options, reports, the exit code."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from seldon_conformance.cli.console import Console
from seldon_conformance.cli.exit_codes import ExitCode, exit_code
from seldon_conformance.listener import Listener
from seldon_conformance.reports.files import make_directory, write_reports
from seldon_conformance.results import RunReport


def add_outcome(group: Any) -> None:
    """Add the options."""
    group.add_argument(
        "--known-failing",
        type=Path,
        metavar="FILE",
        help="patterns of ids (* and ?), one a line, each below a line `# reason`; "
        "these may fail, and must not pass",
    )
    group.add_argument(
        "--strict", action="store_true", help="a check that is left out counts as one that failed"
    )
    group.add_argument(
        "--report",
        type=Path,
        metavar="DIR",
        help="write report.json, junit.xml and report.html there",
    )


def finished(
    run: Callable[[Listener], RunReport], arguments: argparse.Namespace, out: TextIO
) -> ExitCode:
    """Run, tell it, write the reports, and give the exit code.

    Args:
        run: Runs, and tells its listener how it goes on.
        arguments: With those of ``add_outcome``.
        out: Is printed to.
    """
    console = Console(out)
    if arguments.report:
        make_directory(arguments.report)
    report = replace(run(console), is_strict=arguments.strict)
    paths = write_reports(report, arguments.report) if arguments.report else []
    console.finish(report, paths)
    return exit_code(report)
