"""How the page calls each outcome, in words and by a mark: colours alone say nothing to many."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from seldon_conformance.results import Outcome, RunReport

WORDS: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.PASSED: "passed",
        Outcome.FAILED: "failed",
        Outcome.KNOWN: "failed as known",
        Outcome.UNEXPECTED: "unexpectedly passed",
        Outcome.LEFT_OUT: "left out",
        Outcome.BROKEN: "unjudged (the suite failed)",
    }
)
MARKS: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.PASSED: "✓",
        Outcome.FAILED: "✗",
        Outcome.KNOWN: "≈",
        Outcome.UNEXPECTED: "!",
        Outcome.LEFT_OUT: "○",
        Outcome.BROKEN: "⚠",
    }
)
# What makes a run red.
BAD = frozenset({Outcome.FAILED, Outcome.UNEXPECTED, Outcome.BROKEN})


@dataclass(frozen=True)
class Terms:
    """What the page calls things: a component's rules stand in sections, a builder's are rows.

    Attributes:
        table: Heading of the table.
        section: What the table has a line of.
        rule: What a check is about.
        bug: Stands before what a check says of the bug.
        repeat: Stands before the command line.
        log: Stands before the log.
    """

    table: str
    section: str
    rule: str
    bug: str
    repeat: str
    log: str


_OF_COMPONENTS = Terms(
    table="Sections of the contract",
    section="Section",
    rule="rule",
    bug="In production:",
    repeat="To send it again:",
    log="End of the server's log:",
)
_OF_BUILDERS = Terms(
    table="What a builder owes",
    section="Row",
    rule="row",
    bug="Why it matters:",
    repeat="To build it again:",
    log="End of the build's log:",
)


def terms_of(report: RunReport) -> Terms:
    """Give the words for a run: a builder is looked at in modes, a component over transports."""
    return _OF_BUILDERS if report.way == "mode" else _OF_COMPONENTS
