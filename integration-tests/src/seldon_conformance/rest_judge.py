"""Says where an HTTP answer is not the expected one."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from seldon_conformance.compare import Difference, differences, shown, text_differs
from seldon_conformance.normal_form import from_json
from seldon_conformance.rest_client import RestAnswer

_JSON_TYPE = "application/json"


def rest_differences(
    answer: RestAnswer, expectation: Mapping[str, Any], tolerance: float
) -> Iterator[Difference]:
    """Yield where an answer differs from an expectation (vector.schema.json, expectation).

    Args:
        answer: What came back.
        expectation: With one of message, error and http.
        tolerance: Largest relative error between numbers.
    """
    if "message" in expectation:
        yield from _from_message(answer, expectation["message"], tolerance)
    elif "error" in expectation:
        yield from _from_error(answer, expectation["error"])
    else:
        yield from _from_http(answer, expectation["http"], tolerance)


def read_json(answer: RestAnswer) -> tuple[Any, list[Difference]]:
    """Give the JSON of a good answer, nothing if there is none, and what is wrong around it."""
    if answer.status != 200:
        return None, [Difference("status", f"{answer.status} {shown(_text(answer.body))}", "200")]
    found = list(_from_content_type(answer))
    try:
        return _strict_json(answer.body), found
    except ValueError as error:
        return None, [*found, _not_json(answer, error)]


def read_message(answer: RestAnswer) -> tuple[Any, list[Difference]]:
    """Give the SeldonMessage of a good answer as JSON, and what is wrong around its payload.

    Returns:
        As ``read_json``; what every message has in JSON (MET-7, NAM-4) is looked for too.
    """
    message, found = read_json(answer)
    return message, found or list(_from_envelope(message))


def _from_message(answer: RestAnswer, expected: Any, tolerance: float) -> Iterator[Difference]:
    message, found = read_message(answer)
    yield from found
    if message is not None:
        yield from differences(from_json(message), from_json(expected), tolerance)


def _from_envelope(message: Any) -> Iterator[Difference]:
    """Yield what is missing that JSON always has: MET-7, NAM-4."""
    if not isinstance(message, dict):
        yield Difference("body", shown(message), "an object")
        return
    if not isinstance(message.get("meta"), dict):
        yield Difference(
            "meta",
            shown(message["meta"]) if "meta" in message else "nothing",
            "an object, empty or not",
        )
    data = message.get("data")
    if isinstance(data, dict) and not isinstance(data.get("names"), list):
        yield Difference(
            "data.names",
            shown(data["names"]) if "names" in data else "nothing",
            "an array, empty or not",
        )


def _from_error(answer: RestAnswer, expected: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield where an answer is not the error of ERR-1."""
    if answer.status != expected["status"]:
        yield Difference("status", str(answer.status), str(expected["status"]))
    yield from _from_content_type(answer)
    try:
        message = _strict_json(answer.body)
    except ValueError as error:
        yield _not_json(answer, error)
        return
    status = {
        "code": expected["status"],
        "info": expected["info"],
        "reason": expected["reason"],
        "status": "FAILURE",
    }
    got = message.get("status") if isinstance(message, dict) else None
    info = got.get("info") if isinstance(got, dict) else None
    if isinstance(info, str) and not text_differs(info, expected["info"]):
        status["info"] = info
    yield from differences(message, {"status": status}, path="body")


def _from_http(
    answer: RestAnswer, expected: Mapping[str, Any], tolerance: float
) -> Iterator[Difference]:
    if answer.status != expected["status"]:
        yield Difference(
            "status", f"{answer.status} {shown(_text(answer.body))}", str(expected["status"])
        )
    for name, value in expected.get("headers", {}).items():
        got = answer.headers.get(name.lower())
        if got is None or _header(name, got, value) != _header(name, value, value):
            yield Difference(f"header {name}", "nothing" if got is None else got, value)
    if "body" in expected and _text(answer.body) != expected["body"]:
        yield Difference("body", shown(_text(answer.body)), shown(expected["body"]))
    if "json" in expected:
        yield from _from_content_type(answer)
        try:
            got_json = _strict_json(answer.body)
        except ValueError as error:
            yield _not_json(answer, error)
            return
        yield from differences(got_json, expected["json"], tolerance, "body")


def _header(name: str, value: str, expected: str) -> object:
    """Give what of a header is compared: Allow is a set, and a charset may stand by a type."""
    if name.lower() == "allow":
        return {method.strip() for method in value.split(",")}
    if name.lower() == "content-type" and ";" not in expected:
        return _media_type(value)
    return value


def _from_content_type(answer: RestAnswer) -> Iterator[Difference]:
    content_type = answer.headers.get("content-type", "nothing")
    if _media_type(content_type) != _JSON_TYPE:
        yield Difference("header Content-Type", content_type, _JSON_TYPE)


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _strict_json(body: bytes) -> Any:
    """Parse JSON as every parser would: UTF-8, no NaN or Infinity, no key twice.

    Raises:
        ValueError: It is none.
    """
    return json.loads(
        body.decode("utf-8"), parse_constant=_refused, object_pairs_hook=_without_duplicates
    )


def _refused(literal: str) -> Any:
    raise ValueError(f"bare {literal}")


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key twice")
    return members


def _not_json(answer: RestAnswer, error: ValueError) -> Difference:
    return Difference("body", f"{shown(_text(answer.body))}: {error}", "strict JSON in UTF-8")


def _text(body: bytes) -> str:
    return body.decode("utf-8", errors="backslashreplace")
