"""What the components of the compatibility set are asked.

A question that is a message goes to both servers over REST (raw JSON to the verb's path) and over
gRPC; the others are for one transport alone, because only it has them: forms, queries, multipart,
aliases of paths, probes, the metrics port.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

BOTH = ("rest", "grpc")
# The path, the rpc and the request's message of each verb.
VERBS = {
    "predict": ("/predict", "Model/Predict", "SeldonMessage"),
    "transform-input": ("/transform-input", "Transformer/TransformInput", "SeldonMessage"),
    "transform-output": ("/transform-output", "OutputTransformer/TransformOutput", "SeldonMessage"),
    "route": ("/route", "Router/Route", "SeldonMessage"),
    "aggregate": ("/aggregate", "Combiner/Aggregate", "SeldonMessageList"),
    "send-feedback": ("/send-feedback", "Model/SendFeedback", "Feedback"),
}


@dataclass(frozen=True)
class Question:
    """A message for a verb.

    Attributes:
        name: Unlike any other of the same component.
        verb: A key of ``VERBS``.
        message: The request's message, as JSON.
        transports: Of ``rest`` and ``grpc`` those that are asked.
    """

    name: str
    verb: str
    message: Any
    transports: Sequence[str] = BOTH


@dataclass(frozen=True)
class HttpQuestion:
    """An HTTP request as it is, to the port of REST or of metrics."""

    name: str
    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    port: str = "rest"


@dataclass(frozen=True)
class RpcQuestion:
    """A call of an rpc that has no verb: ``message`` is proto3 JSON of type ``full_name``."""

    name: str
    rpc: str
    full_name: str
    message: Any


AnyQuestion = Question | HttpQuestion | RpcQuestion

META = {
    "puid": "p-1",
    "tags": {"asked": "yes", "n": 1.5},
    "routing": {"0": 1, "r": -1},
    "requestPath": {"before": "image:1"},
    "metrics": [{"key": "asked_gauge", "type": "GAUGE", "value": 100}],
}
NUMBERS = {"data": {"names": ["a", "b"], "ndarray": [[1, 2], [3, 4]]}}
TENSOR = {"data": {"names": ["a", "b"], "tensor": {"shape": [2, 2], "values": [1, 2, 3, 4.5]}}}
STRING = {"strData": "hello"}


def _ndarray(value: Any) -> dict[str, Any]:
    return {"data": {"ndarray": value}}


def _tensor(shape: Sequence[int], values: Sequence[float]) -> dict[str, Any]:
    return {"data": {"tensor": {"shape": list(shape), "values": list(values)}}}


PAYLOADS: dict[str, Any] = {
    "ndarray": NUMBERS,
    "ndarray of floats": _ndarray([[1.5, 2.0], [3.0, 4.25]]),
    "ndarray of one dimension": _ndarray([1, 2, 3]),
    "ndarray of three dimensions": _ndarray([[[1, 2]], [[3, 4]]]),
    "ndarray of strings": _ndarray([["a", "bc"]]),
    "ndarray of booleans": _ndarray([[True, False]]),
    "ndarray of mixed rows": _ndarray([["a", 1]]),
    "ndarray with null": _ndarray([[1.5, None]]),
    "ndarray of objects": _ndarray([{"a": 1}]),
    "ndarray, empty": _ndarray([]),
    "ndarray with an integer beyond double": _ndarray([[9007199254740993]]),
    "ndarray, ragged": _ndarray([[1, 2], [3]]),
    "tensor": TENSOR,
    "tensor of integers": _tensor([1, 3], [1, 2, 3]),
    "tensor of one dimension": _tensor([3], [1.5, 2, 3]),
    "tensor of three dimensions": _tensor([1, 2, 2], [1, 2, 3, 4]),
    "tensor with a size to work out": _tensor([-1, 2], [1, 2, 3, 4]),
    "tensor with too few values": _tensor([2, 2], [1]),
    "tftensor": {
        "data": {
            "tftensor": {
                "dtype": "DT_FLOAT",
                "tensorShape": {"dim": [{"size": "2"}]},
                "floatVal": [1.5, 2],
            }
        }
    },
    "data with names alone": {"data": {"names": ["a"]}},
    "strData": STRING,
    "strData, empty": {"strData": ""},
    "binData": {"binData": base64.b64encode(b"\x00bin\xff").decode()},
    "jsonData, object": {"jsonData": {"a": 1, "b": [1.5, "x", None, True], "c": {}}},
    "jsonData, array": {"jsonData": [1, 2, 3]},
    "jsonData, array of strings": {"jsonData": ["a", "b"]},
    "jsonData, string": {"jsonData": "text"},
    "jsonData, number": {"jsonData": 7},
    "jsonData, boolean": {"jsonData": True},
    "customData": {
        "customData": {"@type": "type.googleapis.com/google.protobuf.StringValue", "value": "v"}
    },
    "meta": {"meta": META, **NUMBERS},
    "nothing": {},
}


def asked(verb: str, messages: Mapping[str, Any]) -> list[Question]:
    """Ask one verb by several messages; a SeldonMessageList is made of those for aggregate."""
    if verb == "aggregate":
        return [
            Question(f"{verb}: {name}", verb, {"seldonMessages": [message, message]})
            for name, message in messages.items()
        ]
    return [Question(f"{verb}: {name}", verb, message) for name, message in messages.items()]


def some(*names: str) -> dict[str, Any]:
    """Give some of ``PAYLOADS``."""
    return {name: PAYLOADS[name] for name in names}


def feedback(name: str, **parts: Any) -> Question:
    """Send a Feedback of these parts."""
    return Question(f"send-feedback: {name}", "send-feedback", parts)


def every_verb(message: Any = NUMBERS, name: str = "plain") -> list[Question]:
    """Ask all six verbs by one message."""
    verbs = ("predict", "transform-input", "transform-output", "route", "aggregate")
    questions = [question for verb in verbs for question in asked(verb, {name: message})]
    return [*questions, feedback(name, request=message, reward=1)]


FEEDBACKS = [
    feedback("ndarray", request=NUMBERS, reward=1, truth={"data": {"ndarray": [[1], [0]]}}),
    feedback("tensor", request=TENSOR, reward=0.5, truth=_tensor([2], [1, 0])),
    feedback("reward alone", reward=0.1),
    feedback("nothing"),
    feedback(
        "routing",
        request=NUMBERS,
        response={"meta": {"routing": {"0": 1, "unit": 2}}, **NUMBERS},
        reward=1,
    ),
    feedback("meta", request={"meta": META, **NUMBERS}, reward=1),
    feedback("strings", request=STRING, reward=1, truth=STRING),
    feedback("jsonData", request={"jsonData": {"a": 1}}, reward=1, truth={"jsonData": [1]}),
    feedback("no array in truth", request=NUMBERS, reward=1, truth={"data": {"names": ["a"]}}),
]
MISSPELT_FEEDBACK = Question(
    "send-feedback: misspelt", "send-feedback", {"requestBAD": {}, "reward": 1}, ("rest",)
)


def _posted(name: str, target: str, content_type: str, body: str) -> HttpQuestion:
    headers = {"Content-Type": content_type} if content_type else {}
    return HttpQuestion(name, "POST", target, headers, body.encode())


_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
_BODY = '{"data":{"names":["a","b"],"ndarray":[[1,2]]}}'
_LIST = f"[{_BODY},{_BODY}]"
_REWARD = '{"reward":1}'


def _multipart(name: str, *parts: tuple[str, str, str]) -> HttpQuestion:
    """Make a multipart body of (field, file name or nothing, content)."""
    lines = ""
    for field_name, file_name, content in parts:
        file = f'; filename="{file_name}"' if file_name else ""
        disposition = f'form-data; name="{field_name}"{file}'
        lines += f"--cut\r\nContent-Disposition: {disposition}\r\n\r\n{content}\r\n"
    return _posted(
        f"multipart: {name}", "/predict", "multipart/form-data; boundary=cut", f"{lines}--cut--\r\n"
    )


BODIES = [
    _posted("body: JSON", "/predict", _JSON, _BODY),
    _posted("body: JSON with a charset", "/predict", f"{_JSON}; charset=utf-8", _BODY),
    _posted("body: +json", "/predict", "application/vnd.x+json", _BODY),
    _posted("body: form", "/predict", _FORM, f"json={quote(_BODY)}&isDefault=true"),
    _posted("body: form to aggregate", "/aggregate", _FORM, f"json={quote(_LIST)}"),
    _posted("body: form to feedback", "/send-feedback", _FORM, f"json={quote(_REWARD)}"),
    _posted("body: form of feedback without fields", "/send-feedback", _FORM, ""),
    _posted("body: a list to aggregate", "/aggregate", _JSON, _LIST),
    _posted("body: query and JSON", f"/predict?json={quote(_BODY)}", _JSON, '{"strData":"x"}'),
    HttpQuestion("body: query", "GET", f"/predict?json={quote(_BODY)}"),
    HttpQuestion("body: query to route", "GET", f"/route?json={quote(_BODY)}"),
    _multipart("data and meta", ("data", "", '{"ndarray":[[1]]}'), ("meta", "", '{"puid":"m"}')),
    _multipart("strData", ("strData", "", "text")),
    _multipart("strData as a file", ("strData", "t.txt", "from a file ✓")),
    _multipart("binData as a file", ("binData", "b.bin", "bytes")),
    _multipart("jsonData", ("jsonData", "", '{"a":1}')),
    _multipart("jsonData as a file", ("jsonData", "j.json", '{"a":1}')),
    _multipart("malformed", ("data", "", '{"ndarray":')),
    _posted("path: v0.1", "/api/v0.1/predictions", _JSON, _BODY),
    _posted("path: v1.0", "/api/v1.0/predictions", _JSON, _BODY),
    _posted("path: feedback v0.1", "/api/v0.1/feedback", _JSON, _REWARD),
    _posted("path: feedback v1.0", "/api/v1.0/feedback", _JSON, _REWARD),
    _posted("path: combine", "/combine", _JSON, _LIST),
    _posted("path: unknown", "/nope", _JSON, _BODY),
    _posted("path: trailing slash", "/predict/", _JSON, _BODY),
    HttpQuestion("method: DELETE", "DELETE", "/predict"),
    _posted("wrong: malformed JSON", "/predict", _JSON, '{"data":'),
    _posted("wrong: malformed JSON in a form", "/predict", _FORM, "json=%7B"),
    _posted("wrong: text", "/predict", "text/plain", _BODY),
    _posted("wrong: no content type", "/predict", "", _BODY),
    _posted("wrong: a list", "/predict", _JSON, "[1]"),
    _posted("wrong: null", "/predict", _JSON, "null"),
    _posted("wrong: nothing", "/predict", _JSON, ""),
    _posted("wrong: meta null", "/predict", _JSON, '{"strData":"x","meta":null}'),
    _posted("wrong: base64", "/predict", _JSON, '{"binData":"*"}'),
    _posted("wrong: two payloads", "/predict", _JSON, '{"strData":"x","jsonData":1}'),
    _posted("wrong: aggregate of nothing", "/aggregate", _JSON, "[]"),
    _posted("wrong: aggregate of something else", "/aggregate", _JSON, '{"wrong":[]}'),
    HttpQuestion("wrong: GET without a message", "GET", "/predict"),
]
PROBES = [
    HttpQuestion("probe: ping", "GET", "/health/ping"),
    HttpQuestion("probe: status", "GET", "/health/status"),
    HttpQuestion("probe: status by alias", "GET", "/api/v1.0/health/status"),
]
METADATA = [
    HttpQuestion("metadata", "GET", "/metadata"),
    HttpQuestion("metadata by alias", "GET", "/api/v1.0/metadata"),
    RpcQuestion("metadata over gRPC", "Model/Metadata", "google.protobuf.Empty", {}),
    RpcQuestion(
        "metadata by Seldon", "Seldon/ModelMetadata", "seldon.protos.SeldonModelMetadataRequest", {}
    ),
]
METRICS = HttpQuestion("metrics", "GET", "/metrics", port="metrics")
GENERIC = [
    RpcQuestion(
        "Generic: transform-input", "Generic/TransformInput", "seldon.protos.SeldonMessage", NUMBERS
    ),
    RpcQuestion(
        "Generic: transform-output",
        "Generic/TransformOutput",
        "seldon.protos.SeldonMessage",
        NUMBERS,
    ),
    RpcQuestion("Generic: route", "Generic/Route", "seldon.protos.SeldonMessage", NUMBERS),
    RpcQuestion(
        "Generic: aggregate",
        "Generic/Aggregate",
        "seldon.protos.SeldonMessageList",
        {"seldonMessages": [NUMBERS]},
    ),
    RpcQuestion(
        "Generic: feedback", "Generic/SendFeedback", "seldon.protos.Feedback", {"reward": 1}
    ),
    RpcQuestion("Router: feedback", "Router/SendFeedback", "seldon.protos.Feedback", {"reward": 1}),
    RpcQuestion("Seldon: predict", "Seldon/Predict", "seldon.protos.SeldonMessage", NUMBERS),
    RpcQuestion("Seldon: feedback", "Seldon/SendFeedback", "seldon.protos.Feedback", {"reward": 1}),
]
