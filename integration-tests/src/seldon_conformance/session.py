"""Runs the suite against a subject: the smoke step, then the checks, in pytest."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version

import pytest

from seldon_conformance.collected import CHECKS, VECTORS_FILE, all_cases
from seldon_conformance.collecting import Collecting
from seldon_conformance.errors import OptionError, SubjectError, SuiteError
from seldon_conformance.fleet import Fleet
from seldon_conformance.known_failures import read_known_failures
from seldon_conformance.listener import Listener
from seldon_conformance.options import Options
from seldon_conformance.plugin import Asked, Running
from seldon_conformance.results import RunReport
from seldon_conformance.rules import contract
from seldon_conformance.scope import scope_of
from seldon_conformance.smoke import smoke
from seldon_conformance.starting import opened
from seldon_conformance.vectors import Case

# The run is the plugin's own; whatever else pytest does at home would only write, wait or guess.
_WITHOUT = (
    "cacheprovider",
    "doctest",
    "faulthandler",
    "junitxml",
    "terminal",
    "threadexception",
    "unraisableexception",
    "warnings",
)
_ARGUMENTS = [
    "--disable-plugin-autoload",
    "--noconftest",
    "--strict-markers",
    "--capture=no",
    "--import-mode=importlib",
    f"--config-file={os.devnull}",
    *(f"-pno:{name}" for name in _WITHOUT),
]


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
            listener.scoped(str(scope.depth))
            plugin = Running(
                Asked(origin.name, options.language, scope, setting, claims.example, fleet, known),
                cases,
                listener,
            )
            run_pytest(plugin, cases)
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
        rules={
            number: contract().rules[number] for number in sorted(numbers, key=contract().position)
        },
        results=tuple(plugin.results),
    )


def run_pytest(plugin: Collecting, cases: Sequence[Case]) -> None:
    """Run pytest on the checks with a plugin.

    Args:
        plugin: Is told of everything.
        cases: Golden vectors that it makes checks of; without any their file is not opened.

    Raises:
        SuiteError: A check cannot be loaded, or pytest itself failed.
        OptionError: The plugin found one.
        KeyboardInterrupt: Somebody stopped it.
    """
    files = sorted(CHECKS.glob("test_*.py"))
    paths = [str(file) for file in files if cases or file.name != VECTORS_FILE]
    with _without_variables("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
        code = pytest.main([*_ARGUMENTS, f"--rootdir={CHECKS}", *paths], plugins=[plugin])
    if plugin.problem is not None:
        raise plugin.problem
    if code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    # Checks that failed are in the plugin's results.
    ended = {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED}
    if code not in ended:
        raise SuiteError(f"pytest: exit code {int(code)} (expected: 0 or 1; its message is above)")


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


@contextmanager
def _without_variables(*names: str) -> Iterator[None]:
    """Hide variables that are meant for another pytest."""
    hidden = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(hidden)
