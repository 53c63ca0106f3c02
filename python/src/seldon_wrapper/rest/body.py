"""From a request to the JSON value it carries: all ways to send a body (contract.md, BOD)."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import orjson

from seldon_wrapper.errors import ContentTypeError, PayloadError
from seldon_wrapper.http.exchange import HttpRequest

_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_UTF8 = ("utf-8", "utf8", "us-ascii", "ascii")


class Body:
    """What a request carried.

    Attributes:
        raw: The bytes as they came, for a raw method that wants them.
        text: The message as JSON; None if it came in parts.
    """

    __slots__ = ("_value", "_what", "raw", "text")

    def __init__(self, raw: bytes, text: bytes | None, what: str = "", value: Any = None) -> None:
        """Take the text, and what it is called in an error; or the value of the parts."""
        self.raw = raw
        self.text = text
        self._what = what
        self._value = value

    @property
    def value(self) -> Any:
        """The JSON value.

        Raises:
            PayloadError: The text is no JSON (ERR-3).
        """
        if self.text is None:
            return self._value
        try:
            return orjson.loads(self.text)
        except orjson.JSONDecodeError as error:
            message = f"{self._what}: malformed JSON"
            raise PayloadError(message) from error


def read_body(request: HttpRequest) -> Body:
    """Read a request's message.

    Raises:
        PayloadError: No message, or none that can be found; that it is JSON is not looked at yet.
        ContentTypeError: A content type, charset or encoding that is not read.
    """
    raw = request.body
    mimetype, options = _content_type(request)
    if mimetype in (_FORM, _MULTIPART):
        _check_encoding(request)
    if mimetype == _MULTIPART:
        from seldon_wrapper.rest.multipart import message_of_parts  # noqa: PLC0415 - werkzeug

        return Body(raw, None, value=message_of_parts(raw, options.get("boundary", "")))
    in_form = _field(raw, "form json") if mimetype == _FORM else None
    if in_form is not None:
        return Body(in_form, in_form, "form json")
    query = request.query
    in_query = _field(query, "query json") if query else None
    if in_query is not None:
        return Body(in_query, in_query, "query json")
    if mimetype == _FORM:
        hint = "expected: json=<message>; for a raw body send Content-Type: application/json"
        message = f"form: no field json ({hint})"
        raise PayloadError(message)
    _check_encoding(request)
    return _raw_json(raw, mimetype, options)


def _content_type(request: HttpRequest) -> tuple[str, dict[str, str]]:
    """Give the media type in lower case, and its options."""
    content_type = request.header(b"content-type")
    if content_type in ("", _JSON):
        return content_type, {}
    # werkzeug takes a tenth of a second to import, and the usual request does not need it.
    from werkzeug.http import parse_options_header  # noqa: PLC0415

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
    return Body(raw, raw, "body")


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


def _check_encoding(request: HttpRequest) -> None:
    encoding = request.header(b"content-encoding").strip().lower()
    if encoding not in ("", "identity"):
        message = f"content encoding: {encoding} (expected: identity)"
        raise ContentTypeError(message)
