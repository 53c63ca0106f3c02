"""What was seen of one fault, and the table of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

_HEAD = (
    "| fault | how it was injected | what was seen | before: MB / threads / descriptors "
    "| after | verdict |"
)


@dataclass(frozen=True)
class Sample:
    """What a server holds: its processes' proportional memory in MB, threads, descriptors."""

    pss_mb: float
    threads: int
    descriptors: int

    def __str__(self) -> str:
        """Give it as a cell of the table."""
        return f"{self.pss_mb:.0f} / {self.threads} / {self.descriptors}"


@dataclass
class Outcome:
    """One line of the table.

    Attributes:
        fault: Its name.
        how: How it was injected.
        seen: What was observed, in words.
        before: What the server held; None if it is of no interest.
        after: What it held when it was over.
        problems: What is not as it should be; empty is a pass.
    """

    fault: str
    how: str
    seen: str = ""
    before: Sample | None = None
    after: Sample | None = None
    problems: list[str] = field(default_factory=list)

    def check(self, *, holds: bool, otherwise: str) -> None:
        """Note a problem unless something holds."""
        if not holds:
            self.problems.append(otherwise)

    def check_growth(self, memory_mb: float) -> None:
        """Note what the server has kept, beyond ``memory_mb`` and 8 threads and descriptors."""
        if self.before is None or self.after is None:
            return
        grown_mb = self.after.pss_mb - self.before.pss_mb
        self.check(holds=grown_mb <= memory_mb, otherwise=f"{grown_mb:.0f} MB kept")
        threads = self.after.threads - self.before.threads
        self.check(holds=threads <= 8, otherwise=f"{threads} threads kept")
        descriptors = self.after.descriptors - self.before.descriptors
        self.check(holds=descriptors <= 8, otherwise=f"{descriptors} descriptors kept")

    def line(self) -> str:
        """Give the line of the table."""
        verdict = f"FAIL: {'; '.join(self.problems)}" if self.problems else "pass"
        cells = [self.fault, self.how, self.seen, self.before or "-", self.after or "-", verdict]
        return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def table(outcomes: Sequence[Outcome]) -> str:
    """Give the table as Markdown."""
    rule = "|" + "---|" * 6
    return "\n".join([_HEAD, rule, *(outcome.line() for outcome in outcomes)]) + "\n"
