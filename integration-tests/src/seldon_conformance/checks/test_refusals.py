"""What a client may send wrongly: each is said, over both transports, and none harms the server.

All are sent as predict, which every server has and reads before it looks at the component (DIS-4,
ERR-11). A component with raw methods reads messages itself, so the PAY rules are its own to keep.
"""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from seldon_conformance.check import check
from seldon_conformance.example import Example
from seldon_conformance.grpc_client import GrpcClient
from seldon_conformance.grpc_requests import GrpcCall
from seldon_conformance.line import Line, bad_data, expect_grpc, expect_rest
from seldon_conformance.rest_client import RestClient, RestRequest
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport

MALFORMED = {
    "cut": b'{"data": {"ndarray": [1, 2',
    "nothing-json": b"data",
    "bare-nan": b'{"data": {"ndarray": [NaN]}}',
    "bare-infinity": b'{"data": {"ndarray": [-Infinity]}}',
    "beyond-double": b'{"data": {"ndarray": [1e999]}}',
    "byte-order-mark": b'\xef\xbb\xbf{"strData": "x"}',
    "not-utf-8": b'{"strData": "\xff"}',
    "lone-surrogate": b'{"strData": "\\ud800"}',
    "two-values": b'{"strData": "x"} {}',
    "trailing-comma": b'{"strData": "x",}',
}
WRONG_TYPES: Sequence[tuple[str, str, Any, str]] = [
    ("array", "BOD-7", [], "body: an array (expected: a SeldonMessage object)"),
    ("null", "BOD-7", None, "body: null (expected: a SeldonMessage object)"),
    (
        "two-payloads",
        "PAY-2",
        {"strData": "x", "data": {"ndarray": [1]}},
        "payload: data and strData (expected: one)",
    ),
    ("data-a-string", "PAY-3", {"data": "x"}, "data: a string (expected: an object)"),
    (
        "boolean-in-tensor",
        "PAY-5",
        {"data": {"tensor": {"shape": [1], "values": [True]}}},
        'tensor values[0]: true (expected: a number, "NaN", "Infinity" or "-Infinity")',
    ),
    ("binary-no-base64", "PAY-10", {"binData": "*"}, "binData: not base64"),
    ("text-a-number", "PAY-11", {"strData": 1}, "strData: a number (expected: a string)"),
    (
        "names-a-string",
        "NAM-1",
        {"data": {"names": "a", "ndarray": [1]}},
        "data.names: a string (expected: an array of strings)",
    ),
    (
        "puid-a-number",
        "MET-6",
        {"strData": "x", "meta": {"puid": 1}},
        "meta.puid: a number (expected: a string)",
    ),
]
BUG_OF_400 = "A fault of the client counts as the server's: it is retried, and wakes somebody."


@pytest.mark.parametrize("name", MALFORMED)
@check("ERR-3", "ERR-1", over=Transport.REST, bug=BUG_OF_400)
def test_malformed_json_is_refused(subject: Subject, name: str) -> None:
    """What a strict parser refuses is 400 and called malformed."""
    expect_rest(subject, _predict(MALFORMED[name]), bad_data("body: malformed JSON"))


@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("seldon.protos.Model/Predict", "SeldonMessage"),
        ("seldon.protos.Model/SendFeedback", "Feedback"),
        ("seldon.protos.Combiner/Aggregate", "SeldonMessageList"),
    ],
    ids=["message", "feedback", "list"],
)
@check("ERR-3", "ERR-1", over=Transport.GRPC, bug=BUG_OF_400)
def test_malformed_protobuf_is_refused(subject: Subject, method: str, name: str) -> None:
    """Bytes that are no message are INVALID_ARGUMENT with an ErrorInfo, and not UNKNOWN."""
    call = GrpcCall(method, b"\xff\xff\xff", "", is_streaming=False)

    expect_grpc(subject, call, bad_data(f"body: malformed {name}"))


