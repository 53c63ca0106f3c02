"""Each way in which an HTTP answer can be wrong is seen, and told whole."""

import json
from typing import Any

import pytest

from seldon_conformance.rest_client import RestAnswer
from seldon_conformance.rest_judge import rest_differences

JSON_HEADERS = {"content-type": "application/json"}
MESSAGE = {
    "meta": {
        "puid": "p1",
        "tags": {"a": 1},
        "metrics": [{"key": "k", "type": "COUNTER", "value": 0.1}],
        "requestPath": {"unit": "image:1"},
    },
    "data": {"names": ["x", "y"], "tensor": {"shape": [2, 2], "values": [1, 2, 3, "NaN"]}},
}
ERROR = {"status": 400, "reason": "MICROSERVICE_BAD_DATA", "info": "binData: not base64"}
ERROR_BODY = {
    "status": {
        "code": 400,
        "info": "binData: not base64",
        "reason": "MICROSERVICE_BAD_DATA",
        "status": "FAILURE",
    }
}


def _told(answer: RestAnswer, expectation: dict[str, Any], tolerance: float = 0.0) -> list[str]:
    return [str(difference) for difference in rest_differences(answer, expectation, tolerance)]


def _answer(message: Any) -> RestAnswer:
    return RestAnswer(200, JSON_HEADERS, json.dumps(message).encode())


def _with(path: str, value: Any) -> Any:
    """Give MESSAGE with one place changed."""
    message = json.loads(json.dumps(MESSAGE))
    *parents, last = path.split(".")
    place = message
    for parent in parents:
        place = place[parent]
    place[last] = value
    return message


def _without(path: str) -> Any:
    message = json.loads(json.dumps(MESSAGE))
    *parents, last = path.split(".")
    place = message
    for parent in parents:
        place = place[parent]
    del place[last]
    return message


def test_right_answer_has_no_differences() -> None:
    """Metric values are float32; empty members of meta mean nothing."""
    answer = _with("meta.routing", {})
    answer["meta"]["metrics"] = [
        {"key": "k", "type": "COUNTER", "value": 0.10000000149011612, "tags": {}}
    ]

    assert _told(_answer(answer), {"message": MESSAGE}) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (
            _with("data.tensor.values", [1, 3, 2, "NaN"]),
            [
                "data.tensor.values[1]: 3 (expected: 2)",
                "data.tensor.values[2]: 2 (expected: 3)",
            ],
        ),
        (
            _with("data.tensor.shape", [4]),
            ["data.tensor.shape: 1 values [4] (expected: 2 values [2, 2])"],
        ),
        (
            _with("data.tensor.values", [1, 2, 3, None]),
            ["data.tensor.values[3]: null (expected: NaN)"],
        ),
        (
            _with("data", {"names": ["x", "y"], "ndarray": [[1, 2], [3, None]]}),
            [
                'data.tensor: nothing (expected: {"shape": [2, 2], "values": [1, 2, 3, NaN]})',
                "data.ndarray: [[1, 2], [3, null]] (expected: nothing)",
            ],
        ),
        (_without("meta.puid"), ['meta.puid: nothing (expected: "p1")']),
        (_with("meta.puid", "p0"), ['meta.puid: "p0" (expected: "p1")']),
        (_without("meta.tags"), ['meta.tags: nothing (expected: {"a": 1})']),
        (_with("meta.tags", {"a": True}), ["meta.tags.a: true (expected: 1)"]),
        (
            _without("meta.requestPath"),
            ['meta.requestPath: nothing (expected: {"unit": "image:1"})'],
        ),
        (_with("meta.routing", {"r": 1}), ['meta.routing: {"r": 1} (expected: nothing)']),
        (
            _with("meta.metrics", []),
            [
                (
                    "meta.metrics: nothing (expected: "
                    '[{"key": "k", "type": "COUNTER", "value": 0.10000000149011612}])'
                )
            ],
        ),
        (
            _with("meta.metrics", [{"key": "k", "type": 0, "value": 0.1}]),
            ['meta.metrics[0].type: 0 (expected: "COUNTER")'],
        ),
        (
            _with(
                "meta.metrics",
                [{"key": "k", "type": "COUNTER", "value": 0.1, "tags": {"method": "predict"}}],
            ),
            ['meta.metrics[0].tags: {"method": "predict"} (expected: nothing)'],
        ),
        (
            _without("data.names"),
            [
                "data.names: nothing (expected: an array, empty or not)",
                'data.names: 0 values [] (expected: 2 values ["x", "y"])',
            ],
        ),
        (
            _with("data.names", ["y", "x"]),
            ['data.names[0]: "y" (expected: "x")', 'data.names[1]: "x" (expected: "y")'],
        ),
        (_with("status", {"code": 200}), ['status: {"code": 200} (expected: nothing)']),
    ],
)
def test_wrong_message_is_seen(wrong: Any, told: list[str]) -> None:
    """Everything that the contract promises of a message is compared."""
    assert _told(_answer(wrong), {"message": MESSAGE}) == told


