"""Each way in which a gRPC answer can be wrong is seen, and told whole."""

from typing import Any

import pytest
from google.protobuf import text_format

from seldon_conformance.descriptors import contract_descriptors
from seldon_conformance.grpc_client import ErrorInfo, GrpcAnswer
from seldon_conformance.grpc_judge import grpc_differences

MESSAGE = "seldon.protos.SeldonMessage"
ERROR = {"status": 403, "reason": "NOT_ALLOWED", "info": "no entry"}
ERROR_INFO = ErrorInfo("NOT_ALLOWED", "seldon.io")


def _told(answer: GrpcAnswer, expectation: dict[str, Any], answer_type: str = MESSAGE) -> list[str]:
    return [
        str(difference) for difference in grpc_differences(answer, answer_type, expectation, 0.0)
    ]


def _answer(text: str, type_name: str = MESSAGE) -> GrpcAnswer:
    """Give an answer from protobuf's text format."""
    descriptors = contract_descriptors()
    message = descriptors.message_class(type_name)()
    text_format.Parse(text, message, descriptor_pool=descriptors.pool)
    return GrpcAnswer("OK", "", None, message.SerializeToString())


def test_every_part_of_a_message_is_compared() -> None:
    """The same JSON is expected of both transports."""
    answer = _answer("""
        meta {
          puid: "p1"
          tags {
            key: "a"
            value { list_value { values { bool_value: true } values { null_value: NULL_VALUE } } }
          }
          requestPath { key: "unit" value: "image:1" }
          metrics { key: "k" type: GAUGE value: 0.1 tags { key: "t" value: "u" } }
          metrics { key: "c" value: 0 }
        }
        data { names: "x" names: "y" tensor { shape: 2 values: 1 values: inf } }
    """)
    metrics = [
        {"key": "k", "type": "GAUGE", "value": 0.1, "tags": {"t": "u"}},
        {"key": "c", "type": "COUNTER", "value": 0},
    ]
    expected = {
        "meta": {
            "puid": "p1",
            "tags": {"a": [True, None]},
            "requestPath": {"unit": "image:1"},
            "metrics": metrics,
        },
        "data": {"names": ["x", "y"], "tensor": {"shape": [2], "values": [1, "Infinity"]}},
    }

    assert _told(answer, {"message": expected}) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('strData: "é"', {"strData": "é"}),
        (r'binData: "\377\357"', {"binData": "/+8="}),
        ("jsonData { null_value: NULL_VALUE }", {"jsonData": None}),
        ("jsonData { struct_value { } }", {"jsonData": {}}),
        ("jsonData { number_value: 1 }", {"jsonData": 1}),
        ("data { ndarray { } }", {"data": {"ndarray": []}}),
        (
            "data { ndarray { values { list_value { values { string_value: 'a' } } } } }",
            {"data": {"ndarray": [["a"]]}},
        ),
        ("data { tensor { shape: 0 } }", {"data": {"tensor": {"shape": [0], "values": []}}}),
        (
            "data { tftensor { dtype: DT_FLOAT tensor_shape { dim { size: 1 } } float_val: 0.5 } }",
            {
                "data": {
                    "tftensor": {
                        "dtype": "DT_FLOAT",
                        "tensorShape": {"dim": [{"size": 1}]},
                        "tensorContent": "AAAAPw==",
                    }
                }
            },
        ),
        (
            (
                r'customData { type_url: "type.googleapis.com/google.protobuf.StringValue" '
                r'value: "\n\001x" }'
            ),
            {
                "customData": {
                    "@type": "type.googleapis.com/google.protobuf.StringValue",
                    "value": "x",
                }
            },
        ),
        (
            r'customData { type_url: "type.googleapis.com/x.Y" value: "\001" }',
            {"customData": {"@type": "type.googleapis.com/x.Y", "bytesBase64": "AQ=="}},
        ),
        ("", {}),
    ],
)
def test_every_payload_has_a_normal_form(text: str, expected: Any) -> None:
    """What is equal by meaning is equal here, defaults and empty containers included."""
    assert _told(_answer(text), {"message": expected}) == []


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        (
            "data { tensor { shape: 2 values: 2 values: 1 } }",
            {"data": {"tensor": {"shape": [2], "values": [1, 2]}}},
            [
                "data.tensor.values[0]: 2.0 (expected: 1)",
                "data.tensor.values[1]: 1.0 (expected: 2)",
            ],
        ),
        (
            "data { ndarray { values { number_value: nan } } }",
            {"data": {"ndarray": [None]}},
            ["data.ndarray[0]: NaN (expected: null)"],
        ),
        (
            "jsonData { }",
            {"jsonData": None},
            ['jsonData: "<a Value without a kind>" (expected: null)'],
        ),
        (
            'strData: "x"',
            {"meta": {"puid": "p"}, "strData": "x"},
            ['meta: nothing (expected: {"puid": "p"})'],
        ),
        (
            'meta { routing { key: "r" value: 1 } } strData: "x"',
            {"strData": "x"},
            ['meta: {"routing": {"r": 1}} (expected: nothing)'],
        ),
        (
            'status { code: 200 } strData: "x"',
            {"strData": "x"},
            ['status: {"code": 200} (expected: nothing)'],
        ),
        (
            "jsonData { number_value: 9007199254740992 }",
            {"jsonData": 2**53 + 1},
            ["jsonData: 9007199254740992.0 (expected: 9007199254740993)"],
        ),
    ],
)
def test_wrong_message_is_seen(text: str, expected: Any, told: list[str]) -> None:
    """Also what only protobuf can say, and JSON cannot."""
    assert _told(_answer(text), {"message": expected}) == told


