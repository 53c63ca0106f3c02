"""Makes HTTP requests from the steps of vectors."""

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from seldon_conformance.rest_client import RestRequest

_JSON_TYPE = "application/json"
_BOUNDARY = "seldon-conformance-boundary"


def verb_request(verb: str, message: Any) -> RestRequest:
    """Make the request of a verb: its message as JSON, POSTed to the verb's path."""
    return RestRequest(
        "POST", f"/{verb}", {"Content-Type": _JSON_TYPE}, _json_text(message).encode()
    )


def rest_request(rest: Mapping[str, Any]) -> RestRequest:
    """Make the request that the ``rest`` of a step describes (vector.schema.json, restRequest)."""
    content_type, body = _body(rest)
    headers = {} if content_type is None else {"Content-Type": content_type}
    for name, value in rest.get("headers", {}).items():
        headers = {known: kept for known, kept in headers.items() if known.lower() != name.lower()}
        headers[name] = value
    query = _urlencoded(rest["query"]) if "query" in rest else ""
    target = f"{rest['path']}?{query}" if query else rest["path"]
    return RestRequest(rest["method"], target, headers, body)


def _body(rest: Mapping[str, Any]) -> tuple[str | None, bytes | None]:
    """Give the content type that a body brings with it, and its bytes."""
    if "body" in rest:
        return None, rest["body"].encode()
    if "bodyBase64" in rest:
        return None, base64.b64decode(rest["bodyBase64"])
    if "json" in rest:
        return _JSON_TYPE, _json_text(rest["json"]).encode()
    if "form" in rest:
        return "application/x-www-form-urlencoded", _urlencoded(rest["form"]).encode()
    if "multipart" in rest:
        return f"multipart/form-data; boundary={_BOUNDARY}", _multipart(rest["multipart"])
    return None, None


def _multipart(parts: Sequence[Mapping[str, Any]]) -> bytes:
    """Write multipart/form-data."""
    pieces = []
    for part in parts:
        disposition = f'form-data; name="{part["name"]}"'
        content_type = part.get("contentType")
        if "filename" in part:
            disposition += f'; filename="{part["filename"]}"'
            content_type = content_type or "application/octet-stream"
        head = f"--{_BOUNDARY}\r\nContent-Disposition: {disposition}\r\n"
        if content_type:
            head += f"Content-Type: {content_type}\r\n"
        value = (
            base64.b64decode(part["valueBase64"])
            if "valueBase64" in part
            else _text(part["value"]).encode()
        )
        pieces.append(f"{head}\r\n".encode() + value + b"\r\n")
    return b"".join(pieces) + f"--{_BOUNDARY}--\r\n".encode()


def _urlencoded(fields: Mapping[str, Any]) -> str:
    return urlencode({name: _text(value) for name, value in fields.items()})


def _text(value: Any) -> str:
    """Give a string as it is, anything else as its JSON."""
    return value if isinstance(value, str) else _json_text(value)


def _json_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
