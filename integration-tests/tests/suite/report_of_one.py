"""A report with one result of each outcome, for the tests of what writes reports."""

from seldon_conformance.results import Finding, Outcome, Result, RunReport
from seldon_conformance.rules import contract

FAILED = Result(
    id="str-data-emoji[rest]",
    subject="ours",
    language="python",
    rules=("PAY-11", "HLT-1"),
    ways=("rest",),
    outcome=Outcome.FAILED,
    seconds=0.25,
    bug="Emoji are lost.",
    findings=(Finding("strData", '"?"', '"\N{GRINNING FACE}"'), Finding("meta", "nothing", "{}")),
    repeat="curl a\ncurl b",
    log="one\ntwo",
)


def _like(outcome: Outcome, transport: str, reason: str) -> Result:
    name = str(outcome).replace(" ", "-")
    return Result(
        f"{name}[{transport}]",
        "ours",
        "python",
        ("HLT-1",),
        (transport,),
        outcome,
        0.125,
        "Bug.",
        reason=reason,
    )


REPORT = RunReport(
    version="0.1.0",
    started="2026-11-23T00:00:00+00:00",
    seconds=1.5,
    subjects={"ours": "running at http://a"},
    depth="any component",
    left_out=("7 golden vectors",),
    way="transport",
    sections=contract().sections,
    rules={number: contract().rules[number] for number in ("PAY-11", "HLT-1")},
    results=(
        FAILED,
        _like(Outcome.PASSED, "rest", ""),
        _like(Outcome.PASSED, "grpc", ""),
        _like(Outcome.KNOWN, "grpc", "Bug 7."),
        _like(Outcome.UNEXPECTED, "grpc", "Bug 8."),
        _like(Outcome.LEFT_OUT, "grpc", "no port"),
        _like(Outcome.BROKEN, "grpc", "TypeError: \x00"),
    ),
)
