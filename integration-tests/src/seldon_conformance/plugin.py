"""Runs the checks in pytest: gives them their subject, and notes how each ends."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

import pytest

from seldon_conformance.collected import Collected, all_cases
from seldon_conformance.collecting import Collecting
from seldon_conformance.ending import Ending, ending
from seldon_conformance.example import Example
from seldon_conformance.fleet import Fleet
from seldon_conformance.known_failures import KnownFailure, check_patterns
from seldon_conformance.listener import Listener
from seldon_conformance.repeat import repeat_lines
from seldon_conformance.results import Outcome, Result
from seldon_conformance.scope import Depth, Scope, left_out_lines
from seldon_conformance.subjects import Subject, last_lines
from seldon_conformance.vectors import Case, Setting


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
        items[:] = [item for item in items if scope.selects(self.of[item])]
        order: dict[Setting, int] = {self._asked.setting: 0}
        for item in items:
            order.setdefault(self._setting(item), len(order))
        items.sort(key=lambda item: (_stops(item), order[self._setting(item)]))
        for item in items:
            if reason := scope.reason_against(self.of[item]):
                item.add_marker(pytest.mark.skip(reason=reason))
        asked = [item for item in items if not scope.reason_against(self.of[item])]
        self._asked.fleet.plan([self._asked.setting, *map(self._setting, asked)])
        others = len(all_cases()) - len(self._cases)
        self.left_out += [*left_out_lines(scope, self.checks, others), *self.unavailable]
        self._listener.collected(len(items), self.left_out)

    def _setting(self, item: pytest.Item) -> Setting:
        case = self.of[item].case
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
    def own_subject(self) -> Callable[[Mapping[str, str]], AbstractContextManager[Subject]]:
        """Starts a server with variables for one check alone, which may do to it what it likes."""
        if not self._asked.scope.can_start:
            pytest.skip("needs a server that the suite starts (give --image or --source)")

        def start(variables: Mapping[str, str]) -> AbstractContextManager[Subject]:
            environment = tuple(sorted(variables.items()))
            return self._asked.fleet.alone(replace(self._asked.setting, environment=environment))

        return start

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
            self._note(self.of[item])
            self._error, self._seconds, self._present = None, 0.0, None
        return report

    def _subject(self, setting: Setting) -> Subject:
        self._present = self._asked.fleet.subject(setting)
        return self._present

    def _note(self, check: Collected) -> None:
        """Add the result of the check that has just ended."""
        end = ending(self._error)
        outcome, reason = self._known(check, end)
        result = Result(
            id=check.id,
            subject=self._asked.name,
            language=self._asked.language,
            rules=check.about.rules,
            transports=tuple(map(str, check.about.transports)),
            outcome=outcome,
            seconds=round(self._seconds, 6),
            bug=check.about.bug,
            findings=end.findings,
            repeat=end.repeat or (self._repeat(check) if end.findings else ""),
            reason=reason,
            log=end.log or (self._log() if end.findings else ""),
        )
        self.results.append(result)
        self._listener.ended(result)

    def _known(self, check: Collected, end: Ending) -> tuple[Outcome, str]:
        """Give the outcome and its reason, after a look at the known failures."""
        known = next((line.reason for line in self._asked.known if line.matches(check.id)), "")
        if known and end.outcome is Outcome.FAILED:
            return Outcome.KNOWN, known
        if known and end.outcome is Outcome.PASSED:
            return Outcome.UNEXPECTED, known
        return end.outcome, end.reason

    def _repeat(self, check: Collected) -> str:
        if check.case is None or self._present is None:
            return ""
        return repeat_lines(check.case, self._present)

    def _log(self) -> str:
        return last_lines(self._present.log()) if self._present else ""


def _stops(item: pytest.Item) -> bool:
    return "stop" in getattr(item, "fixturenames", ())
