"""What a run found: one result for each check, and what it was run against."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    KNOWN = "known"
    """Failed, and is listed among the known failures."""
    UNEXPECTED = "unexpected"
    """Passed, though it is listed among the known failures."""
    LEFT_OUT = "left out"
    """Not asked: the reason says why."""
    BROKEN = "broken"
    """The suite itself failed."""


class Verdict(StrEnum):
    """What a run says of its subject."""

    CONFORMS = "conforms"
    VIOLATES = "does not conform"
    UNASKED = "nothing was checked"
    BROKEN = "the suite is broken"


@dataclass(frozen=True)
class Finding:
    """One place where an answer is not the expected one, as text."""

    path: str
    got: str
    expected: str


@dataclass(frozen=True)
class Result:
    """One check.

    Attributes:
        id: For instance ``tensor-identity-2x3[rest]`` or ``limits::body_of_the_limit[rest]``.
        subject: Name of the subject that was asked.
        language: The subject's: python, r or java; empty if nobody said.
        rules: Numbers of the rules, the one it is reported under first.
        ways: How it was asked: ``rest``, ``grpc`` or both; of a builder its mode.
        outcome: How it ended.
        seconds: How long it took.
        bug: What a user would meet in production if the rule were broken.
        findings: What was not as expected; empty unless the outcome is FAILED or KNOWN.
        repeat: A command line that sends the request again; may be empty.
        reason: Of a known failure, of what was left out, or how the suite failed.
        log: The end of the subject's log; empty unless it failed.
    """

    id: str
    subject: str
    language: str
    rules: tuple[str, ...]
    ways: tuple[str, ...]
    outcome: Outcome
    seconds: float
    bug: str
    findings: tuple[Finding, ...] = ()
    repeat: str = ""
    reason: str = ""
    log: str = ""


@dataclass(frozen=True)
class RunReport:
    """One run.

    Attributes:
        version: Of the suite and the contract.
        started: UTC, ISO 8601.
        seconds: How long it took.
        subjects: What was asked: for each name a line that describes it.
        depth: As what it was asked: ``standard component``, ``any component``, or ``builder of
            Python components`` and the like.
        left_out: What this depth, or the options, left out: a line each.
        way: What the ways of the results are: ``transport``, or ``mode`` of a builder.
        sections: Titles of the contract's sections, by the prefix of their rules, in its order.
        rules: Texts of all rules that results name, by number.
        results: In the order in which they were asked.
        is_strict: Whether a check that is left out counts as one that failed.
    """

    version: str
    started: str
    seconds: float
    subjects: Mapping[str, str]
    depth: str
    left_out: tuple[str, ...]
    way: str
    sections: Mapping[str, str]
    rules: Mapping[str, str]
    results: tuple[Result, ...]
    is_strict: bool = False

    @property
    def verdict(self) -> Verdict:
        """Judge the run, as the exit code and every report tell it."""
        outcomes = {result.outcome for result in self.results}
        if Outcome.BROKEN in outcomes:
            return Verdict.BROKEN
        left_out = {Outcome.LEFT_OUT} if self.is_strict else set()
        bad = {Outcome.FAILED, Outcome.UNEXPECTED} | left_out
        if outcomes & bad:
            return Verdict.VIOLATES
        return Verdict.CONFORMS if outcomes - {Outcome.LEFT_OUT} else Verdict.UNASKED

    def as_json(self) -> dict[str, Any]:
        """Give it as plain values, as report.json has them: keys are the names above."""
        return {"verdict": str(self.verdict), **asdict(self)}


def section_of(result: Result) -> str:
    """Give the section that a result is counted under, for instance PAY."""
    return result.rules[0].partition("-")[0]
