"""Steps become the bytes that they say, on both transports."""

from typing import Any

import pytest

from seldon_conformance.descriptors import contract_descriptors
from seldon_conformance.errors import VectorError
from seldon_conformance.grpc_requests import grpc_call
from seldon_conformance.grpc_requests import verb_call as grpc_verb
from seldon_conformance.proto_json import proto_as_json
from seldon_conformance.rest_client import RestRequest
from seldon_conformance.rest_requests import rest_request
from seldon_conformance.rest_requests import verb_request as rest_verb

POST = {"method": "POST", "path": "/predict"}


def test_verb_is_posted_as_json() -> None:
    """Text stays as it is in UTF-8, integers stay integers."""
    request = rest_verb("transform-input", {"jsonData": ["é", 2**53 + 1]})

    assert request == RestRequest(
        "POST",
        "/transform-input",
        {"Content-Type": "application/json"},
        '{"jsonData": ["é", 9007199254740993]}'.encode(),
    )


@pytest.mark.parametrize(
    ("rest", "target", "headers", "body"),
    [
        ({"method": "GET", "path": "/ready"}, "/ready", {}, None),
        ({**POST, "body": "é"}, "/predict", {}, "é".encode()),
        ({**POST, "bodyBase64": "/w=="}, "/predict", {}, b"\xff"),
        ({**POST, "json": {"a": 1}}, "/predict", {"Content-Type": "application/json"}, b'{"a": 1}'),
        (
            {**POST, "json": [], "headers": {"content-type": "application/x+json", "X-A": "1"}},
            "/predict",
            {"content-type": "application/x+json", "X-A": "1"},
            b"[]",
        ),
        (
            {**POST, "query": {"json": {"strData": "a b"}, "n": "1"}},
            "/predict?json=%7B%22strData%22%3A+%22a+b%22%7D&n=1",
            {},
            None,
        ),
        (
            {**POST, "form": {"json": '{"strData":"é"}'}},
            "/predict",
            {"Content-Type": "application/x-www-form-urlencoded"},
            b"json=%7B%22strData%22%3A%22%C3%A9%22%7D",
        ),
        (
            {
                **POST,
                "multipart": [
                    {"name": "data", "value": {"ndarray": []}, "contentType": "application/json"},
                    {"name": "strData", "value": "x"},
                    {"name": "binData", "valueBase64": "/w==", "filename": "f"},
                ],
            },
            "/predict",
            {"Content-Type": "multipart/form-data; boundary=seldon-conformance-boundary"},
            (
                b'--seldon-conformance-boundary\r\nContent-Disposition: form-data; name="data"\r\n'
                b'Content-Type: application/json\r\n\r\n{"ndarray": []}\r\n'
                b"--seldon-conformance-boundary\r\n"
                b'Content-Disposition: form-data; name="strData"\r\n\r\nx\r\n'
                b"--seldon-conformance-boundary\r\n"
                b'Content-Disposition: form-data; name="binData"; filename="f"\r\n'
                b"Content-Type: application/octet-stream\r\n\r\n\xff\r\n"
                b"--seldon-conformance-boundary--\r\n"
            ),
        ),
    ],
)
def test_rest_step_is_sent_as_it_says(
    rest: dict[str, Any], target: str, headers: dict[str, str], body: bytes | None
) -> None:
    """Nothing is added that the vector does not ask for."""
    assert rest_request(rest) == RestRequest(rest["method"], target, headers, body)


def test_verb_calls_the_service_named_after_it() -> None:
    """A router's client calls Router, and so on."""
    call = grpc_verb("aggregate", {"seldonMessages": [{"strData": "x"}]})

    assert (call.method, call.answer_type, call.is_streaming) == (
        "seldon.protos.Combiner/Aggregate",
        "seldon.protos.SeldonMessage",
        False,
    )
    assert call.request == b"\n\x03*\x01x"


def test_message_can_be_bytes_or_text() -> None:
    """Bytes may be no message at all; text says what JSON cannot."""
    method = "seldon.protos.Model/Predict"
    text = grpc_call({"method": method, "messageText": "jsonData { number_value: nan }"})
    message: Any = (
        contract_descriptors().message_class("seldon.protos.SeldonMessage").FromString(text.request)
    )

    assert grpc_call({"method": method, "messageBase64": "/w=="}).request == b"\xff"
    assert str(message.jsonData.number_value) == "nan"


def test_unknown_method_can_be_called_with_bytes() -> None:
    """A server's answer to it is a case too."""
    call = grpc_call({"method": "a.B/C", "messageBase64": ""})

    assert (call.method, call.request, call.answer_type) == ("a.B/C", b"", "")


def test_reflection_streams() -> None:
    """It is the one method that does."""
    method = "grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"

    assert grpc_call({"method": method, "message": {"listServices": ""}}).is_streaming


@pytest.mark.parametrize(
    ("grpc", "told"),
    [
        (
            {"method": "seldon.protos.Model/Guess", "message": {}},
            "method: seldon.protos.Model/Guess (expected: one of the contract's protos)",
        ),
        (
            {"method": "seldon.protos.Model/Predict", "message": {"strData": 1}},
            (
                "message: Failed to parse strData field: "
                "expected string or bytes-like object, got 'int'. (expected: "
                "a seldon.protos.SeldonMessage as JSON; what is none can be sent over REST alone)"
            ),
        ),
        (
            {"method": "seldon.protos.Model/Predict", "messageText": "nope: 1"},
            (
                'messageText: 1:1 : Message type "seldon.protos.SeldonMessage" '
                'has no field named "nope". '
                "(expected: a seldon.protos.SeldonMessage in text format)"
            ),
        ),
    ],
)
def test_vector_that_cannot_be_sent_is_an_error(grpc: dict[str, Any], told: str) -> None:
    """A broken vector is no failure of the subject."""
    with pytest.raises(VectorError) as excinfo:
        grpc_call(grpc)

    assert str(excinfo.value) == told


def test_deepest_json_can_be_sent() -> None:
    """LIM-2 refuses 31 levels; protobuf's own tools give up earlier unless told not to."""
    nested: Any = 1
    for _ in range(31):
        nested = {"a": nested}

    call = grpc_verb("predict", {"jsonData": nested})

    message = (
        contract_descriptors().message_class("seldon.protos.SeldonMessage").FromString(call.request)
    )
    assert proto_as_json(message) == {"jsonData": nested}
