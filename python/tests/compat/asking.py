"""Asks a server, and reads its answers into one form, in which equal answers are equal.

The form of a good answer is that of the conformance suite (``normal_form``), with NaN and
infinities as strings, so that it can be kept as JSON. The form of an error is what both servers
mean by it, for their words differ in each case (contract.md, ERR-1): upstream's ``code`` is -1 and
its ``status`` the number 1, over gRPC all is UNKNOWN, and the text has a prefix of grpcio's.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import Any

from compat.questions import VERBS, AnyQuestion, HttpQuestion, Question, RpcQuestion
from seldon_conformance.descriptors import contract_descriptors
from seldon_conformance.grpc_client import GrpcClient
from seldon_conformance.normal_form import from_json, from_proto
from seldon_conformance.proto_json import proto_as_json, proto_from_json
from seldon_conformance.rest_client import RestAnswer, RestClient, RestRequest

_PREFIX = "Exception calling application: "
_SAMPLE = re.compile(r"(?P<name>[a-zA-Z_:][\w:]*)(?:\{(?P<labels>.*)\})? (?P<value>\S+)")
_LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')
# The components' own metrics begin so; the rest is each server's.
_OWN = ("my", "asked", "seldon_api_model_feedback")
# A process id, and when a series was made: other each time.
_VOLATILE_LABEL, _VOLATILE_SUFFIX = "worker_id", "_created"
_ADDED = ("_total", "_bucket", "_count", "_sum")


@dataclass(frozen=True)
class Target:
    """Where a server is: two URLs and an address."""

    rest_url: str
    metrics_url: str
    grpc_target: str


def answers_of(target: Target, questions: list[AnyQuestion]) -> dict[str, Any]:
    """Ask all questions in order.

    Returns:
        What came back, by ``question/transport``.
    """
    found: dict[str, Any] = {}
    with GrpcClient(target.grpc_target) as rpc:
        for question in questions:
            for transport, answer in _answers(target, rpc, question):
                key = f"{question.name}/{transport}"
                if key in found:
                    raise ValueError(f"{key}: asked twice (expected: a name of its own)")
                found[key] = answer
    return found


def _answers(target: Target, rpc: GrpcClient, question: AnyQuestion) -> list[tuple[str, Any]]:
    if isinstance(question, HttpQuestion):
        if question.port == "metrics":
            text = RestClient(target.metrics_url).send(_request(question)).body.decode()
            return [("rest", _samples(text))]
        return [("rest", _rest(RestClient(target.rest_url).send(_request(question))))]
    if isinstance(question, RpcQuestion):
        method = f"seldon.protos.{question.rpc}"
        return [("grpc", _grpc(rpc, method, question.full_name, question.message))]
    return [(it, _asked(target, rpc, question, it)) for it in question.transports]


def _asked(target: Target, rpc: GrpcClient, question: Question, transport: str) -> Any:
    path, method, name = VERBS[question.verb]
    if transport == "grpc":
        return _grpc(rpc, f"seldon.protos.{method}", f"seldon.protos.{name}", question.message)
    body = json.dumps(question.message).encode()
    request = RestRequest("POST", path, {"Content-Type": "application/json"}, body)
    return _rest(RestClient(target.rest_url).send(request))


def _request(question: HttpQuestion) -> RestRequest:
    return RestRequest(question.method, question.target, question.headers, question.body)


def _rest(answer: RestAnswer) -> Any:
    content_type = answer.headers.get("content-type", "").partition(";")[0]
    if content_type != "application/json":
        return {"http": answer.status, "type": content_type, "text": answer.body.decode()}
    # Upstream writes NaN and Infinity, which JSON does not have.
    body = json.loads(answer.body, parse_constant=lambda word: f"bare {word}")
    status = body.get("status") if isinstance(body, dict) else None
    if isinstance(status, dict) and (status.get("code"), status.get("status")) in (
        (-1, 1),
        (answer.status, "FAILURE"),
    ):
        error = {"http": answer.status, "info": status["info"], "reason": status["reason"]}
        rest = {key: value for key, value in body.items() if key != "status"}
        return {"error": {**error, **rest}}
    if answer.status == 200:
        return printable(from_json(body))
    return {"http": answer.status, "body": printable(body)}


def _grpc(rpc: GrpcClient, method: str, full_name: str, message: Any) -> Any:
    request = proto_from_json(full_name, message).SerializeToString()
    answer = rpc.call(method, request)
    if answer.response is None:
        return {"error": {"info": answer.message.removeprefix(_PREFIX)}}
    output = contract_descriptors().method(method).output_type.full_name
    response = contract_descriptors().message_class(output).FromString(answer.response)
    if output == "seldon.protos.SeldonMessage":
        return printable(from_proto(response))
    return printable(proto_as_json(response))


def _samples(text: str) -> dict[str, float]:
    """Give the components' own series by name and labels; a server's processes count together."""
    found: dict[str, float] = {}
    for match in _SAMPLE.finditer(text):
        name = match["name"]
        if name.startswith(_OWN) and not name.endswith(_VOLATILE_SUFFIX):
            labels = dict(_LABEL.findall(match["labels"] or ""))
            labels.pop(_VOLATILE_LABEL, None)
            listed = ",".join(f"{key}={value}" for key, value in sorted(labels.items()))
            key, value = f"{name}{{{listed}}}", float(match["value"])
            found[key] = found.get(key, 0.0) + value if name.endswith(_ADDED) else value
    return found


def printable(value: Any) -> Any:
    """Give plain JSON: numbers that JSON lacks as strings, bytes as hexadecimal digits."""
    if isinstance(value, dict):
        # Sorted, for a map of protobuf comes in another order each time.
        return {key: printable(value[key]) for key in sorted(value)}
    if isinstance(value, (list, tuple)):
        return [printable(item) for item in value]
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value