def test_message_without_meta_is_seen() -> None:
    """MET-7: JSON always has the key meta, though nothing may be in it."""
    assert _told(_answer({"strData": "x"}), {"message": {"strData": "x"}}) == [
        "meta: nothing (expected: an object, empty or not)"
    ]


def test_base64_of_another_alphabet_is_seen() -> None:
    """PAY-10: bytes leave as standard base64 with padding."""
    assert _told(_answer({"meta": {}, "binData": "-_8"}), {"message": {"binData": "+/8="}}) == [
        'binData: "-_8" (expected: "+/8=")'
    ]


def test_tensors_of_tensorflow_are_compared_decoded() -> None:
    """PAY-12: two ways to write one value are one answer; another value or dtype is another."""
    shape = {"dim": [{"size": "1"}]}
    expected = {"data": {"tftensor": {"dtype": "DT_INT32", "tensorShape": shape, "intVal": [7]}}}
    right = {"dtype": "DT_INT32", "tensorShape": shape, "tensorContent": "BwAAAA=="}
    wrong = {"dtype": "DT_INT32", "tensorShape": shape, "tensorContent": "AAAABw=="}

    assert (
        _told(
            _answer({"meta": {}, "data": {"names": [], "tftensor": right}}), {"message": expected}
        )
        == []
    )
    assert _told(
        _answer({"meta": {}, "data": {"names": [], "tftensor": wrong}}), {"message": expected}
    ) == ["data.tftensor.values[0]: 117440512 (expected: 7)"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            b'{"meta":{},"jsonData":NaN}',
            r'body: "{\"meta\":{},\"jsonData\":NaN}": bare NaN (expected: strict JSON in UTF-8)',
        ),
        (
            b'{"meta":{},"meta":{},"strData":"x"}',
            (
                r'body: "{\"meta\":{},\"meta\":{},\"strData\":\"x\"}": a key twice '
                "(expected: strict JSON in UTF-8)"
            ),
        ),
    ],
)
def test_json_that_strict_parsers_refuse_is_seen(body: bytes, told: str) -> None:
    """Python's own parser reads what JavaScript's does not."""
    assert _told(RestAnswer(200, JSON_HEADERS, body), {"message": {"jsonData": None}}) == [told]


def test_wrong_content_type_is_seen() -> None:
    """Clients choose their parser by it; a charset beside it is nobody's harm."""
    body = b'{"meta":{},"strData":"x"}'
    html = RestAnswer(200, {"content-type": "text/html"}, body)
    charset = RestAnswer(200, {"content-type": "application/json; charset=utf-8"}, body)

    assert _told(html, {"message": {"strData": "x"}}) == [
        "header Content-Type: text/html (expected: application/json)"
    ]
    assert _told(charset, {"message": {"strData": "x"}}) == []


def test_error_in_place_of_a_message_is_seen() -> None:
    """The error's body is in the message: it tells why."""
    answer = RestAnswer(500, JSON_HEADERS, b'{"status":1}')

    assert _told(answer, {"message": {"strData": "x"}}) == [
        r'status: 500 "{\"status\":1}" (expected: 200)'
    ]


