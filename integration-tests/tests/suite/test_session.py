"""A run finds a request that the subject answers, asks what fits, and tells how each ends."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from identity_server import identity_server
from own_checks import put_checks

from seldon_conformance.errors import OptionError, SubjectError, SuiteError
from seldon_conformance.options import Options
from seldon_conformance.results import Outcome, Result, RunReport
from seldon_conformance.session import run
from seldon_conformance.subjects import Subject


@pytest.fixture(scope="module")
def identity() -> Iterator[Subject]:
    """A server that answers what it gets."""
    with identity_server() as subject:
        yield subject


def _options(subject: Subject, **more: Any) -> Options:
    return Options(rest_url=subject.rest_url, grpc_target=subject.grpc_target, **more)


def _by_id(report: RunReport) -> dict[str, Result]:
    return {result.id: result for result in report.results}


def _reversed(answer: Any) -> Any:
    if "strData" in answer:
        answer["strData"] = answer["strData"][::-1]
    return answer


@pytest.fixture
def own_checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a file of checks in place of the suite's own."""
    return partial(put_checks, tmp_path, monkeypatch)


def test_vectors_of_the_component_are_asked_over_both_transports(identity: Subject) -> None:
    """An identity model that reads no bytes wrongly keeps text, and refuses nothing."""
    report = run(_options(identity, component="model", rules=("PAY-11",), name="ours"))

    found = _by_id(report)
    assert found["str-data-emoji[rest]"].outcome is Outcome.PASSED
    assert found["str-data-emoji[grpc]"].outcome is Outcome.PASSED
    assert found["str-data-number[rest]"].outcome is Outcome.FAILED
    assert {result.subject for result in report.results} == {"ours"}
    assert report.depth == "standard component"
    assert set(report.rules) == {rule for one in report.results for rule in one.rules}


def test_failure_has_all_that_a_report_shows(identity: Subject) -> None:
    """What was sent, what came, what should have come, why it matters, and the server's log."""
    report = run(_options(identity, component="model", rules=("PAY-11",), language="python"))

    result = _by_id(report)["str-data-number[rest]"]
    assert result.rules == ("PAY-11",)
    assert result.ways == ("rest",)
    assert result.language == "python"
    assert "status" in [finding.path for finding in result.findings]
    assert result.repeat.endswith(f"{identity.rest_url}/predict")
    assert result.bug
    assert result.seconds > 0


def test_any_component_is_asked_no_vectors(identity: Subject) -> None:
    """What a component computes is known of the standard ones alone."""
    report = run(_options(identity, without=("openapi::*", "properties::*")))

    assert report.depth == "any component"
    assert all("::" in result.id for result in report.results)
    assert report.left_out[0].endswith(
        " golden vectors of other components, of standard components (give --component)"
    )


def test_transport_that_is_not_given_is_left_out_with_the_reason(identity: Subject) -> None:
    """A run over one of two must not look like a run over both."""
    report = run(Options(grpc_target=identity.grpc_target, component="model", rules=("PAY-11",)))

    result = _by_id(report)["str-data-emoji[rest]"]
    assert (result.outcome, result.reason) == (Outcome.LEFT_OUT, "needs REST (give --rest)")
    assert any(line.endswith(" checks: needs REST (give --rest)") for line in report.left_out)


def test_vector_with_variables_is_left_out_of_a_running_server(identity: Subject) -> None:
    """It was started without them."""
    report = run(_options(identity, component="model", rules=("MET-4",)))

    reasons = {result.reason for result in report.results}
    assert (
        "needs a server with PREDICTIVE_UNIT_ID PREDICTIVE_UNIT_IMAGE (give --image or --source)"
        in reasons
    )


def test_subject_that_is_not_there_ends_the_run() -> None:
    """It is neither a pass nor a failure of any rule."""
    with pytest.raises(SubjectError) as excinfo:
        run(Options(rest_url="http://127.0.0.1:1"))

    assert str(excinfo.value) == (
        "GET /ready: ConnectionRefusedError(111, 'Connection refused') "
        "(expected: an HTTP answer within 10 s)"
    )


def test_subject_that_is_not_there_over_grpc_ends_the_run() -> None:
    """UNAVAILABLE is an answer of the client's own library."""
    with pytest.raises(SubjectError) as excinfo:
        run(Options(grpc_target="127.0.0.1:1"))

    message = str(excinfo.value)
    assert message.startswith("gRPC at 127.0.0.1:1: UNAVAILABLE ")
    assert message.endswith(" (expected: an answer to grpc.health.v1.Health/Check)")


