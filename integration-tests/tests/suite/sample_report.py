"""Reports for the tests of what shows them: one result of each outcome, and many results."""

from typing import Any

from seldon_conformance.results import Finding, Outcome, Result, RunReport
from seldon_conformance.rules import builder_contract, contract

# What a subject's text may try: end the script, run one, load something, turn the writing around.
HOSTILE = "</script><img src=http://127.0.0.1:9/x onerror=alert(1)>{style}\u202e\x00&amp;"

_RULES = {
    "PAY-1": "A SeldonMessage carries *one* payload: `data` or `strData`.",
    "PAY-4": "`tensor` is **row-major**: `values` has as many numbers as `shape` says.",
    "PAY-18": "Numbers compare by value.",
    "ERR-3": "JSON that can't be read is 400 `body: malformed JSON`.",
    "LIM-1": "A message over `MAX_MESSAGE_BYTES` is 413.",
}


def report_of(*results: Result) -> RunReport:
    """Give a run with these results."""
    return RunReport(
        version="0.1.0",
        started="2026-11-23T03:30:00Z",
        seconds=125.4,
        subjects={"ours": "image model:0.1.0", "theirs": "http://127.0.0.1:9000"},
        depth="standard component",
        left_out=("Drain: the subject cannot be stopped.",),
        way="transport",
        sections=contract().sections,
        rules=_RULES,
        results=results,
    )


def sample_report() -> RunReport:
    """Give a run with one result of each outcome."""
    return report_of(
        Result(
            "tensor-2x3[rest]",
            "ours",
            "python",
            ("PAY-4", "PAY-18"),
            ("rest",),
            Outcome.PASSED,
            0.012,
            "Rows and columns change places.",
        ),
        Result(
            "tensor-2x3[grpc]",
            "theirs",
            "java",
            ("PAY-4", "PAY-18"),
            ("grpc",),
            Outcome.FAILED,
            0.034,
            "Rows and columns change places.",
            findings=(
                Finding("data.tensor.values[1]", "4.0", "2.0"),
                Finding("data.names", HOSTILE, "nothing"),
            ),
            repeat="grpcurl -d '{\"strData\": \"it'\\''s\"}' :9500 seldon.protos.Model/Predict",
            log=f"started\n{HOSTILE}\nstopped",
        ),
        Result(
            "malformed[rest]",
            "theirs",
            "java",
            ("ERR-3",),
            ("rest",),
            Outcome.KNOWN,
            0.1,
            "A client's fault looks like the server's.",
            findings=(Finding("status", "500", "400"),),
            reason="Upstream answers 500 to what the client sent.",
        ),
        Result(
            "no-payload[rest]",
            "theirs",
            "java",
            ("PAY-1",),
            ("rest",),
            Outcome.UNEXPECTED,
            0.1,
            "An empty message is guessed at.",
            reason="Upstream reads an empty message as an empty array.",
        ),
        Result(
            "limits::body_of_the_limit[rest]",
            "ours",
            "python",
            ("LIM-1",),
            ("rest",),
            Outcome.LEFT_OUT,
            0.0,
            "A message that is too large ends the server.",
            reason="The limit is not known.",
        ),
        Result(
            "malformed[rest+grpc]",
            "ours",
            "python",
            ("ERR-3",),
            ("rest", "grpc"),
            Outcome.BROKEN,
            0.1,
            "A client's fault looks like the server's.",
            reason="KeyError: 'status'",
        ),
    )


def passed(number: int) -> Result:
    """Give one of many results, spread over the rules, subjects and transports."""
    rules = list(_RULES)
    transport = ("rest", "grpc")[number % 2]
    return Result(
        f"case-{number}[{transport}]",
        ("ours", "theirs")[number % 4 // 2],
        ("python", "java")[number % 4 // 2],
        (rules[number % len(rules)],),
        (transport,),
        Outcome.PASSED,
        0.01,
        f"Case {number} would be answered wrongly.",
    )


def builder_report() -> RunReport:
    """Give a run against a builder: one check failed, in one of its modes."""
    rows = builder_contract()

    def of(name: str, row: str, way: str, outcome: Outcome, **more: Any) -> Result:
        return Result(
            f"{name}[{way}]", "b:1", "python", (row,), (way,), outcome, 0.5, "A shell.", **more
        )

    return RunReport(
        version="0.1.0",
        started="2026-11-23T03:30:00Z",
        seconds=498.0,
        subjects={"b:1": "image b:1, 303 MB, sha256:0123456789ab; s2i v1.6.3"},
        depth="builder of Python components",
        left_out=(),
        way="mode",
        sections=rows.sections,
        rules={number: rows.rules[number] for number in ("C01", "C13")},
        results=(
            of("image::user_is_a_number", "C01", "image", Outcome.PASSED),
            of("signals::docker_stop", "C13", "s2i", Outcome.PASSED),
            of(
                "signals::docker_stop",
                "C13",
                "dockerfile",
                Outcome.FAILED,
                findings=(Finding("assertion", "137", "0"),),
                repeat="s2i build . b:1 app --as-dockerfile Dockerfile && docker build .",
                log="---> Done",
            ),
        ),
    )
