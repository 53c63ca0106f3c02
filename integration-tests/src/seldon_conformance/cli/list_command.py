"""``seldon-conformance list``: prints the checks."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from seldon_conformance.builder.catalogue import BuilderCheck, builder_catalogue
from seldon_conformance.catalogue import catalogue
from seldon_conformance.cli.exit_codes import ExitCode
from seldon_conformance.collected import Collected
from seldon_conformance.errors import OptionError
from seldon_conformance.rules import builder_contract


def add(subparsers: Any) -> None:
    """Add the command to the parser's."""
    parser = subparsers.add_parser(
        "list",
        help="print the checks",
        description="Print the checks, those of components before those of builders: id, rules, "
        "and the standard component, or the languages of the builders, that each is of.",
    )
    parser.add_argument(
        "--rule",
        metavar="RULE",
        action="append",
        default=[],
        help="only checks of this rule (PAY-4), section (PAY) or row of builder.md (C13); "
        "may be repeated",
    )
    parser.set_defaults(handler=_list)


def _list(arguments: argparse.Namespace) -> ExitCode:
    rows = [word for word in arguments.rule if word.upper() in builder_contract().rules]
    rules = [word for word in arguments.rule if word not in rows]
    if rules or not rows:
        for check in catalogue(rules):
            sys.stdout.write(f"{line_of(check)}\n")
    if rows:
        _print(builder_catalogue(rows))
    elif not rules:
        _print_all_of_builders()
    return ExitCode.CONFORMS


def _print_all_of_builders() -> None:
    """Print what nobody has asked for by name; so it may be missing, and says that it is."""
    try:
        checks = builder_catalogue()
    except OptionError as error:
        sys.stderr.write(f"NOTICE: the checks of builders are not listed: {error}\n")
        return
    _print(checks)


def _print(checks: Sequence[BuilderCheck]) -> None:
    for one in checks:
        sys.stdout.write(f"{line_of_builders(one)}\n")


def line_of(check: Collected) -> str:
    """Give the line of a check; the transports stand in its id."""
    component = check.case.setting.component if check.case else "any component"
    return _columns(check, component)


def line_of_builders(one: BuilderCheck) -> str:
    """Give the line of a check of builders; the mode stands in its id."""
    return _columns(one.check, f"builder: {', '.join(one.languages)}")


def _columns(check: Collected, of: str) -> str:
    return f"{check.id:<56} {', '.join(check.about.rules):<24} {of}"