def test_bytes_that_are_no_message_are_seen() -> None:
    """A server that answers another type's bytes is wrong, not the suite broken."""
    assert _told(GrpcAnswer("OK", "", None, b"\xff"), {"message": {"strData": "x"}}) == [
        "response: 1 bytes that protobuf refuses (expected: a seldon.protos.SeldonMessage)"
    ]


def test_error_in_place_of_a_message_is_seen() -> None:
    """Its text is in the message: it tells why."""
    answer = GrpcAnswer("INTERNAL", "boom", None, None)

    assert _told(answer, {"message": {"strData": "x"}}) == ['code: INTERNAL "boom" (expected: OK)']


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (GrpcAnswer("PERMISSION_DENIED", "no entry", ERROR_INFO, None), []),
        (
            GrpcAnswer("UNKNOWN", "no entry", ERROR_INFO, None),
            ['code: UNKNOWN "no entry" (expected: PERMISSION_DENIED)'],
        ),
        (
            GrpcAnswer("PERMISSION_DENIED", "", ERROR_INFO, None),
            ['message: "" (expected: "no entry")'],
        ),
        (
            GrpcAnswer("PERMISSION_DENIED", "no entry", None, None),
            ["ErrorInfo: nothing (expected: reason NOT_ALLOWED, domain seldon.io)"],
        ),
        (
            GrpcAnswer("PERMISSION_DENIED", "no entry", ErrorInfo("OTHER", "x.org"), None),
            [
                "ErrorInfo.reason: OTHER (expected: NOT_ALLOWED)",
                "ErrorInfo.domain: x.org (expected: seldon.io)",
            ],
        ),
        (
            GrpcAnswer("OK", "", None, b""),
            [
                "code: OK (expected: PERMISSION_DENIED)",
                'message: "" (expected: "no entry")',
                "ErrorInfo: nothing (expected: reason NOT_ALLOWED, domain seldon.io)",
            ],
        ),
    ],
)
def test_error_is_compared(answer: GrpcAnswer, told: list[str]) -> None:
    """Code by ERR-2 and ERR-5, the text, and the reason in an ErrorInfo."""
    assert _told(answer, {"error": ERROR}) == told


def test_code_that_no_table_gives_can_be_named() -> None:
    """For errors that one transport has and the other has not."""
    answer = GrpcAnswer("ABORTED", "no entry", ERROR_INFO, None)

    assert _told(answer, {"error": {**ERROR, "grpc": "ABORTED"}}) == []


@pytest.mark.parametrize(
    ("expectation", "told"),
    [
        ({"code": "OK", "response": {"name": "m", "inputs": [{"shape": [2]}]}}, []),
        (
            {"code": "OK", "response": {"name": "n", "inputs": [{"shape": [2]}]}},
            ['response.name: "m" (expected: "n")'],
        ),
        (
            {"code": "OK", "response": {"name": "m"}},
            ['response.inputs: [{"shape": ["2"]}] (expected: nothing)'],
        ),
        ({"code": "NOT_FOUND"}, ["code: OK (expected: NOT_FOUND)"]),
        ({"code": "OK", "message": "x"}, ['message: "" (expected: "x")']),
    ],
)
def test_answer_of_another_type_is_compared(expectation: dict[str, Any], told: list[str]) -> None:
    """Metadata, health and reflection have messages of their own."""
    type_name = "seldon.protos.SeldonModelMetadata"
    answer = _answer('name: "m" inputs { shape: 2 }', type_name)

    assert _told(answer, {"grpc": expectation}, type_name) == told


def test_nan_of_a_tensor_is_equal_to_nan() -> None:
    """JSON expects the string, protobuf answers the number."""
    expected = {"data": {"tensor": {"shape": [1], "values": ["NaN"]}}}
    answer = _answer("data { tensor { shape: 1 values: nan } }")

    assert _told(answer, {"message": expected}) == []
