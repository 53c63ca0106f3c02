"""Tells a run on a terminal, or into a file: what is asked, what failed, the table."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

from seldon_conformance.listener import Listener
from seldon_conformance.reports.failure import failure_text
from seldon_conformance.reports.matrix import matrix, tally
from seldon_conformance.results import Outcome, Result, RunReport

_TOLD = frozenset({Outcome.FAILED, Outcome.UNEXPECTED, Outcome.BROKEN})
_TOLD_AT_LENGTH = 25
_BAR = 30
_LONGEST_ID = 40
_BACK_TO_AN_EMPTY_LINE = "\r\x1b[K"


class Console(Listener):
    """Prints as the run goes on; a line of progress only where somebody watches."""

    def __init__(self, out: TextIO) -> None:
        """Print nothing yet."""
        self._out = out
        self._is_watched = out.isatty()
        self._count = 0
        self._done = 0
        self._told = 0
        self._rules: Mapping[str, str] = {}

    def smoked(self, lines: Sequence[str]) -> None:
        """Print what the subject claims."""
        self._block("subject", lines)

    def scoped(self, depth: str, rules: Mapping[str, str]) -> None:
        """Print as what it will be asked."""
        self._rules = rules
        self._block("depth", [depth])

    def collected(self, count: int, left_out: Sequence[str]) -> None:
        """Print what will be asked, and what not."""
        self._count = count
        self._block("checks", [str(count)])
        self._block("left out", left_out or ["nothing"])
        self._print()

    def ended(self, result: Result) -> None:
        """Print a failure, and how far the run is."""
        self._done += 1
        if result.outcome in _TOLD:
            self._told += 1
            self._clear()
            self._print(self._text(result))
        if self._is_watched:
            share = _BAR * self._done // max(self._count, 1)
            bar = "#" * share + "-" * (_BAR - share)
            words = f"[{bar}] {self._done}/{self._count} {result.id[:_LONGEST_ID]}"
            self._out.write(f"{_BACK_TO_AN_EMPTY_LINE}{words}")
            self._out.flush()

    def finish(self, report: RunReport, paths: Sequence[Path]) -> None:
        """Print the table, the verdict, and where reports are."""
        self._clear()
        self._print(matrix(report))
        self._print()
        for path in paths:
            self._print(f"wrote {path}")
        seconds = f"{report.seconds:.1f} s"
        depth = f"as {report.depth}"
        self._print(f"{tally(report.results)} in {seconds}: {report.verdict} ({depth})")

    def _text(self, result: Result) -> str:
        """Tell a failure, the first ones at length."""
        if self._told > _TOLD_AT_LENGTH:
            return f"{result.outcome.upper()} {result.id}"
        return f"{failure_text(result, self._rules)}\n"

    def _block(self, label: str, lines: Sequence[str]) -> None:
        for number, line in enumerate(lines):
            self._print(f"{'' if number else label:<10}{line}")

    def _clear(self) -> None:
        if self._is_watched:
            self._out.write(_BACK_TO_AN_EMPTY_LINE)

    def _print(self, text: str = "") -> None:
        self._out.write(f"{text}\n")
        self._out.flush()
