"""How the page calls each outcome, in words and by a mark: colours alone say nothing to many."""

from collections.abc import Mapping
from types import MappingProxyType

from seldon_conformance.results import Outcome

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
