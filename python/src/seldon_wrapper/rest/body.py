"""From a WSGI environ to the JSON value it carries: all ways to send a body (contract.md, BOD)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import orjson
from werkzeug.http import parse_options_header

from seldon_wrapper.errors import ContentTypeError, PayloadError, TooLargeError
from seldon_wrapper.rest.multipart import message_of_parts

_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_UTF8 = ("utf-8", "utf8", "us-ascii", "ascii")


@dataclass(slots=True)
class Body:
    """What a request carried.

    Attributes:
        value: The JSON value.
        raw: The bytes as they came, for a raw method that wants them.
    """

    value: Any
    raw: bytes


def read_body(environ: dict[str, Any], limit_bytes: int) -> Body:
    """Read a request's message.

    Args:
        environ: Of the WSGI request.
        limit_bytes: Longest body (LIM-1).

    Raises:
        PayloadError: No message, or none that can be read.
        ContentTypeError: A content type, charset or encoding that is not read.
        TooLargeError: More bytes than the limit.
    """
    raw = _read(environ, limit_bytes)
    mimetype, options = _content_type(environ)
    if mimetype in (_FORM, _MULTIPART):
        _check_encoding(environ)
    if mimetype == _MULTIPART:
        return Body(message_of_parts(raw, options.get("boundary", "")), raw)
    in_form = _field(raw, "form json") if mimetype == _FORM else None
    if in_form is not None:
        return _parsed(in_form, "form json")
    query = environ.get("QUERY_STRING")
    in_query = _field(query.encode("latin-1"), "query json") if query else None
    if in_query is not None:
        return _parsed(in_query, "query json")
    if mimetype == _FORM:
        hint = "expected: json=<message>; for a raw body send Content-Type: application/json"
        message = f"form: no field json ({hint})"
        raise PayloadError(message)
    _check_encoding(environ)
    return _raw_json(raw, mimetype, options)


def _content_type(environ: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """Give the media type in lower case, and its options."""
    content_type = environ.get("CONTENT_TYPE") or ""
    if content_type in ("", _JSON):
        return content_type, {}
    mimetype, options = parse_options_header(content_type)
    return mimetype.lower(), options


def _raw_json(raw: bytes, mimetype: str, options: dict[str, str]) -> Body:
    is_json = mimetype.startswith("application/") and mimetype.endswith("+json")
    if mimetype and mimetype != _JSON and not is_json:
        expected = f"{_JSON}, {_FORM} or {_MULTIPART}"
        message = f"content type: {mimetype} (expected: {expected})"
        raise ContentTypeError(message)
    charset = options.get("charset", "utf-8")
    if charset.lower() not in _UTF8:
        message = f"charset: {charset} (expected: utf-8)"
        raise ContentTypeError(message)
    if not raw:
        message = "body: empty (expected: a message as JSON)"
        raise PayloadError(message)
    return _parsed(raw, "body")


def _parsed(text: bytes, what: str) -> Body:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        message = f"{what}: malformed JSON"
        raise PayloadError(message) from error
    return Body(value, text)


def _field(encoded: bytes, what: str) -> bytes | None:
    """Give the field ``json`` of a form or query, the last one if there are several."""
    try:
        fields = parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict"
        )
    except UnicodeDecodeError as error:
        message = f"{what}: malformed JSON"
        raise PayloadError(message) from error
    found = [value for name, value in fields if name == "json"]
    return found[-1].encode("utf-8") if found else None


def _check_encoding(environ: dict[str, Any]) -> None:
    encoding = (environ.get("HTTP_CONTENT_ENCODING") or "").strip().lower()
    if encoding not in ("", "identity"):
        message = f"content encoding: {encoding} (expected: identity)"
        raise ContentTypeError(message)


def _read(environ: dict[str, Any], limit_bytes: int) -> bytes:
    declared = environ.get("CONTENT_LENGTH")
    if declared and declared.isdecimal() and int(declared) > limit_bytes:
        raise _too_large(declared, limit_bytes)
    raw: bytes = environ["wsgi.input"].read(limit_bytes + 1)
    if len(raw) > limit_bytes:
        got = f"over {limit_bytes}"
        raise _too_large(got, limit_bytes)
    return raw


def _too_large(got: str, limit_bytes: int) -> TooLargeError:
    return TooLargeError(f"body: {got} bytes (expected: at most {limit_bytes})")
