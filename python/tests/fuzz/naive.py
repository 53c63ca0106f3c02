"""Slow and plain readings of the contract, by the standard library and protobuf alone.

The judges of the codecs: json and protobuf read the bytes, and arrays are made value by value, as
contract.md has it (PAY-4 to PAY-8, PAY-18, LIM-2). What no short way touches (meta, sizes of a
tensor, payloads that are no arrays) is read by the codec's own functions from the values that the
judges have read.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

import numpy as np
from google.protobuf.message import DecodeError

from seldon_wrapper import protos
from seldon_wrapper.errors import PayloadError
from seldon_wrapper.message import Feedback, Kind, Message, tensor
from seldon_wrapper.message.json_value import describe
from seldon_wrapper.rest import decode as rest
from seldon_wrapper.rest.decode_meta import meta_of as json_meta
from seldon_wrapper.rpc import decode as rpc
from seldon_wrapper.rpc.decode_meta import meta_of as proto_meta

_INT64 = range(-(2**63), 2**63)
_UINT64_END = 2**64
_MAX_LEVELS = 30
_SPECIAL = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
_NUMBER_TEXT = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WANTED = 'a number, "NaN", "Infinity" or "-Infinity"'


def loads(body: bytes) -> Any:
    """Read JSON by the standard library; what the contract calls malformed is refused (ERR-3)."""
    try:
        value = json.loads(
            body.decode("utf-8"),
            parse_constant=_refused,
            parse_int=_whole,
            parse_float=_finite,
            object_pairs_hook=_object,
        )
        _check_text(value)
    except ValueError as error:  # also UnicodeError, which both steps may raise
        raise PayloadError("body: malformed JSON") from error
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object; the last of equal keys counts, but none of them may be malformed."""
    found = dict(pairs)
    if len(found) < len(pairs):
        _check_text(pairs)
    return found


def _check_text(value: Any) -> None:
    """Refuse a lone surrogate, which is no text."""
    json.dumps(value, ensure_ascii=False).encode("utf-8")


def _refused(word: str) -> None:
    raise ValueError(word)


def _whole(text: str) -> int | float:
    """Read an integer; beyond 64 bits it is a double (PAY-18)."""
    value = int(text)
    return value if _INT64.start <= value < _UINT64_END else _finite(text)


