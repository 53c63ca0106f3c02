"""The command line: what it prints, and what its exit code means."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from identity_server import identity_server
from own_checks import put_checks

from seldon_conformance.cli.main import main
from seldon_conformance.subjects import Subject


@pytest.fixture(scope="module")
def identity() -> Iterator[Subject]:
    """A server that answers what it gets."""
    with identity_server() as subject:
        yield subject


def _run(subject: Subject, *words: str) -> int:
    places = ["--rest", subject.rest_url, "--grpc", subject.grpc_target]
    return main(["run", *places, "--component", "model", "--name", "ours", *words])


def test_subject_that_conforms_ends_with_0(
    identity: Subject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """The verdict is the last line."""
    text = '@check("HLT-1", over=REST, bug="Bug.")\ndef test_passes():\n    pass\n'
    put_checks(tmp_path, monkeypatch, text)

    code = main(["run", "--rest", identity.rest_url, "--strict"])

    last = capsys.readouterr().out.splitlines()[-1]
    assert code == 0
    assert re.fullmatch(r".* in [0-9.]+ s: conforms \(as any component\)", last)


def test_subject_that_does_not_conform_ends_with_1(
    identity: Subject, tmp_path: Path, capsys: Any
) -> None:
    """And has told why, and written it down."""
    code = _run(identity, "--rule", "PAY-10", "--report", str(tmp_path))

    out = capsys.readouterr().out
    assert code == 1
    assert "FAILED bin-data-" in out
    assert "  repeat   curl -sS -i " in out
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["subjects"].keys() == {"ours"}


def test_request_of_a_file_is_the_example(identity: Subject, tmp_path: Path, capsys: Any) -> None:
    """A component that takes no numbers is asked with what it takes."""
    path = tmp_path / "request.json"
    path.write_text('{"strData": "a"}')

    code = _run(identity, "--rule", "PAY-11", "--request", str(path), "--service-type", "ROUTER")

    assert code == 2
    assert '200 to the example {"strData": "a"}' in capsys.readouterr().err


@pytest.mark.parametrize("text", ["{", "[]"])
def test_request_that_is_none_is_a_wrong_command_line(
    identity: Subject, tmp_path: Path, capsys: Any, text: str
) -> None:
    """It must not be taken for a fault of the subject."""
    path = tmp_path / "request.json"
    path.write_text(text)

    assert _run(identity, "--request", str(path)) == 64
    assert capsys.readouterr().err.startswith(f"ERROR: request: {path}")


def test_subject_that_is_not_there_ends_with_2(capsys: Any) -> None:
    """The message says what was tried."""
    code = main(["run", "--rest", "http://127.0.0.1:1"])

    assert code == 2
    assert capsys.readouterr().err == (
        "ERROR: GET /ready: ConnectionRefusedError(111, 'Connection refused') "
        "(expected: an HTTP answer within 10 s)\n"
    )


@pytest.mark.parametrize(
    "words", [["run", "--no-such"], ["run"], ["explain", "XYZ"], ["list", "--rule", "PAYS"], []]
)
def test_wrong_command_line_ends_with_64(words: list[str], capsys: Any) -> None:
    """2 is taken, though it is argparse's own."""
    try:
        code = main(words)
    except SystemExit as end:
        code = int(str(end.code))

    assert code == 64
    assert "ERROR: " in capsys.readouterr().err


def test_bug_of_the_suite_ends_with_3(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """With the trace: somebody has to mend it."""
    monkeypatch.setattr("seldon_conformance.cli.list_command.catalogue", None)

    code = main(["list"])

    assert code == 3
    err = capsys.readouterr().err
    assert err.startswith("ERROR: the suite is broken\nTraceback")
    assert err.endswith("TypeError: 'NoneType' object is not callable\n\n")


def test_list_prints_the_checks_of_a_rule(capsys: Any) -> None:
    """By their first rule, each with the component that it is of."""
    code = main(["list", "--rule", "NAM-1", "--rule", "LIF-5"])

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert all("NAM-1" in line or "LIF-5" in line for line in lines)
    assert lines[-1].split() == ["life::ends_with_code_0[rest+grpc]", "LIF-5", "any", "component"]
    assert re.fullmatch(r"[a-z0-9-]+\[[a-z+]+\] +([A-Z]{3}-\d+(, )?)+ +[a-z-]+", lines[0])


def test_explain_prints_a_rule_and_its_checks(capsys: Any) -> None:
    """Its words come from the contract that travels with the suite."""
    code = main(["explain", "nam-4"])

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert lines[0] == "NAM-4 (names)"
    assert lines[1].startswith("  Names of another number than the answer's width are passed on ")
    assert lines[2:4] == [
        "  always has the key `names` in `data`.",
        f"checks: {len(lines) - 4}",
    ]


def test_explain_says_where_a_rule_without_checks_is_tested(capsys: Any) -> None:
    """Not every rule can be seen from outside."""
    main(["explain", "TRC-5"])

    assert capsys.readouterr().out.splitlines()[-2:] == [
        "of all TRC: Tested in `python/tests`.",
        "checks: none here; its text or its section says where it is tested",
    ]


def test_explain_prints_a_check_with_its_request_and_answer(capsys: Any) -> None:
    """So a failure can be understood without the vectors' files."""
    code = main(["explain", "str-data-number[rest]"])

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert lines[0] == "str-data-number[rest]"
    assert lines[1] == "PAY-11:"
    assert lines[-4].startswith("request 1:")
    assert lines[-3].startswith("  curl -sS -i --globoff --path-as-is -X POST ")
    assert lines[-1] == (
        "  the error 400 (over gRPC INVALID_ARGUMENT), reason MICROSERVICE_BAD_DATA, "
        'info "strData: a number (expected: a string)"'
    )


def test_explain_takes_an_id_without_its_transport(capsys: Any) -> None:
    """Then it is explained over each."""
    main(["explain", "str-data-emoji"])

    out = capsys.readouterr().out
    assert "str-data-emoji[rest]\n" in out
    assert "str-data-emoji[grpc]\n" in out
    assert "  grpcurl -plaintext -d " in out


def test_explain_tells_a_check_that_is_no_vector_in_words(capsys: Any) -> None:
    """They are those of its docstring."""
    main(["explain", "life::ends_with_code_0[rest+grpc]"])

    assert capsys.readouterr().out.splitlines()[-1] == (
        "what it asks: Every server ends with code 0 on SIGTERM, within ten seconds."
    )


def test_checks_are_left_out_by_pattern(
    identity: Subject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """With the pattern as the reason: who reads the report sees what was not asked."""
    head = '@check("HLT-1", over=REST, bug="Bug.")\n'
    put_checks(
        tmp_path,
        monkeypatch,
        f"{head}def test_passes():\n    pass\n{head}def test_fails():\n    raise ValueError\n",
    )

    code = main(["run", "--rest", identity.rest_url, "--without", "*::fails*"])

    assert code == 0
    assert "1 checks: --without *::fails*" in capsys.readouterr().out
