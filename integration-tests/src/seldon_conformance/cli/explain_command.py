"""``seldon-conformance explain``: prints a rule and its checks, or a check and what it asks."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from seldon_conformance.catalogue import catalogue
from seldon_conformance.cli.exit_codes import ExitCode
from seldon_conformance.collected import Collected
from seldon_conformance.errors import OptionError
from seldon_conformance.expectation_words import expectation_words
from seldon_conformance.repeat import repeat_line
from seldon_conformance.reports.failure import wrapped
from seldon_conformance.rules import contract
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Case, Step

# Where a component's server is, unless somebody has said otherwise (LIF-1).
_PLACE = Subject("http://127.0.0.1:9000", "127.0.0.1:9500", "", lambda: "")


def add(subparsers: Any) -> None:
    """Add the command to the parser's."""
    parser = subparsers.add_parser(
        "explain",
        help="print a rule and its checks, or a check and what it asks",
        description="Print a rule and its checks, or a check and what it asks and expects.",
    )
    parser.add_argument(
        "what", metavar="RULE-OR-ID", help="for instance PAY-4, PAY, or a check's id"
    )
    parser.set_defaults(handler=_explain)


def _explain(arguments: argparse.Namespace) -> ExitCode:
    what = arguments.what
    checks = catalogue()
    found = [check for check in checks if what in {check.id, check.id.partition("[")[0]}]
    if found:
        lines = [line for check in found for line in [*_of_check(check), ""]]
    else:
        lines = [line for number in _rules(what) for line in [*_of_rule(number, checks), ""]]
    sys.stdout.write("\n".join(lines[:-1]) + "\n")
    return ExitCode.CONFORMS


def _rules(what: str) -> Sequence[str]:
    try:
        return contract().selected([what])
    except OptionError as error:
        raise OptionError(
            f"explain: {what} (expected: a rule, a section or the id of a check; "
            "`seldon-conformance list` prints them)"
        ) from error


def _of_rule(number: str, checks: Sequence[Collected]) -> Iterator[str]:
    section = number.partition("-")[0]
    yield f"{number} ({contract().sections[section]})"
    yield from _words(number)
    if introduction := contract().introductions[section]:
        yield from wrapped(f"of all {section}: {introduction}")
    ids = [check.id for check in checks if number in check.about.rules]
    yield f"checks: {len(ids) or 'none here; its text or its section says where it is tested'}"
    yield from (f"  {one}" for one in ids)


def _of_check(check: Collected) -> Iterator[str]:
    yield check.id
    for rule in check.about.rules:
        yield f"{rule}:"
        yield from _words(rule)
    yield from wrapped(f"bug: {check.about.bug}")
    if check.case is None:
        yield from wrapped(f"what it asks: {check.words}")
        return
    yield f"server: {check.case.setting}"
    for number, step in enumerate(check.case.vector.steps, start=1):
        yield from _of_step(check.case, step, number)


def _of_step(case: Case, step: Step, number: int) -> Iterator[str]:
    yield f"request {number}:"
    yield f"  {repeat_line(case, step, _PLACE)}"
    yield f"answer {number}:"
    yield f"  {expectation_words(step.expectation('', case.transport_of(step)))}"


def _words(number: str) -> Iterator[str]:
    """Yield a rule's words, its tables as they are."""
    for line in contract().rules[number].splitlines():
        yield from [f"  {line}"] if line.startswith("|") else wrapped(line.strip(), 2)
