"""A line asks alike over both transports, and says how to ask again."""

from typing import Any

import pytest
from identity_server import identity_server

from seldon_conformance.check import ViolationError
from seldon_conformance.example import Example
from seldon_conformance.line import Line, expect_grpc, expect_json, expect_message, expect_rest
from seldon_conformance.rest_client import RestRequest
from seldon_conformance.vectors import Transport

EXAMPLE = Example("predict", {"data": {"ndarray": [[1.0, 2.0]]}})
MET = {"puid": "p", "tags": {"a": 1}}


@pytest.mark.parametrize("transport", Transport)
def test_answers_of_both_transports_have_one_form(transport: Transport) -> None:
    """So a check is written once."""
    with identity_server() as subject, Line(subject, transport) as line:
        message = line.ask(EXAMPLE.with_meta(MET))
        problems = line.problems(EXAMPLE)

    assert message == {"meta": MET, "data": {"names": [], "ndarray": [[1.0, 2.0]]}}
    assert problems == []


def test_failure_says_how_to_ask_again() -> None:
    """The line is in the report, to be pasted."""
    with identity_server() as subject, Line(subject, Transport.GRPC) as line:
        with pytest.raises(ViolationError) as over_grpc:
            line.expect(EXAMPLE, {"message": {"strData": "x"}})
        with pytest.raises(ViolationError) as over_rest:
            expect_rest(subject, EXAMPLE.rest(), {"http": {"status": 400, "body": "x"}})

    assert over_grpc.value.repeat == (
        """grpcurl -plaintext -d '{"data": {"ndarray": [[1.0, 2.0]]}}' """
        f"{subject.grpc_target} seldon.protos.Model/Predict"
    )
    assert over_rest.value.repeat == (
        "curl -sS -i --globoff --path-as-is -X POST -H 'Content-Type: application/json' "
        """--data-raw '{"data": {"ndarray": [[1.0, 2.0]]}}' """
        f"{subject.rest_url}/predict"
    )


def test_document_that_is_not_there_is_a_violation() -> None:
    """The identity server has no pages."""
    with identity_server() as subject, pytest.raises(ViolationError) as excinfo:
        expect_json(subject, "/seldon.json")

    assert str(excinfo.value).startswith("status: 501 ")
    assert str(excinfo.value).endswith(" (expected: 200)")


def test_message_that_is_not_one_is_a_violation() -> None:
    """A list is JSON, and no SeldonMessage."""
    with identity_server(lambda _: []) as subject, pytest.raises(ViolationError) as excinfo:
        expect_message(subject, EXAMPLE.rest())

    assert str(excinfo.value) == "body: [] (expected: an object)"


def test_other_message_than_expected_is_a_violation() -> None:
    """What a gRPC method answers is compared as its own type."""
    expectation = {"grpc": {"code": "OK", "response": {"strData": "y", "meta": {}}}}
    call = Example("predict", {"strData": "x"}).grpc()

    with identity_server() as subject, pytest.raises(ViolationError) as excinfo:
        expect_grpc(subject, call, expectation)

    assert str(excinfo.value) == 'response.strData: "x" (expected: "y")'


@pytest.mark.parametrize(
    ("verb", "message", "expected"),
    [
        (
            "predict",
            {"strData": "x", "meta": {"puid": "old", "routing": {"r": 1}}},
            {"strData": "x", "meta": {"puid": "p", "routing": {"r": 1}, "tags": {"a": 1}}},
        ),
        (
            "aggregate",
            {"seldonMessages": [{"strData": "x"}, {"strData": "y"}]},
            {"seldonMessages": [{"strData": "x", "meta": MET}, {"strData": "y"}]},
        ),
        (
            "send-feedback",
            {"request": {"strData": "x"}, "reward": 1},
            {"request": {"strData": "x", "meta": MET}, "reward": 1},
        ),
        ("send-feedback", {"reward": 1}, {"request": {"meta": MET}, "reward": 1}),
    ],
)
def test_meta_goes_where_the_verb_takes_it_from(verb: str, message: Any, expected: Any) -> None:
    """MET-8: feedback has it in its request, a list in its first message."""
    assert Example(verb, message).with_meta(MET) == Example(verb, expected)


def test_request_keeps_its_own_headers() -> None:
    """The line sends what a check says, and no type of its own."""
    with identity_server() as subject:
        answer = expect_rest(
            subject,
            RestRequest("POST", "/predict", {}, b'{"strData": "x"}'),
            {"http": {"status": 200}},
        )

    assert answer.body == b'{"meta": {}, "strData": "x"}'