def _finite(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise ValueError(text)
    return value


def json_message(body: bytes) -> Message:
    """Read a SeldonMessage of JSON."""
    return _message(loads(body))


def json_messages(body: bytes) -> list[Message]:
    """Read a SeldonMessageList of JSON."""
    value = loads(body)
    items = value.get("seldonMessages") if isinstance(value, dict) else value
    if not isinstance(items, list) or not items or not all(isinstance(i, dict) for i in items):
        return rest.messages_of(value)
    return [_within(f"seldonMessages[{i}]", _message, item) for i, item in enumerate(items)]


def json_feedback(body: bytes) -> Feedback:
    """Read a Feedback of JSON."""
    value = loads(body)
    if not isinstance(value, dict) or any(
        type(value.get(k)) not in (dict, type(None)) for k in _PARTS
    ):
        return rest.feedback_of(value)
    # Keys and reward first, of which the parts know nothing.
    empty = rest.feedback_of({k: v for k, v in value.items() if k not in _PARTS})
    parts = [None if value.get(key) is None else _within(key, _part, value[key]) for key in _PARTS]
    return Feedback(parts[0], parts[1], empty.reward, parts[2])


_PARTS = ("request", "response", "truth")


def _within(place: str, read: Any, value: Any) -> Any:
    try:
        return read(value)
    except PayloadError as error:
        raise error.within(place) from error


def _message(value: Any) -> Message:
    message = _part(value) if isinstance(value, dict) else rest.message_of(value)
    return message if message.kind is not None else rest.message_of({})


def _part(value: dict[str, Any]) -> Message:
    """Read a message; of its data the arrays are made here."""
    data = value.get("data")
    others = [key for key in ("jsonData",) if key in value]
    others += [k for k in ("strData", "binData", "customData") if value.get(k) is not None]
    if not isinstance(data, dict) or others:
        return rest._part(value)
    meta = json_meta(value.get("meta"))
    forms = [form for form in ("tensor", "ndarray") if data.get(form) is not None]
    if len(forms) != 1 or data.get("tftensor") is not None:
        return rest._part(value)
    # Names are read before the array.
    names = rest._part({"data": {"names": data.get("names"), "ndarray": []}}).names
    if forms == ["ndarray"]:
        return Message(Kind.NDARRAY, nested(data["ndarray"]), names, meta)
    return Message(Kind.TENSOR, _json_tensor(data["tensor"]), names, meta)


def _json_tensor(value: Any) -> Any:
    shape = value.get("shape") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(shape, (list, type(None))):
        return rest._tensor(rest.object_of(value, "tensor"))
    sizes = [rest._size(size, f"tensor shape[{index}]") for index, size in enumerate(shape or [])]
    numbers = rest.array_of([] if value.get("values") is None else value["values"], "tensor values")
    read = [_number(number, f"tensor values[{index}]") for index, number in enumerate(numbers)]
    whole = bool(read) and all(type(number) is int and number in _INT64 for number in read)
    return tensor.to_array(sizes, np.array(read, dtype=np.int64 if whole else np.float64))


def _number(value: Any, where: str) -> int | float:
    if type(value) in (int, float):
        return value
    if isinstance(value, str) and value in _SPECIAL:
        return _SPECIAL[value]
    if isinstance(value, str) and _NUMBER_TEXT.fullmatch(value) and math.isfinite(float(value)):
        return float(value)
    told = describe(value) if isinstance(value, (list, dict)) else rest.shown(value)
    raise PayloadError(f"{where}: {told} (expected: {_WANTED})")


def nested(value: Any) -> Any:
    """Make an array of nested lists, value by value."""
    if not isinstance(value, list):
        raise PayloadError(f"ndarray: {describe(value)} (expected: an array)")
    shape, leaves = _shape(value), []
    _gather(value, shape, "ndarray", leaves)
    kinds = {type(leaf) for leaf in leaves}
    if kinds <= {int, float, type(None)}:
        whole = kinds == {int} and all(leaf in _INT64 for leaf in leaves)
        found = np.array(leaves, dtype=np.int64 if whole else np.float64)
    else:
        found = np.empty(len(leaves), dtype=bool if kinds == {bool} else object)
        for index, leaf in enumerate(leaves):
            found[index] = leaf
    _check(leaves)
    return found.reshape(shape)


def _shape(value: Any) -> tuple[int, ...]:
    shape = []
    while isinstance(value, list):
        if len(shape) == _MAX_LEVELS:
            raise PayloadError(f"ndarray: nested deeper than {_MAX_LEVELS} levels")
        shape.append(len(value))
        if not value:
            break
        value = value[0]
    return tuple(shape)


def _gather(value: list[Any], shape: tuple[int, ...], path: str, leaves: list[Any]) -> None:
    for index, item in enumerate(value):
        place = f"{path}[{index}]"
        if len(shape) == 1:
            if isinstance(item, list):
                raise PayloadError(f"{place}: an array (expected: a value)")
            leaves.append(item)
        elif not isinstance(item, list):
            raise PayloadError(f"{place}: a value (expected: an array of {shape[1]})")
        elif len(item) != shape[1]:
            raise PayloadError(f"{place}: {len(item)} values (expected: {shape[1]})")
        else:
            _gather(item, shape[1:], place, leaves)


def _check(leaves: list[Any]) -> None:
    """Refuse infinities, which come by gRPC alone (PAY-8).

    Of several the outermost is told; the contract leaves it open.
    """
    below: list[Any] = []
    for leaf in leaves:
        if isinstance(leaf, dict):
            below += leaf.values()
        elif isinstance(leaf, list):
            below += leaf
        elif isinstance(leaf, float) and math.isinf(leaf):
            text = "Infinity" if leaf > 0 else "-Infinity"
            raise PayloadError(f"ndarray: {text} (expected: finite numbers, or send a tensor)")
    if below:
        _check(below)


def proto_message(body: bytes) -> Message:
    """Read a SeldonMessage of protobuf."""
    return _of_proto(_parsed(protos.SeldonMessage, body))


def proto_messages(body: bytes) -> list[Message]:
    """Read a SeldonMessageList of protobuf."""
    parsed = _parsed(protos.SeldonMessageList, body)
    if not parsed.seldonMessages:
        return rpc.messages_of(body)
    return [
        _within(f"seldonMessages[{i}]", _of_proto, item)
        for i, item in enumerate(parsed.seldonMessages)
    ]


def proto_feedback(body: bytes) -> Feedback:
    """Read a Feedback of protobuf."""
    parsed = _parsed(protos.Feedback, body)
    parts = [
        _within(key, _proto_part, getattr(parsed, key)) if parsed.HasField(key) else None
        for key in _PARTS
    ]
    return Feedback(parts[0], parts[1], parsed.reward, parts[2])


def _parsed(cls: Any, body: bytes) -> Any:
    try:
        return cls.FromString(body)
    except DecodeError:
        raise PayloadError(f"body: malformed {cls.DESCRIPTOR.name}") from None


def _of_proto(parsed: Any) -> Message:
    message = _proto_part(parsed)
    return message if message.kind is not None else rest.message_of({})


def _proto_part(parsed: Any) -> Message:
    kind = parsed.WhichOneof("data_oneof")
    form = parsed.data.WhichOneof("data_oneof") if kind == "data" else None
    if form not in ("tensor", "ndarray"):
        return rpc._part(parsed)
    meta = proto_meta(parsed.meta) if parsed.HasField("meta") else {}
    names = list(parsed.data.names)
    if form == "tensor":
        found = parsed.data.tensor
        values = np.array([float(value) for value in found.values], dtype=np.float64)
        return Message(Kind.TENSOR, tensor.to_array(list(found.shape), values), names, meta)
    rows = [plain(item) for item in parsed.data.ndarray.values]
    return Message(Kind.NDARRAY, nested(rows), names, meta)


def plain(value: Any) -> Any:
    """Give a Value as plain JSON; NaN is null."""
    kind = value.WhichOneof("kind")
    if kind is None or kind == "null_value":
        return None
    if kind == "list_value":
        return [plain(item) for item in value.list_value.values]
    if kind == "struct_value":
        return {key: plain(item) for key, item in value.struct_value.fields.items()}
    found = getattr(value, kind)
    return None if isinstance(found, float) and math.isnan(found) else found
