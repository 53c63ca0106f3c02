"""Makes of one subject's answer the expectation that another one's answer is judged by.

So what two subjects have to agree in is what the judges look at, no more and no less: all of a
message or an error, and of other answers what the vector names.
"""

import json
from collections.abc import Mapping
from typing import Any

from seldon_conformance.asking import Answered
from seldon_conformance.compare import text_differs
from seldon_conformance.descriptors import MESSAGE
from seldon_conformance.grpc_client import GrpcAnswer
from seldon_conformance.grpc_judge import parsed
from seldon_conformance.normal_form import as_json
from seldon_conformance.proto_json import proto_as_json
from seldon_conformance.rest_client import RestAnswer

Expectation = Mapping[str, Any]


def expected_of(answered: Answered, expectation: Expectation, *, is_literal: bool) -> Expectation:
    """Make an expectation (vector.schema.json) of an answer.

    Args:
        answered: The answer.
        expectation: The vector's own for it, which tells what of the answer counts.
        is_literal: Whether texts have to be the same to the letter; else the words that the
            vector's text leaves to a language may differ.
    """
    if isinstance(answered.answer, RestAnswer):
        return _of_rest(answered.answer, expectation, is_literal=is_literal)
    return _of_grpc(answered.answer, answered.answer_type, expectation, is_literal=is_literal)


def _of_rest(answer: RestAnswer, expectation: Expectation, *, is_literal: bool) -> Expectation:
    text = answer.body.decode("utf-8", errors="backslashreplace")
    try:
        value = json.loads(answer.body)
    except ValueError:
        return {"http": {"status": answer.status, "body": text}}
    if "http" in expectation:
        return {"http": _named(answer, expectation["http"], value, text)}
    if answer.status == 200:
        return {"message": value}
    status = value.get("status") if isinstance(value, dict) else None
    if not isinstance(status, dict) or not isinstance(status.get("info"), str):
        return {"http": {"status": answer.status, "json": value}}
    info = _text(status["info"], expectation, is_literal=is_literal)
    error = {"status": answer.status, "info": info, "reason": status.get("reason")}
    return {"error": error}


def _named(answer: RestAnswer, http: Expectation, value: Any, text: str) -> Expectation:
    """Give of an HTTP answer what the vector's expectation names."""
    named: dict[str, Any] = {"status": answer.status}
    present = [name for name in http.get("headers", {}) if name.lower() in answer.headers]
    named["headers"] = {name: answer.headers[name.lower()] for name in present}
    if "json" in http:
        named["json"] = value
    if "body" in http:
        named["body"] = text
    return named


def _of_grpc(
    answer: GrpcAnswer, answer_type: str, expectation: Expectation, *, is_literal: bool
) -> Expectation:
    info = _text(answer.message, expectation, is_literal=is_literal)
    if "grpc" not in expectation and answer.error_info is not None:
        return {"error": {"grpc": answer.code, "info": info, "reason": answer.error_info.reason}}
    proto = parsed(answer, answer_type)
    if "grpc" not in expectation and proto is not None and answer_type == MESSAGE:
        return {"message": as_json(proto)}
    grpc = {"code": answer.code}
    if answer.response is None and "message" in expectation.get("grpc", {"message": ""}):
        grpc["message"] = info
    if proto is not None and "response" in expectation.get("grpc", {"response": ""}):
        return {"grpc": {**grpc, "response": proto_as_json(proto)}}
    return {"grpc": grpc}


def _text(text: str, expectation: Expectation, *, is_literal: bool) -> str:
    """Give a text, or the vector's template of it where words may differ."""
    template = expectation.get("error", {}).get("info")
    template = template or expectation.get("grpc", {}).get("message")
    if is_literal or template is None or text_differs(text, template):
        return text
    return str(template)
