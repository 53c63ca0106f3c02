"""What upstream breaks is written down for the next run, and for people."""

from pathlib import Path
from typing import Any

from seldon_conformance.known_failures import read_known_failures
from upstream.record import known_failing, table


def _result(check_id: str, rule: str, outcome: str, got: str = "") -> dict[str, Any]:
    findings = [{"path": "status", "got": got, "expected": "400"}] if got else []
    return {"id": check_id, "rules": [rule], "outcome": outcome, "findings": findings}


RESULTS = [
    _result("method[rest]", "ERR-7", "failed", "500 | x"),
    _result("ragged[rest]", "PAY-6", "failed", f"500\n {'x' * 200}"),
    _result("ragged[grpc]", "PAY-6", "known", "UNKNOWN"),
    _result("rows[rest]", "PAY-6", "passed"),
    _result("rows[grpc]", "PAY-6", "left out"),
    _result("string[rest]", "PAY-11", "passed"),
]


def test_table_has_a_row_for_each_broken_rule() -> None:
    """In the contract's order, with how many of those asked fail, and the first of them."""
    assert table(RESULTS) == (
        "| rule | broken | example |\n"
        "|---|---|---|\n"
        f"| PAY-6 | 2 of 3 | `ragged[rest]`: status: 500 {'x' * 155}… (expected: 400) |\n"
        "| ERR-7 | 1 of 1 | `method[rest]`: status: 500 \\| x (expected: 400) |\n"
    )


def test_known_failures_have_their_reasons(tmp_path: Path) -> None:
    """The file is one that a run takes: a reason of one line directly above each pattern."""
    path = tmp_path / "known-failing.txt"
    failed = [result for result in RESULTS if result["outcome"] in {"failed", "known"}]
    path.write_text(known_failing(failed), encoding="utf-8")

    known = read_known_failures(path)

    assert [line.pattern for line in known] == ["method[rest]", "ragged[rest]", "ragged[grpc]"]
    assert known[2].reason == "PAY-6: status: UNKNOWN (expected: 400)"
    assert known[2].matches("ragged[grpc]")
