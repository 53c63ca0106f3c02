"""JSON values, as a reader of JSON gives them, to messages (contract.md, PAY, MET, FBK)."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import numpy.typing as npt

from seldon_wrapper import protos
from seldon_wrapper.errors import PayloadError
from seldon_wrapper.message import Feedback, Kind, Message, tensor
from seldon_wrapper.message import ndarray as nested
from seldon_wrapper.message.json_value import check_request
from seldon_wrapper.meta import float32
from seldon_wrapper.rest.base64_text import base64_bytes
from seldon_wrapper.rest.decode_meta import meta_of
from seldon_wrapper.rest.json_types import array_of, integer_of, object_of, refuse, shown, string_of
from seldon_wrapper.tftensor_proto import tftensor_of

_FEEDBACK_KEYS = ("request", "response", "reward", "truth")
_DATA_KEYS = ("tensor", "ndarray", "tftensor")
_PAYLOAD_KEYS = ("data", "jsonData", "strData", "binData", "customData")
_SPECIAL = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}
_SIZE = re.compile(r"-?[0-9]{1,10}")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_NUMBER_EXPECTED = 'a number, "NaN", "Infinity" or "-Infinity"'


def message_of(body: Any) -> Message:
    """Read a SeldonMessage.

    Raises:
        PayloadError: With the contract's text.
    """
    if not isinstance(body, dict):
        refuse("body", body, "a SeldonMessage object")
    message = _part(body)
    if message.kind is None:
        expected = ", ".join(_PAYLOAD_KEYS)
        text = f"payload: none (expected: one of {expected})"
        raise PayloadError(text)
    return message


def messages_of(body: Any) -> list[Message]:
    """Read a SeldonMessageList, or a bare array of SeldonMessage (DIS-6)."""
    items = body
    if isinstance(body, dict) and body.get("seldonMessages") is not None:
        items = array_of(body["seldonMessages"], "seldonMessages")
    if isinstance(items, dict):
        text = "an object without seldonMessages"
        message = f"body: {text} (expected: a SeldonMessageList or an array of SeldonMessage)"
        raise PayloadError(message)
    if not isinstance(items, list):
        refuse("body", items, "a SeldonMessageList or an array of SeldonMessage")
    if not items:
        message = "seldonMessages: none (expected: one or more)"
        raise PayloadError(message)
    found = []
    for index, item in enumerate(items):
        if not isinstance(item, dict):
            refuse(f"seldonMessages[{index}]", item, "a SeldonMessage object")
        try:
            found.append(message_of(item))
        except PayloadError as error:
            raise error.within(f"seldonMessages[{index}]") from error
    return found


def feedback_of(body: Any) -> Feedback:
    """Read a Feedback (FBK-1)."""
    if not isinstance(body, dict):
        refuse("body", body, "a Feedback object")
    for key in body:
        if key not in _FEEDBACK_KEYS:
            known = ", ".join(_FEEDBACK_KEYS)
            message = f"feedback: unknown key {key} (expected: {known})"
            raise PayloadError(message)
    reward = body.get("reward")
    number = 0.0 if reward is None else _number(reward, "reward")
    if math.isinf(float32(number)) and not math.isinf(number):
        message = "reward: out of range (expected: a float32)"
        raise PayloadError(message)
    return Feedback(
        _feedback_part(body, "request"),
        _feedback_part(body, "response"),
        float32(number),
        _feedback_part(body, "truth"),
    )


def _feedback_part(body: dict[str, Any], key: str) -> Message | None:
    value = body.get(key)
    if value is None:
        return None
    if not isinstance(value, dict):
        refuse(key, value, "a SeldonMessage object")
    try:
        return _part(value)
    except PayloadError as error:
        raise error.within(key) from error


def _part(body: dict[str, Any]) -> Message:
    """Read a message that may have no payload."""
    present = [k for k in _PAYLOAD_KEYS if body.get(k) is not None or _is_null_json(body, k)]
    key = _only(present, "payload") if present else None
    meta = meta_of(body.get("meta"))
    if key is None:
        return Message(None, None, meta=meta)
    if key == "data":
        kind, value, names = _data(object_of(body["data"], "data"))
        return Message(kind, value, names, meta)
    return Message(Kind(key), _PAYLOADS[key](body[key]), meta=meta)


def _data(data: dict[str, Any]) -> tuple[Kind, Any, list[str]]:
    names = data.get("names")
    found = names_of(names)
    present = [key for key in _DATA_KEYS if data.get(key) is not None]
    if not present:
        text = f"data: none (expected: one of {', '.join(_DATA_KEYS)})"
        raise PayloadError(text)
    key = _only(present, "data")
    value = data[key]
    if key == "ndarray":
        array = nested.from_nested(value)
    elif key == "tensor":
        array = _tensor(object_of(value, "tensor"))
    else:
        array = tftensor_of(protos.tensor_from_json(object_of(value, "tftensor")))
    return Kind(key), array, found


def _tensor(value: dict[str, Any]) -> npt.NDArray[Any]:
    shape = shape_of(value.get("shape"))
    numbers = array_of(_or_empty(value.get("values")), "tensor values")
    return tensor.to_array(shape, _values(numbers))


def _values(numbers: list[Any]) -> npt.NDArray[Any]:
    if set(map(type, numbers)) <= {int, float}:
        try:
            array = np.array(numbers)
        except (ValueError, OverflowError):
            array = np.empty(0, dtype=object)
        if array.ndim == 1 and array.dtype.kind in "if":
            return array
    if all(type(number) is int for number in numbers) and numbers:
        return nested.from_nested(numbers)
    values = [_number(number, f"tensor values[{i}]") for i, number in enumerate(numbers)]
    return np.array(values, dtype=np.float64)


def _is_null_json(body: dict[str, Any], key: str) -> bool:
    """Whether the key is a jsonData of null, the one payload that null may be (PAY-2)."""
    return key == "jsonData" and key in body


def _only(present: list[str], what: str) -> str:
    if len(present) > 1:
        message = f"{what}: {' and '.join(present)} (expected: one)"
        raise PayloadError(message)
    return present[0]


def names_of(names: Any) -> list[str]:
    """Read ``data.names``; none is an empty list.

    Raises:
        PayloadError: No array of strings.
    """
    if names is None:
        return []
    if not isinstance(names, list):
        refuse("data.names", names, "an array of strings")
    return [string_of(name, f"data.names[{index}]") for index, name in enumerate(names)]


def shape_of(shape: Any) -> list[int]:
    """Read a tensor's ``shape``; none is an empty list.

    Raises:
        PayloadError: No array of integers of 32 bits.
    """
    sizes = array_of(_or_empty(shape), "tensor shape")
    return [_size(size, f"tensor shape[{index}]") for index, size in enumerate(sizes)]


def _number(value: Any, where: str) -> float:
    """Read a double of proto3 JSON (PAY-5)."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        if value in _SPECIAL:
            return _SPECIAL[value]
        if _NUMBER.fullmatch(value) and math.isfinite(number := float(value)):
            return number
    message = f"{where}: {shown(value)} (expected: {_NUMBER_EXPECTED})"
    raise PayloadError(message)


def _or_empty(value: Any) -> Any:
    return [] if value is None else value


def _size(value: Any, where: str) -> int:
    """Read an int32 of proto3 JSON, which may be written as a string."""
    if isinstance(value, str) and _SIZE.fullmatch(value):
        value = int(value)
    return integer_of(value, where)


def _json(value: Any) -> Any:
    check_request(value, "jsonData")
    return value


def _binary(value: Any) -> bytes:
    if not isinstance(value, str):
        refuse("binData", value, "a base64 string")
    return base64_bytes(value, "binData")


def _any(value: Any) -> Any:
    return protos.any_from_json(object_of(value, "customData"))


_PAYLOADS = {
    "jsonData": _json,
    "strData": lambda value: string_of(value, "strData"),
    "binData": _binary,
    "customData": _any,
}