def test_example_that_is_not_answered_ends_the_run(identity: Subject) -> None:
    """Every check that needs a good request would fail, and say nothing of its rule."""
    options = _options(identity, service_type="ROUTER", request={"strData": "a"})

    with pytest.raises(SubjectError) as excinfo:
        run(options)

    assert str(excinfo.value) == (
        "route over gRPC: UNIMPLEMENTED Method not found! (expected: 200 to the example "
        '{"strData": "a"}; give one that the component takes with --request FILE)'
    )


def test_example_is_made_of_the_options(identity: Subject, own_checks: Any) -> None:
    """Checks ask with it, by the verb of the service type."""
    own_checks("""
@check("HLT-1", over=REST, bug="None.")
def test_example(example, depth, component):
    assert (example.verb, example.message) == ("predict", {"strData": "a"})
    assert (depth, component) == ("any component", "")
""")

    report = run(_options(identity, request={"strData": "a"}))

    assert [result.outcome for result in report.results] == [Outcome.PASSED]


OUTCOMES = """
from seldon_conformance.check import ViolationError
from seldon_conformance.compare import Difference
from seldon_conformance.errors import SubjectError

@check("HLT-1", over=REST, bug="Bug.")
def test_passes(subject):
    assert subject.rest_url

@check("HLT-2", over=REST, bug="Bug.")
def test_fails(subject):
    raise ViolationError([Difference("a", "1", "2")], "curl it")

@check("HLT-2", over=REST, bug="Bug.")
def test_hears_nothing(subject):
    raise SubjectError("GET /: nothing")

@check("HLT-3", over=[REST, GRPC], bug="Bug.")
def test_skips():
    pytest.skip("no metrics port")

@check("HLT-4", over=[REST, GRPC], bug="Bug.")
@pytest.mark.parametrize("word", ["a-b", "c"])
def test_asks_each(transport, word):
    assert transport in {REST, GRPC}
"""


def test_checks_are_found_by_being_there(identity: Subject, own_checks: Any) -> None:
    """Each ends as it should, under an id of its file, name, parameters and transports."""
    own_checks(OUTCOMES)

    report = run(_options(identity))

    assert [(result.id, result.outcome) for result in report.results] == [
        ("own::passes[rest]", Outcome.PASSED),
        ("own::fails[rest]", Outcome.FAILED),
        ("own::hears_nothing[rest]", Outcome.FAILED),
        ("own::skips[rest+grpc]", Outcome.LEFT_OUT),
        ("own::asks_each-a-b[rest]", Outcome.PASSED),
        ("own::asks_each-c[rest]", Outcome.PASSED),
        ("own::asks_each-a-b[grpc]", Outcome.PASSED),
        ("own::asks_each-c[grpc]", Outcome.PASSED),
    ]
    assert report.results[1].repeat == "curl it"
    assert report.results[2].findings[0].got == "GET /: nothing"
    assert report.results[3].reason == "no metrics port"


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (("HLT-1",), ["own::passes[rest]"]),
        (("HLT-1", "HLT-2"), ["own::passes[rest]", "own::fails[rest]", "own::hears_nothing[rest]"]),
    ],
)
def test_rules_select_checks(
    identity: Subject, own_checks: Any, wanted: tuple[str, ...], ids: list[str]
) -> None:
    """By any of the rules that a check is about."""
    own_checks(OUTCOMES)

    report = run(_options(identity, rules=wanted))

    assert [result.id for result in report.results] == ids
    assert f"{8 - len(ids)} checks of other rules than {', '.join(wanted)}" in report.left_out


def test_known_failures_still_run(identity: Subject, own_checks: Any, tmp_path: Path) -> None:
    """One that fails is known; one that passes is news, since the file is wrong now."""
    own_checks(OUTCOMES)
    known = tmp_path / "known.txt"
    known.write_text("# Bug 7.\nown::f*\n\n# Bug 8.\nown::passes[rest]\n# Bug 9.\nown::skips*\n")

    report = run(_options(identity, known_failing=known))

    found = _by_id(report)
    names = ("own::fails[rest]", "own::passes[rest]", "own::skips[rest+grpc]")
    assert [(found[name].outcome, found[name].reason) for name in names] == [
        (Outcome.KNOWN, "Bug 7."),
        (Outcome.UNEXPECTED, "Bug 8."),
        (Outcome.LEFT_OUT, "no metrics port"),
    ]


