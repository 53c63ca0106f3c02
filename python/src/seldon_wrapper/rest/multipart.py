"""A message from multipart/form-data: each part is a key of it (contract.md, BOD-5)."""

from __future__ import annotations

from typing import Any

import orjson
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

from seldon_wrapper.errors import PayloadError
from seldon_wrapper.rest.base64_text import base64_text

_MESSAGE_PARTS = ("json", "data", "jsonData", "customData", "meta", "seldonMessages")
_FEEDBACK_PARTS = ("request", "response", "reward", "truth")
_JSON_PARTS = frozenset((*_MESSAGE_PARTS, *_FEEDBACK_PARTS))


def message_of_parts(raw: bytes, boundary: str) -> Any:
    """Read the parts of a multipart body.

    Args:
        raw: The whole body.
        boundary: As the content type gave it.

    Returns:
        The value of the field ``json`` if there is one, else an object of all parts.

    Raises:
        PayloadError: The body is no multipart, or a part can't be read.
    """
    message: dict[str, Any] = {}
    for name, is_file, data in _parts(raw, boundary):
        message[name] = _value(name, data, is_file=is_file)
    return message.get("json", message)


def _value(name: str, data: bytes, *, is_file: bool) -> Any:
    """Read a part; of one with an unknown name only the name counts."""
    if name == "binData" and is_file:
        return base64_text(data)
    if name in ("strData", "binData"):
        return _text(data, name)
    return _json(data, name) if name in _JSON_PARTS else None


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"multipart {name}: not UTF-8"
        raise PayloadError(message) from error


def _json(data: bytes, name: str) -> Any:
    _text(data, name)
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        message = f"multipart {name}: malformed JSON"
        raise PayloadError(message) from error


def _parts(raw: bytes, boundary: str) -> list[tuple[str, bool, bytes]]:
    """Give name, whether it is a file, and the bytes of each part, in order."""
    if not boundary:
        message = "body: malformed multipart"
        raise PayloadError(message)
    try:
        return _decoded(MultipartDecoder(boundary.encode("latin-1")), raw)
    except (ValueError, RequestEntityTooLarge) as error:
        message = "body: malformed multipart"
        raise PayloadError(message) from error


def _decoded(decoder: MultipartDecoder, raw: bytes) -> list[tuple[str, bool, bytes]]:
    decoder.receive_data(raw)
    decoder.receive_data(None)
    found: list[tuple[str, bool, bytes]] = []
    name, is_file, chunks = "", False, bytearray()
    while not isinstance(event := decoder.next_event(), NeedData):
        if isinstance(event, (Field, File)):
            name, is_file, chunks = (
                event.name or "",
                bool(getattr(event, "filename", "")),
                bytearray(),
            )
        elif isinstance(event, Data):
            chunks += event.data
            if not event.more_data:
                found.append((name, is_file, bytes(chunks)))
        elif isinstance(event, Epilogue):
            break
    return found
