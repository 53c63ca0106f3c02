"""Shows what Python's codecs have read, as ``Shown.java`` shows what Java's have.

JSON in ASCII with keys in order; of each number the bits of its double, whatever type a language
reads it as (PAY-18), so that -0.0 is not 0.0 and no rounding hides a difference.
"""

import math
import struct
from typing import Any

import numpy as np
from google.protobuf.message import Message as Proto
from seldon_wrapper.message import Feedback, Message


def shown(read: Message | list[Message] | Feedback) -> str:
    """Give the text."""
    if isinstance(read, Feedback):
        return _text(
            {
                "request": _message(read.request),
                "response": _message(read.response),
                "reward": float(read.reward),
                "truth": _message(read.truth),
            }
        )
    return _text([_message(one) for one in read] if isinstance(read, list) else _message(read))


def bits(number: float) -> str:
    """Give a double's bits; of every NaN the same."""
    if math.isnan(number):
        return "nan"
    return f"{struct.unpack('>Q', struct.pack('>d', number))[0]:x}"


def _message(message: Message | None) -> Any:
    if message is None:
        return None
    return {
        "kind": message.kind.value if message.kind else None,
        "value": _payload(message.value),
        "names": list(message.names),
        "meta": _meta(message.meta),
    }


def _payload(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        is_numeric = value.dtype.kind in "iuf"
        array = value.astype("f8") if is_numeric else value
        return {
            "form": "numbers" if is_numeric else "mixed",
            "shape": list(value.shape),
            "values": array.ravel().tolist(),
        }
    if isinstance(value, Proto):
        return {"type": value.type_url, "bytes": value.value}  # type: ignore[attr-defined]
    return value


def _meta(meta: dict[str, Any]) -> dict[str, Any]:
    metrics = [{"tags": {}, **metric} for metric in meta.get("metrics", [])]
    nothing = {"puid": "", "tags": {}, "routing": {}, "requestPath": {}}
    return {**nothing, **meta, "metrics": metrics}


def _text(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f'"{bits(float(value))}"'
    if isinstance(value, bytes):
        return _quoted(f"bytes {value.hex()}")
    if isinstance(value, dict):
        members = sorted((_quoted(key), _text(one)) for key, one in value.items())
        return "{" + ",".join(f"{key}:{one}" for key, one in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(_text(one) for one in value) + "]"
    return _quoted(f"text {value}")


def _quoted(text: str) -> str:
    units = struct.iter_unpack(">H", text.encode("utf-16-be"))
    return '"' + "".join(_sign(unit) for (unit,) in units) + '"'


def _sign(unit: int) -> str:
    sign = chr(unit)
    return sign if " " <= sign <= "~" and sign not in '"\\' else f"\\u{unit:04x}"
