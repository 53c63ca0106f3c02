"""Runs the checks in pytest: chooses them, and gives them their subject."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

import pytest

from seldon_conformance.collected import Collected, all_cases
from seldon_conformance.example import Example
from seldon_conformance.fleet import Fleet
from seldon_conformance.known_failures import KnownFailure, check_patterns
from seldon_conformance.listener import Listener
from seldon_conformance.noting import Noting
from seldon_conformance.repeat import repeat_lines
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


class Running(Noting):
    """The whole plugin: chooses, runs, notes."""

    def __init__(self, asked: Asked, cases: Sequence[Case], listener: Listener) -> None:
        """Have run nothing yet.

        Args:
            asked: What the checks are run against.
            cases: The golden vectors that are for it.
            listener: Is told of each result.
        """
        super().__init__(asked.name, asked.language, asked.known, listener, cases)
        self._asked = asked
        self._present: Subject | None = None

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

    def pytest_runtest_setup(self) -> None:
        """Know of no server yet that the check has asked."""
        self._present = None

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

    def _subject(self, setting: Setting) -> Subject:
        self._present = self._asked.fleet.subject(setting)
        return self._present

    def repeat_of(self, check: Collected) -> str:
        """Give the command line that sends a vector's requests again."""
        if check.case is None or self._present is None:
            return ""
        return repeat_lines(check.case, self._present)

    def last_log(self) -> str:
        """Give the end of the log of the server that the check has asked."""
        return last_lines(self._present.log()) if self._present else ""


def _stops(item: pytest.Item) -> bool:
    return "stop" in getattr(item, "fixturenames", ())