@pytest.mark.parametrize(
    ("message", "info"),
    [
        pytest.param(message, info, marks=check(rule, over=Transport.REST, bug=BUG_OF_400), id=name)
        for name, rule, message, info in WRONG_TYPES
    ],
)
def test_json_of_the_wrong_type_is_refused(subject: Subject, message: Any, info: str) -> None:
    """A value of another type is 400, with its place, what it is and what it should be."""
    expect_rest(subject, _predict(json.dumps(message).encode()), bad_data(info))


@pytest.mark.parametrize("transport", Transport)
@pytest.mark.parametrize(
    ("message", "info"),
    [
        pytest.param(
            message, info, marks=check(rule, over=tuple(Transport), bug=BUG_OF_400), id=name
        )
        for name, rule, message, info in [
            (
                "no-payload",
                "PAY-1",
                {},
                "payload: none (expected: one of data, jsonData, strData, binData, customData)",
            ),
            (
                "no-data",
                "PAY-1",
                {"data": {}},
                "data: none (expected: one of tensor, ndarray, tftensor)",
            ),
            (
                "too-few-values",
                "PAY-4",
                {"data": {"tensor": {"shape": [2, 3], "values": [1]}}},
                "tensor values: 1 (expected: 6 for shape [2, 3])",
            ),
            (
                "ragged-rows",
                "PAY-6",
                {"data": {"ndarray": [[1, 2], [3]]}},
                "ndarray[1]: 1 values (expected: 2)",
            ),
            (
                "cut-tftensor",
                "PAY-12",
                {
                    "data": {
                        "tftensor": {
                            "dtype": "DT_DOUBLE",
                            "tensorShape": {"dim": [{"size": "2"}, {"size": "2"}]},
                            "tensorContent": "AAAAAAAAAAAA",
                        }
                    }
                },
                "tftensor content: 9 bytes (expected: 32 for shape [2, 2])",
            ),
        ]
    ],
)
def test_payload_that_is_none_is_refused(
    subject: Subject, transport: Transport, message: Any, info: str
) -> None:
    """A payload that cannot be decoded is refused alike over both transports."""
    with Line(subject, transport) as line:
        line.expect(Example("predict", message), bad_data(info))


@pytest.mark.parametrize(
    ("feedback", "info"),
    [
        pytest.param(feedback, info, marks=check(rule, over=Transport.REST, bug=bug), id=name)
        for name, rule, bug, feedback, info in [
            (
                "unknown-key",
                "FBK-1",
                "Misspelt feedback is counted and teaches nothing.",
                {"requestBAD": {}},
                "feedback: unknown key requestBAD (expected: request, response, reward, truth)",
            ),
            (
                "reward-a-boolean",
                "FBK-3",
                "A reward that is none is learnt from.",
                {"reward": True},
                'reward: true (expected: a number, "NaN", "Infinity" or "-Infinity")',
            ),
            (
                "request-an-array",
                "FBK-6",
                "Nobody finds out which of the three messages is wrong.",
                {"request": []},
                "request: an array (expected: a SeldonMessage object)",
            ),
        ]
    ],
)
def test_feedback_that_is_none_is_refused(
    subject: Subject, feedback: dict[str, Any], info: str
) -> None:
    """Feedback that would teach nothing, or nonsense, is 400."""
    with Line(subject, Transport.REST) as line:
        line.expect(Example("send-feedback", feedback), bad_data(info))


@check("ERR-8", over=tuple(Transport), bug="Anybody who can send a request can stop the server.")
def test_server_lives_through_refusals(
    subject: Subject, example: Example, transport: Transport
) -> None:
    """After everything that is refused a good request is answered as before."""
    rest, grpc = RestClient(subject.rest_url), GrpcClient(subject.grpc_target)
    with grpc, Line(subject, transport) as line:
        for body in MALFORMED.values():
            if transport is Transport.REST:
                rest.send(_predict(body))
            else:
                grpc.call("seldon.protos.Model/Predict", body)

        line.ask(example)


def _predict(body: bytes) -> RestRequest:
    return RestRequest("POST", "/predict", {"Content-Type": "application/json"}, body)
