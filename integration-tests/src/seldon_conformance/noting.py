"""The part of the plugin that notes how each check ends."""

from collections.abc import Iterator, Sequence

import pytest

from seldon_conformance.collected import Collected
from seldon_conformance.collecting import Collecting
from seldon_conformance.ending import Ending, ending
from seldon_conformance.known_failures import KnownFailure
from seldon_conformance.listener import Listener
from seldon_conformance.results import Outcome, Result
from seldon_conformance.vectors import Case


class Noting(Collecting):
    """Makes a result of each check that has been run."""

    def __init__(
        self,
        name: str,
        language: str,
        known: Sequence[KnownFailure],
        listener: Listener,
        cases: Sequence[Case] = (),
    ) -> None:
        """Have run nothing yet.

        Args:
            name: The subject's.
            language: The subject's.
            known: Its known failures.
            listener: Is told of each result.
            cases: Golden vectors that become checks.
        """
        super().__init__(cases)
        self._name = name
        self._language = language
        self._known = known
        self._listener = listener
        self._error: BaseException | None = None
        self._seconds = 0.0
        self.results: list[Result] = []
        self.left_out: list[str] = []

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
            self._error, self._seconds = None, 0.0
        return report

    def ending_of(self, error: BaseException | None) -> Ending:
        """Say how a check ended that raised an error, or none."""
        return ending(error)

    def repeat_of(self, check: Collected) -> str:  # noqa: ARG002 (of those who know)
        """Give a command line that does again what a check did; empty if there is none."""
        return ""

    def last_log(self) -> str:
        """Give the end of the log of what a check has asked; empty if there is none."""
        return ""

    def _note(self, check: Collected) -> None:
        """Add the result of the check that has just ended."""
        end = self.ending_of(self._error)
        outcome, reason = self._known_or(check, end)
        result = Result(
            id=check.id,
            subject=self._name,
            language=self._language,
            rules=check.about.rules,
            ways=tuple(map(str, check.about.ways)),
            outcome=outcome,
            seconds=round(self._seconds, 6),
            bug=check.about.bug or check.words,
            findings=end.findings,
            repeat=end.repeat or (self.repeat_of(check) if end.findings else ""),
            reason=reason,
            log=end.log or (self.last_log() if end.findings else ""),
        )
        self.results.append(result)
        self._listener.ended(result)

    def _known_or(self, check: Collected, end: Ending) -> tuple[Outcome, str]:
        """Give the outcome and its reason, after a look at the known failures."""
        known = next((line.reason for line in self._known if line.matches(check.id)), "")
        if known and end.outcome is Outcome.FAILED:
            return Outcome.KNOWN, known
        if known and end.outcome is Outcome.PASSED:
            return Outcome.UNEXPECTED, known
        return end.outcome, end.reason
