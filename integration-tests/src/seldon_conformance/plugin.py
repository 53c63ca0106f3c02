"""Runs the checks in pytest: gives them their subject, and notes how each ends."""

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pytest

from seldon_conformance.check import MARK, ViolationError
from seldon_conformance.collected import Collected, all_cases, collected, own_transports
from seldon_conformance.errors import ConformanceError, SubjectError, SuiteError, VectorError
from seldon_conformance.example import Example
from seldon_conformance.fleet import Fleet
from seldon_conformance.known_failures import KnownFailure, check_patterns
from seldon_conformance.listener import Listener
from seldon_conformance.repeat import repeat_lines
from seldon_conformance.results import Finding, Outcome, Result
from seldon_conformance.scope import Depth, Scope, left_out_lines
from seldon_conformance.subjects import Subject, last_lines
from seldon_conformance.vectors import Case, Setting

_TRACE_LINES = 30


@dataclass(frozen=True)
class Asked:
    """What the checks are run against.

    Attributes:
        name: The subject's.
        language: The subject's.
        scope: What is asked.
        setting: Of the server that all checks share that need none of their own.
        example: A request that it answers.
        fleet: Has the servers.
        known: Its known failures.
    """

    name: str
    language: str
    scope: Scope
    setting: Setting
    example: Example
    fleet: Fleet
    known: Sequence[KnownFailure]


