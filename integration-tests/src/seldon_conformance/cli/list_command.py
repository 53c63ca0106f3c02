"""``seldon-conformance list``: prints the checks."""

import argparse
import sys
from typing import Any

from seldon_conformance.catalogue import catalogue
from seldon_conformance.cli.exit_codes import ExitCode
from seldon_conformance.collected import Collected


def add(subparsers: Any) -> None:
    """Add the command to the parser's."""
    parser = subparsers.add_parser(
        "list",
        help="print the checks",
        description="Print the checks: id, rules, and the standard component that each is of.",
    )
    parser.add_argument(
        "--rule",
        metavar="RULE",
        action="append",
        default=[],
        help="only checks of this rule (PAY-4) or section (PAY); may be repeated",
    )
    parser.set_defaults(handler=_list)


def _list(arguments: argparse.Namespace) -> ExitCode:
    for check in catalogue(arguments.rule):
        sys.stdout.write(f"{line_of(check)}\n")
    return ExitCode.CONFORMS


def line_of(check: Collected) -> str:
    """Give the line of a check; the transports stand in its id."""
    component = check.case.setting.component if check.case else "any component"
    return f"{check.id:<56} {', '.join(check.about.rules):<24} {component}"
