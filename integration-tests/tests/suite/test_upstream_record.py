"""What upstream breaks is written down for the next run, and for people."""

from pathlib import Path
from typing import Any

import pytest

from seldon_conformance.known_failures import read_known_failures
from upstream import record
from upstream.record import known_failing, read_reasons, silence, table

HERE = Path(record.__file__).resolve().parent
REASONS = {"PAY-6": "Ragged rows are an error 500.", "ERR-7": "A wrong method is 500."}


def _result(check_id: str, rule: str, outcome: str, got: str = "") -> dict[str, Any]:
    findings = [{"path": "status", "got": got, "expected": "400"}] if got else []
    return {"id": check_id, "rules": [rule], "outcome": outcome, "findings": findings}


RESULTS = [
    _result("method[rest]", "ERR-7", "failed", "500 | x"),
    _result("ragged[rest]", "PAY-6", "failed", f"500\n {'x' * 200}"),
    _result("ragged[grpc]", "PAY-6", "known", "UNKNOWN"),
    _result("alone[grpc]", "PAY-6", "failed", "UNKNOWN"),
    _result("rows[rest]", "PAY-6", "passed"),
    _result("rows[grpc]", "PAY-6", "left out"),
    _result("string[rest]", "PAY-11", "passed"),
]
GONE = _result("gone[rest]", "PAY-6", "failed", "ConnectionRefusedError(111, 'Connection refused')")


def test_table_has_a_row_for_each_broken_rule() -> None:
    """In the contract's order, with how many of those asked fail, why, and the first of them."""
    assert table(RESULTS, REASONS) == (
        "| rule | broken | what it does | example |\n"
        "|---|---|---|---|\n"
        "| PAY-6 | 3 of 4 | Ragged rows are an error 500. "
        f"| `ragged[rest]`: status: 500 {'x' * 155}… (expected: 400) |\n"
        "| ERR-7 | 1 of 1 | A wrong method is 500. "
        "| `method[rest]`: status: 500 \\| x (expected: 400) |\n"
    )


def test_known_failures_stand_below_the_reason_of_their_rule(tmp_path: Path) -> None:
    """The file is one that a run takes; what fails over both transports is one line."""
    text = known_failing(RESULTS, REASONS)

    assert text == (
        "# Ragged rows are an error 500.\nragged[*]\nalone[grpc]\n\n"
        "# A wrong method is 500.\nmethod[rest]\n"
    )
    path = tmp_path / "known-failing.txt"
    path.write_text(text, encoding="utf-8")
    known = read_known_failures(path)
    assert [one.matches("ragged[grpc]") for one in known] == [True, False, False]


def test_rule_without_a_reason_is_told() -> None:
    """A person has to say what upstream does there."""
    with pytest.raises(SystemExit) as excinfo:
        known_failing(RESULTS, {"ERR-7": "A wrong method is 500."})

    assert str(excinfo.value) == (
        "ERROR: PAY-6: no reason (expected: a line `PAY-6: …` in reasons.txt)"
    )


def test_checks_that_found_no_server_say_nothing_of_a_rule() -> None:
    """Next time its server may live, and a known failure that passes turns the run red."""
    results = [*RESULTS, GONE]

    assert known_failing(results, REASONS) == known_failing(RESULTS, REASONS)
    assert table(results, REASONS) == table(RESULTS, REASONS)
    assert silence(results, 1) == (
        "\nA server of upstream's ended in the middle and was started again (1). "
        "Not asked meanwhile: `gone[rest]`.\n"
    )


def test_run_without_an_accident_needs_no_words() -> None:
    """Below the table there is nothing then."""
    assert silence(RESULTS, 0) == ""


def test_what_is_checked_in_belongs_together() -> None:
    """Each reason of the file of known failures is a rule's, as the table has it."""
    reasons = read_reasons((HERE / "reasons.txt").read_text(encoding="utf-8"))
    known = read_known_failures(HERE / "known-failing.txt")
    rows = (HERE / "failures.md").read_text(encoding="utf-8")

    used = {one.reason for one in known}
    assert used == set(reasons.values())
    assert all(f"| {reason} |" in rows for reason in used)
