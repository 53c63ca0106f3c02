"""Says in words what a vector expects."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from seldon_conformance.compare import shown
from seldon_conformance.status_codes import grpc_code

_LONGEST_JSON = 2000


def expectation_words(expectation: Mapping[str, Any]) -> str:
    """Say an expectation (vector.schema.json, expectation) in one line."""
    if "message" in expectation:
        return f"success, with the message {_json(expectation['message'])}"
    if "error" in expectation:
        error = expectation["error"]
        code = error.get("grpc") or grpc_code(error["status"])
        return (
            f"the error {error['status']} (over gRPC {code}), reason {error['reason']}, "
            f"info {_json(error['info'])}"
        )
    if "http" in expectation:
        return ", ".join(_http_words(expectation["http"]))
    return ", ".join(_grpc_words(expectation["grpc"]))


def _http_words(expected: Mapping[str, Any]) -> Iterator[str]:
    yield f"HTTP {expected['status']}"
    for name, value in expected.get("headers", {}).items():
        yield f"with the header {name}: {value}"
    if "body" in expected:
        yield f"with the body {_json(expected['body'])}"
    if "json" in expected:
        yield f"with the JSON {_json(expected['json'])}"


def _grpc_words(expected: Mapping[str, Any]) -> Iterator[str]:
    yield f"the status {expected['code']}"
    if "message" in expected:
        yield f"with the text {_json(expected['message'])}"
    if "response" in expected:
        yield f"with the message {_json(expected['response'])}"


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST_JSON else shown(value)