def test_known_failure_that_is_no_check_ends_the_run(identity: Subject, tmp_path: Path) -> None:
    """But it may be of another component, or rule, than this run asks."""
    known = tmp_path / "known.txt"
    known.write_text("# Of a router.\nrouter-*\n# Nothing.\nno-such-check[rest]\n")

    with pytest.raises(OptionError) as excinfo:
        run(_options(identity, component="model", rules=("PAY-11",), known_failing=known))

    assert str(excinfo.value) == (
        f"{known}:4: no-such-check[rest] "
        "(expected: the id of a check; `seldon-conformance list` prints them)"
    )


def test_exception_of_a_check_is_the_suites_own_fault(identity: Subject, own_checks: Any) -> None:
    """And not the subject's: only a violation is that."""
    own_checks('@check("HLT-1", over=REST, bug="Bug.")\ndef test_broken():\n    assert 1 == 2\n')

    report = run(_options(identity))

    (result,) = report.results
    assert result.outcome is Outcome.BROKEN
    assert result.reason.splitlines()[-1] == "AssertionError: assert 1 == 2"


def test_check_without_a_mark_is_the_suites_own_fault(identity: Subject, own_checks: Any) -> None:
    """Its failure would cite no rule."""
    own_checks("def test_naked():\n    pass\n")

    with pytest.raises(SuiteError) as excinfo:
        run(_options(identity))

    assert str(excinfo.value) == (
        "test_own.py::test_naked: no mark (expected: @check with the rules of the contract)"
    )


def test_check_that_cannot_be_loaded_is_the_suites_own_fault(
    identity: Subject, own_checks: Any
) -> None:
    """It must not be missing in silence."""
    own_checks("raise RuntimeError('no')\n")

    with pytest.raises(SuiteError, match="cannot be loaded"):
        run(_options(identity))


def test_file_that_needs_an_extra_is_left_out(
    identity: Subject, own_checks: Any, tmp_path: Path
) -> None:
    """With the reason."""
    own_checks(OUTCOMES)
    (tmp_path / "test_extra.py").write_text("import pytest\npytest.importorskip('no_such')\n")

    report = run(_options(identity))

    assert len(report.results) == 8
    assert report.left_out[-1] == (
        "test_extra.py: Skipped: could not import 'no_such': No module named 'no_such'"
    )


def test_rule_without_a_check_is_refused(identity: Subject) -> None:
    """Nothing was asked, so nothing conforms."""
    with pytest.raises(OptionError) as excinfo:
        run(_options(identity, rules=("TRC-5",)))

    assert str(excinfo.value) == "rules: TRC-5 (expected: rules that a check is about)"


def test_misbehaving_server_is_seen() -> None:
    """The way from a wrong answer to a report, once over each transport."""
    with identity_server(_reversed) as subject:
        report = run(_options(subject, component="model", rules=("PAY-14",)))

    found = _by_id(report)
    assert found["str-data-html[rest]"].outcome is Outcome.FAILED
    assert found["str-data-html[grpc]"].outcome is Outcome.FAILED
    assert [one.path for one in found["str-data-html[grpc]"].findings] == ["strData"]


SUBJECTS = "(expected: a server by --rest and --grpc, or --image, or --source)"
COMPONENTS = (
    "model, reporting, router, bandit, combiner, transformer, outlier, drift, "
    "output-transformer, failing"
)
SECTIONS = "PAY, NAM, MET, DIS, FBK, BOD, ERR, LIM, HLT, MDA, MTR, LOG, TRC, PAR, LIF"
NO_RULE = f"(expected: a number of contract.md, for instance PAY-4, or one of {SECTIONS})"
NO_HTTP = "(expected: an address that begins with http://)"
REST = Options(rest_url="http://a")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (Options(), f"subject: none {SUBJECTS}"),
        (replace(REST, image="b"), f"subject: --rest or --grpc and --image {SUBJECTS}"),
        (Options(source=Path("a")), "source: alone (expected: --source with --builder)"),
        (replace(REST, builder="b"), "source: none (expected: --source with --builder)"),
        (Options(rest_url="https://a"), f"rest: https://a {NO_HTTP}"),
        (replace(REST, component="modle"), f"component: modle (expected: one of {COMPONENTS})"),
        (replace(REST, rules=("PAYS",)), f"rule: PAYS {NO_RULE}"),
    ],
    ids=["none", "two", "half", "other-half", "https", "component", "rule"],
)
def test_options_that_make_no_sense_are_refused(options: Options, message: str) -> None:
    """Before anything is started."""
    with pytest.raises(OptionError) as excinfo:
        run(options)

    assert str(excinfo.value) == message


def test_report_is_json(identity: Subject) -> None:
    """Machines read it."""
    report = run(_options(identity, component="model", rules=("PAY-10",)))

    again = json.loads(json.dumps(report.as_json()))
    assert again["results"][0]["id"] == report.results[0].id
