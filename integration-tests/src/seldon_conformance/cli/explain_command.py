"""``seldon-conformance explain``: prints a rule and its checks, or a check and what it asks."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from seldon_conformance.builder.catalogue import builder_catalogue
from seldon_conformance.catalogue import catalogue
from seldon_conformance.cli.exit_codes import ExitCode
from seldon_conformance.collected import Collected
from seldon_conformance.errors import OptionError
from seldon_conformance.expectation_words import expectation_words
from seldon_conformance.repeat import repeat_line
from seldon_conformance.reports.failure import wrapped
from seldon_conformance.rules import Contract, builder_contract, contract
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
        "what", metavar="RULE-OR-ID", help="for instance PAY-4, PAY, C13, or a check's id"
    )
    parser.set_defaults(handler=_explain)


def _explain(arguments: argparse.Namespace) -> ExitCode:
    blocks = _blocks(arguments.what)
    if not blocks:
        raise OptionError(
            f"explain: {arguments.what} (expected: a rule, a section, a builder's row or the id of "
            "a check; `seldon-conformance list` prints them)"
        )
    lines = [line for block in blocks for line in [*block, ""]]
    sys.stdout.write("\n".join(lines[:-1]) + "\n")
    return ExitCode.CONFORMS


def _blocks(what: str) -> list[list[str]]:
    """Explain a rule, a section, a row, or the checks of an id; nothing if it is none of them."""
    number = what.upper()
    if number in builder_contract().rules:
        return [list(_of_rule(number, builder_contract(), _of_builders([number])))]
    if number in contract().sections or number in contract().rules:
        checks = catalogue([number])
        return [list(_of_rule(one, contract(), checks)) for one in contract().selected([number])]
    return _of_checks(what, catalogue()) or _of_checks(what, _of_builders())


def _of_builders(rows: Sequence[str] = ()) -> list[Collected]:
    return [one.check for one in builder_catalogue(rows)]


def _of_checks(what: str, checks: Sequence[Collected]) -> list[list[str]]:
    """Explain the checks of an id, which may lack how they ask."""
    found = [check for check in checks if what in {check.id, check.id.partition("[")[0]}]
    return [list(_of_check(check)) for check in found]


def _of_rule(number: str, source: Contract, checks: Sequence[Collected]) -> Iterator[str]:
    section = number.partition("-")[0]
    yield f"{number} ({source.sections[section]})"
    yield from _words(number)
    if introduction := source.introductions[section]:
        yield from wrapped(f"of all {section}: {introduction}")
    ids = [check.id for check in checks if number in check.about.rules]
    yield f"checks: {len(ids) or 'none here; its text or its section says where it is tested'}"
    yield from (f"  {one}" for one in ids)


def _of_check(check: Collected) -> Iterator[str]:
    yield check.id
    for rule in check.about.rules:
        yield f"{rule}:"
        yield from _words(rule)
    # What a check of a builder says of itself is the bug; what it asks is its name.
    yield from wrapped(f"bug: {check.about.bug or check.words}")
    if check.about.bug and check.case is None:
        yield from wrapped(f"what it asks: {check.words}")
    if check.case is None:
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
    source = builder_contract() if number in builder_contract().rules else contract()
    for line in source.rules[number].splitlines():
        yield from [f"  {line}"] if line.startswith("|") else wrapped(line.strip(), 2)
