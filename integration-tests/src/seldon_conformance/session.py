"""Runs the suite against a subject: the smoke step, then the checks, in pytest."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from seldon_conformance.collected import CHECKS, VECTORS_FILE, all_cases
from seldon_conformance.errors import OptionError, SubjectError
from seldon_conformance.fleet import Fleet
from seldon_conformance.known_failures import read_known_failures
from seldon_conformance.listener import Listener
from seldon_conformance.options import Options
from seldon_conformance.plugin import Asked, Running
from seldon_conformance.pytest_run import run_pytest
from seldon_conformance.results import RunReport
from seldon_conformance.rules import contract
from seldon_conformance.scope import scope_of
from seldon_conformance.smoke import smoke
from seldon_conformance.starting import opened
from seldon_conformance.vectors import Case


def run(options: Options, listener: Listener | None = None) -> RunReport:
    """Run the checks that fit.

    Args:
        options: What to run against what.
        listener: Is told how it goes on.

    Raises:
        OptionError: The options make no sense.
        SubjectError: The subject could not be started or reached, or does not answer the example.
        SuiteError: The suite itself is broken.
    """
    listener = listener or Listener()
    started, clock = datetime.now(UTC), time.monotonic()
    scope = scope_of(options)
    known = read_known_failures(options.known_failing) if options.known_failing else []
    cases = [case for case in all_cases() if case.setting.component == scope.component]
    with opened(options) as origin:
        setting = scope.setting(origin.name)
        fleet = Fleet(origin.source, [setting])
        with _closed(fleet) as problems:
            claims = smoke(fleet.subject(setting), options)
            listener.smoked([origin.description, *claims.lines])
            listener.scoped(str(scope.depth), contract().rules)
            plugin = Running(
                Asked(origin.name, options.language, scope, setting, claims.example, fleet, known),
                cases,
                listener,
            )
            run_pytest(plugin, check_files(cases))
    if not plugin.results:
        asked = ", ".join(options.rules) or "all"
        raise OptionError(f"rules: {asked} (expected: rules that a check is about)")
    numbers = {number for result in plugin.results for number in result.rules}
    return RunReport(
        version=version("seldon-conformance"),
        started=started.isoformat(timespec="seconds"),
        seconds=round(time.monotonic() - clock, 3),
        subjects={origin.name: "; ".join([origin.description, *claims.lines])},
        depth=str(scope.depth),
        left_out=(*plugin.left_out, *problems),
        way="transport",
        sections=contract().sections,
        rules={
            number: contract().rules[number] for number in sorted(numbers, key=contract().position)
        },
        results=tuple(plugin.results),
    )


def check_files(cases: Sequence[Case]) -> list[Path]:
    """Give the files of checks; without golden vectors that of the vectors is none of them."""
    files = sorted(CHECKS.glob("test_*.py"))
    return [file for file in files if cases or file.name != VECTORS_FILE]


@contextmanager
def _closed(fleet: Fleet) -> Iterator[list[str]]:
    """Stop a fleet's servers afterwards, and give what went wrong then.

    The check of LIF-5 stops them and judges it; here they are stopped because it was not asked for.
    """
    problems: list[str] = []
    try:
        yield problems
    finally:
        try:
            fleet.__exit__()
        except SubjectError as error:
            problems.append(str(error))