def test_right_error_has_no_differences() -> None:
    """ERR-1's body, whole."""
    assert (
        _told(RestAnswer(400, JSON_HEADERS, json.dumps(ERROR_BODY).encode()), {"error": ERROR})
        == []
    )


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (200, ERROR_BODY, "status: 200 (expected: 400)"),
        (
            400,
            {"status": {**ERROR_BODY["status"], "code": -1}},
            "body.status.code: -1 (expected: 400)",
        ),
        (
            400,
            {"status": {**ERROR_BODY["status"], "status": 1}},
            'body.status.status: 1 (expected: "FAILURE")',
        ),
        (
            400,
            {"status": {**ERROR_BODY["status"], "info": ""}},
            'body.status.info: "" (expected: "binData: not base64")',
        ),
        (
            400,
            {"status": {**ERROR_BODY["status"], "reason": "MICROSERVICE_INTERNAL_ERROR"}},
            'body.status.reason: "MICROSERVICE_INTERNAL_ERROR" (expected: "MICROSERVICE_BAD_DATA")',
        ),
        (400, {**ERROR_BODY, "meta": {}}, "body.meta: {} (expected: nothing)"),
        (
            400,
            [1],
            (
                'body: [1] (expected: {"status": {"code": 400, "info": "binData: not base64", '
                '"reason": "MICROSERVICE_BAD_DATA", "status": "FAILURE"}})'
            ),
        ),
    ],
)
def test_wrong_error_is_seen(status: int, body: Any, told: str) -> None:
    """Status, code, info, reason and flag, and nothing beside them."""
    answer = RestAnswer(status, JSON_HEADERS, json.dumps(body).encode())

    assert _told(answer, {"error": ERROR}) == [told]


def test_error_as_html_is_seen() -> None:
    """What a web framework answers by itself."""
    answer = RestAnswer(400, {"content-type": "text/html"}, b"<h1>")

    assert _told(answer, {"error": ERROR}) == [
        "header Content-Type: text/html (expected: application/json)",
        'body: "<h1>": Expecting value: line 1 column 1 (char 0) (expected: strict JSON in UTF-8)',
    ]


def test_placeholder_stands_for_one_word_of_an_info() -> None:
    """The language names its own type, the rest is compared."""
    expected = {
        "status": 500,
        "reason": "R",
        "info": "predict returned {type} (expected: an array)",
    }
    body = {
        "status": {
            "code": 500,
            "info": "predict returned int (expected: an array)",
            "reason": "R",
            "status": "FAILURE",
        }
    }

    assert (
        _told(RestAnswer(500, JSON_HEADERS, json.dumps(body).encode()), {"error": expected}) == []
    )


@pytest.mark.parametrize(
    ("expectation", "told"),
    [
        ({"status": 200}, []),
        ({"status": 200, "body": "pong"}, []),
        ({"status": 200, "headers": {"Content-Type": "text/plain", "ALLOW": "POST, GET"}}, []),
        ({"status": 404}, ['status: 200 "pong" (expected: 404)']),
        ({"status": 200, "body": "live"}, ['body: "pong" (expected: "live")']),
        (
            {"status": 200, "headers": {"Content-Type": "text/html"}},
            ["header Content-Type: text/plain; charset=utf-8 (expected: text/html)"],
        ),
        ({"status": 200, "headers": {"Allow": "GET"}}, ["header Allow: GET, POST (expected: GET)"]),
        (
            {"status": 200, "headers": {"Retry-After": "1"}},
            ["header Retry-After: nothing (expected: 1)"],
        ),
    ],
)
def test_http_answer_is_compared(expectation: dict[str, Any], told: list[str]) -> None:
    """For what is no message: health, documents, methods."""
    headers = {"content-type": "text/plain; charset=utf-8", "allow": "GET, POST"}

    assert _told(RestAnswer(200, headers, b"pong"), {"http": expectation}) == told


def test_json_of_an_http_answer_is_compared_whole() -> None:
    """Metadata has all its keys, and no others."""
    answer = RestAnswer(200, JSON_HEADERS, b'{"name":"a","extra":1}')

    assert _told(answer, {"http": {"status": 200, "json": {"name": "b"}}}) == [
        'body.name: "a" (expected: "b")',
        "body.extra: 1 (expected: nothing)",
    ]
