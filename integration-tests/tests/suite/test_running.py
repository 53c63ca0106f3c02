"""A run against a real server on both transports, first a good one, then ones that misbehave."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from identity_server import identity_server

from seldon_conformance.compare import Difference
from seldon_conformance.errors import SubjectError
from seldon_conformance.rest_client import RestClient, RestRequest
from seldon_conformance.running import failure_text, run_case
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Case, Vector, load_vectors

MESSAGE = {
    "meta": {"puid": "p1", "tags": {"a": "b"}},
    "data": {"names": ["x", "y"], "tensor": {"shape": [1, 2], "values": [1, 2.5]}},
}


@pytest.fixture
def vector(tmp_path: Path) -> Vector:
    """Predict answers what it got, twice."""
    step = {"verb": "predict", "request": MESSAGE, "expect": {"message": MESSAGE}}
    raw = {
        "id": "identity",
        "rules": ["PAY-4"],
        "bug": "A bug.",
        "component": "model",
        "steps": [step, step],
    }
    (tmp_path / "verb").mkdir()
    (tmp_path / "verb" / "predict.json").write_text(json.dumps({"vectors": [raw]}))
    return load_vectors(tmp_path)[0]


@pytest.mark.parametrize("number", [0, 1], ids=["rest", "grpc"])
def test_good_server_has_no_differences(vector: Vector, number: int) -> None:
    """The suite can be content."""
    with identity_server() as subject:
        found = run_case(vector.cases()[number], subject)

    assert found == []


def _transposed(answer: Any) -> Any:
    answer["data"]["tensor"]["values"].reverse()
    return answer


def _without_puid(answer: Any) -> Any:
    del answer["meta"]["puid"]
    return answer


def _without_tags(answer: Any) -> Any:
    del answer["meta"]["tags"]
    return answer


def _without_names(answer: Any) -> Any:
    answer["data"]["names"] = []
    return answer


@pytest.mark.parametrize("number", [0, 1], ids=["rest", "grpc"])
@pytest.mark.parametrize(
    ("spoil", "path"),
    [
        (_transposed, "steps[0].data.tensor.values[0]"),
        (_without_puid, "steps[0].meta.puid"),
        (_without_tags, "steps[0].meta.tags"),
        (_without_names, "steps[0].data.names"),
    ],
)
def test_bad_server_is_seen(
    vector: Vector, number: int, spoil: Callable[[Any], Any], path: str
) -> None:
    """Over either transport, with the step and the place."""
    with identity_server(spoil) as subject:
        found = run_case(vector.cases()[number], subject)

    assert found[0].path == path


def test_unknown_method_over_grpc_is_unimplemented(vector: Vector) -> None:
    """The client takes grpc's own errors as answers."""
    step = vector.steps[0]
    step = type(step)("route", MESSAGE, None, None, {"message": MESSAGE}, {}, 0.0)
    routed = Vector(vector.id, vector.rules, vector.bug, (step,), vector.setting, is_fresh=False)

    with identity_server() as subject:
        found = run_case(routed.cases()[1], subject)

    assert [str(difference) for difference in found] == [
        'code: UNIMPLEMENTED "Method not found!" (expected: OK)'
    ]


def test_server_that_is_not_there_is_an_error_over_rest() -> None:
    """It is told apart from a wrong answer."""
    with pytest.raises(SubjectError) as excinfo:
        RestClient("http://127.0.0.1:1").send(RestRequest("GET", "/ready", {}, None))

    assert str(excinfo.value) == (
        "GET /ready: ConnectionRefusedError(111, 'Connection refused') "
        "(expected: an HTTP answer within 30 s)"
    )


def test_failure_says_what_it_would_catch(vector: Vector) -> None:
    """Who reads a red build wants the rule, the bug, the place and the log."""
    case: Case = vector.cases()[1]
    subject = Subject("", "", "python", lambda: "one\ntwo")
    found = [Difference("meta.puid", "nothing", '"p1"')] * 22

    lines = failure_text(case, found, subject).splitlines()

    assert lines[:3] == [
        "identity[grpc] (PAY-4) on model",
        "catches: A bug.",
        'meta.puid: nothing (expected: "p1")',
    ]
    assert lines[-4:] == ["and 2 more", "log of the server:", "one", "two"]