class Collecting:
    """The part of the plugin that a mere list of the checks needs too."""

    def __init__(self, cases: Sequence[Case]) -> None:
        """Have collected nothing yet.

        Args:
            cases: Golden vectors that become checks.
        """
        self._cases = cases
        self.checks: list[Collected] = []
        self.unavailable: list[str] = []
        self.problem: ConformanceError | None = None
        self._of: dict[pytest.Item, Collected] = {}

    def pytest_configure(self, config: pytest.Config) -> None:
        """Register the mark."""
        config.addinivalue_line("markers", f"{MARK}(about): what a check is about")

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Make a check of each vector, and one over each transport where a check asks for that."""
        if "case" in metafunc.fixturenames:
            metafunc.parametrize("case", self._cases, ids=str)
        elif transports := own_transports(metafunc):
            metafunc.parametrize("transport", transports, ids=str)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note what cannot be loaded: with a reason it is left out, else the suite is broken."""
        if report.skipped:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
            self.unavailable.append(f"{report.nodeid}: {reason}")
        elif report.failed and self.problem is None:
            self.problem = SuiteError(f"{report.nodeid}: cannot be loaded\n{report.longreprtext}")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Find out what each test is."""
        try:
            self._of = {item: collected(item) for item in items}
            self.checks = list(self._of.values())
            self.choose(items)
        except ConformanceError as error:
            self.problem = error
            items.clear()

    def choose(self, items: list[pytest.Item]) -> None:
        """Run nothing; what runs more says what."""
        items.clear()


class Running(Collecting):
    """The whole plugin: chooses, runs, notes."""

    def __init__(self, asked: Asked, cases: Sequence[Case], listener: Listener) -> None:
        """Have run nothing yet.

        Args:
            asked: What the checks are run against.
            cases: The golden vectors that are for it.
            listener: Is told of each result.
        """
        super().__init__(cases)
        self._asked = asked
        self._listener = listener
        self._error: BaseException | None = None
        self._seconds = 0.0
        self._present: Subject | None = None
        self.results: list[Result] = []
        self.left_out: list[str] = []

    def choose(self, items: list[pytest.Item]) -> None:
        """Keep the selected checks, those of one setting together."""
        scope = self._asked.scope
        ids = {str(case) for case in all_cases()} | {check.id for check in self.checks}
        check_patterns(self._asked.known, ids)
        items[:] = [item for item in items if scope.selects(self._of[item])]
        order: dict[Setting, int] = {self._asked.setting: 0}
        for item in items:
            order.setdefault(self._setting(item), len(order))
        items.sort(key=lambda item: (_stops(item), order[self._setting(item)]))
        for item in items:
            if reason := scope.reason_against(self._of[item]):
                item.add_marker(pytest.mark.skip(reason=reason))
        asked = [item for item in items if not scope.reason_against(self._of[item])]
        self._asked.fleet.plan([self._asked.setting, *map(self._setting, asked)])
        others = len(all_cases()) - len(self._cases)
        self.left_out += [*left_out_lines(scope, self.checks, others), *self.unavailable]
        self._listener.collected(len(items), self.left_out)

    def _setting(self, item: pytest.Item) -> Setting:
        case = self._of[item].case
        return self._asked.setting if case is None else case.setting

    @pytest.fixture
    def subject_of(self) -> Callable[[Setting], Subject]:
        """Gives the running server of a setting."""
        return self._subject

    @pytest.fixture
    def subject(self) -> Subject:
        """The running server."""
        return self._subject(self._asked.setting)

    @pytest.fixture
    def stop(self) -> Callable[[], None]:
        """Stops every server that the suite has started; for the last check of all."""
        if not self._asked.scope.can_start:
            pytest.skip("needs a server that the suite starts (give --image or --source)")
        return self._asked.fleet.__exit__

    @pytest.fixture
    def example(self) -> Example:
        """A request that the subject answers with 200."""
        return self._asked.example

    @pytest.fixture
    def depth(self) -> Depth:
        """How much is known of the subject."""
        return self._asked.scope.depth

    @pytest.fixture
    def component(self) -> str:
        """The standard component that the subject is, or empty."""
        return self._asked.scope.component

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Iterator[None]:
        """Note the first error of a check's set-up, run and clean-up."""
        report = yield
        if self._error is None and call.excinfo is not None:
            self._error = call.excinfo.value
        self._seconds += call.duration
        if call.when == "teardown":
            self._note(self._of[item])
            self._error, self._seconds, self._present = None, 0.0, None
        return report

    def _subject(self, setting: Setting) -> Subject:
        self._present = self._asked.fleet.subject(setting)
        return self._present

    def _note(self, check: Collected) -> None:
        """Add the result of the check that has just ended."""
        outcome, findings, reason = _ended(self._error)
        known = next((line.reason for line in self._asked.known if line.matches(check.id)), "")
        if known and outcome is Outcome.FAILED:
            outcome, reason = Outcome.KNOWN, known
        elif known and outcome is Outcome.PASSED:
            outcome, reason = Outcome.UNEXPECTED, known
        result = Result(
            id=check.id,
            subject=self._asked.name,
            language=self._asked.language,
            rules=check.about.rules,
            transports=tuple(map(str, check.about.transports)),
            outcome=outcome,
            seconds=round(self._seconds, 6),
            bug=check.about.bug,
            findings=findings,
            repeat=self._repeat(check) if findings else "",
            reason=reason,
            log=self._log() if findings else "",
        )
        self.results.append(result)
        self._listener.ended(result)

    def _repeat(self, check: Collected) -> str:
        if isinstance(self._error, ViolationError) and self._error.repeat:
            return self._error.repeat
        if check.case is None or self._present is None:
            return ""
        return repeat_lines(check.case, self._present)

    def _log(self) -> str:
        return last_lines(self._present.log()) if self._present else ""


def _stops(item: pytest.Item) -> bool:
    return "stop" in getattr(item, "fixturenames", ())


def _ended(error: BaseException | None) -> tuple[Outcome, tuple[Finding, ...], str]:
    """Say how a check ended by what it raised: the outcome, what was found, the reason."""
    if error is None:
        return Outcome.PASSED, (), ""
    if isinstance(error, pytest.skip.Exception):
        return Outcome.LEFT_OUT, (), error.msg or ""
    if isinstance(error, ViolationError):
        found = (Finding(one.path or "answer", one.got, one.expected) for one in error.differences)
        return Outcome.FAILED, tuple(found), ""
    if isinstance(error, SubjectError):
        return Outcome.FAILED, (Finding("subject", str(error), "an answer"),), ""
    if isinstance(error, VectorError):
        return Outcome.BROKEN, (), str(error)
    lines = "".join(traceback.format_exception(error)).splitlines()
    return Outcome.BROKEN, (), "\n".join(lines[-_TRACE_LINES:])
