"""Random protobuf bodies of all payload kinds and verbs, written in every way that is legal.

A message is made by protobuf, then written field by field by this file: packed numbers also
unpacked or in two chunks, messages in two parts that a reader merges, unknown fields, another
order; and, one in ten, broken.
"""

from __future__ import annotations

import math
import struct
from random import Random
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.internal.encoder import TagBytes, _VarintBytes

from seldon_wrapper import protos

_FIXED64, _DELIMITED, _VARINT = 1, 2, 0
_UNKNOWN = (b"\x78\x01", b"\x7a\x00", b"\x7a\x02ab", b"\x79" + b"\0" * 8, b"\x7d" + b"\0" * 4)
_SPECIAL = (math.nan, math.inf, -math.inf, -0.0, 5e-324, 1.7976931348623157e308, 2.0**53 + 2)
_TEXTS = ("", "a", "ä✓😀", "NaN", "a\0", "x" * 300)


def message(rng: Random) -> bytes:
    """Make a SeldonMessage."""
    return _broken(rng, written(rng, _message(rng), _odd(rng)))


def messages(rng: Random) -> bytes:
    """Make a SeldonMessageList."""
    items = [_message(rng) for _ in range(rng.randint(0, 3))]
    return _broken(rng, written(rng, protos.SeldonMessageList(seldonMessages=items), _odd(rng)))


def feedback(rng: Random) -> bytes:
    """Make a Feedback."""
    found = protos.Feedback(reward=rng.choice([0.0, 1.0, 0.1, math.nan, math.inf]))
    for key in ("request", "response", "truth"):
        if rng.random() < 0.6:
            getattr(found, key).CopyFrom(_message(rng))
    return _broken(rng, written(rng, found, _odd(rng)))


def _odd(rng: Random) -> float:
    """How likely a field is written in an unusual way; half of the messages are plain."""
    return rng.choice([0.0, 0.0, 0.05, 0.3])


def _message(rng: Random) -> Any:
    found = protos.SeldonMessage()
    kind = rng.choice(["data"] * 6 + ["binData", "strData", "jsonData", "customData", "none"])
    if kind == "data":
        _fill_data(rng, found.data)
    elif kind == "jsonData":
        _fill_value(rng, found.jsonData, 3)
    elif kind == "customData":
        found.customData.type_url, found.customData.value = "type.googleapis.com/x.Y", b"\x01"
    elif kind == "binData":
        found.binData = rng.randbytes(rng.randint(0, 20))
    elif kind == "strData":
        found.strData = rng.choice(_TEXTS)
    if rng.random() < 0.3:
        _fill_meta(rng, found.meta)
    return found


def _fill_meta(rng: Random, meta: Any) -> None:
    meta.puid = rng.choice(_TEXTS)
    meta.routing["r"] = rng.randint(-2, 5)
    meta.requestPath["a"] = "b"
    _fill_value(rng, meta.tags["t"], 1)
    meta.metrics.add(key="k", type=rng.randint(0, 3), value=0.1)


def _fill_data(rng: Random, data: Any) -> None:
    data.names.extend(rng.choice([[], ["a"], ["a", "ä"], ["n"] * 50]))
    large = rng.random() < 1 / 40
    rows, width = (rng.randint(20, 100), rng.randint(20, 60)) if large else _size(rng)
    numbers = [_number(rng, 0.0 if large else 0.05) for _ in range(rows * width)]
    if large and rng.random() < 0.5:
        numbers[rng.randrange(len(numbers))] = rng.choice(_SPECIAL)
    form = rng.choice(["tensor", "ndarray", "flat", "tftensor", "none"])
    if form == "tensor":
        data.tensor.shape.extend(rng.choice([[rows, width]] * 4 + [[-1], [], [3], [0, 5], [-3]]))
        data.tensor.values.extend(numbers)
    elif form == "tftensor":
        data.tftensor.dtype = rng.choice([1, 2, 3, 9, 10, 7, 8])
        data.tftensor.tensor_shape.dim.add(size=len(numbers))
        data.tftensor.tensor_content = struct.pack(f"<{len(numbers)}d", *numbers)
    elif form == "flat":
        _fill_numbers(rng, data.ndarray, numbers)
    elif form == "ndarray":
        data.ndarray.SetInParent()
        for row in range(rows):
            item = data.ndarray.values.add().list_value
            _fill_numbers(rng, item, numbers[row * width : (row + 1) * width])
        if large and rng.random() < 0.7:
            _mix_columns(rng, data.ndarray)
        if rows and rng.random() < 0.1:
            _fill_value(rng, rng.choice(data.ndarray.values), 2)


def _mix_columns(rng: Random, rows: Any) -> None:
    """Give some columns other values than numbers, as data frames have them."""
    for column in rng.sample(range(20), rng.randint(1, 5)):
        kind = rng.choice(["text", "text", "bool", "null"])
        for row in rows.values:
            if len(row.list_value.values) > column and rng.random() < 0.99:
                value = row.list_value.values[column]
                if kind == "text":
                    value.string_value = rng.choice(_TEXTS)
                elif kind == "bool":
                    value.bool_value = rng.random() < 0.5
                else:
                    value.null_value = 0


def _fill_numbers(rng: Random, values: Any, numbers: list[float]) -> None:
    values.SetInParent()
    for number in numbers:
        values.values.add().number_value = number
    if numbers and rng.random() < 0.1:
        _fill_value(rng, rng.choice(values.values), 1)
    if rng.random() < 0.03:
        values.values.add()


def _fill_value(rng: Random, value: Any, levels: int) -> None:
    kind = rng.choice(["number", "number", "text", "bool", "null", "none", "list", "struct"])
    if kind == "number":
        value.number_value = _number(rng, 0.3)
    elif kind == "text":
        value.string_value = rng.choice(_TEXTS)
    elif kind == "bool":
        value.bool_value = rng.random() < 0.5
    elif kind == "null":
        value.null_value = 0
    elif kind == "list":
        value.list_value.SetInParent()
        for _ in range(rng.randint(0, 3) if levels else 0):
            _fill_value(rng, value.list_value.values.add(), levels - 1)
    elif kind == "struct":
        value.struct_value.SetInParent()
        if levels:
            _fill_value(rng, value.struct_value.fields[rng.choice(_TEXTS)], levels - 1)


def _number(rng: Random, odd: float) -> float:
    if rng.random() < odd:
        return rng.choice(_SPECIAL)
    return rng.choice([rng.gauss(0, 10), float(rng.randint(-9, 9))])


def _size(rng: Random) -> tuple[int, int]:
    return rng.randint(0, 4), rng.randint(0, 4)


def written(rng: Random, found: Any, odd: float) -> bytes:
    """Write a message, each field in an unusual way with the likelihood ``odd``."""
    if not odd:
        return found.SerializeToString()
    pieces: list[bytes] = []
    for field, value in found.ListFields():
        pieces += _field(rng, found, field, value, odd)
    if rng.random() < odd / 3:
        pieces.insert(rng.randint(0, len(pieces)), rng.choice(_UNKNOWN))
    if rng.random() < odd / 3:
        rng.shuffle(pieces)
    return b"".join(pieces)


def _field(rng: Random, found: Any, field: Any, value: Any, odd: float) -> list[bytes]:
    is_message = field.type == FieldDescriptor.TYPE_MESSAGE
    if field.full_name.startswith("seldon.protos.Tensor."):
        return _numbers(rng, field, list(value), odd)
    if not is_message or field.message_type.GetOptions().map_entry:
        only = type(found)()
        if is_message:
            getattr(only, field.name).MergeFrom(value)
        elif hasattr(value, "extend"):
            getattr(only, field.name).extend(value)
        else:
            setattr(only, field.name, value)
        return [only.SerializeToString()]
    if not hasattr(value, "add"):
        return _parts(rng, field, value, odd)
    return [_delimited(field, written(rng, item, odd)) for item in value]


def _parts(rng: Random, field: Any, value: Any, odd: float) -> list[bytes]:
    """Write one message, perhaps in two parts, or once more, which a reader merges."""
    data = written(rng, value, odd)
    if rng.random() < odd / 3:
        set_fields = value.ListFields()
        cut = rng.randint(0, len(set_fields))
        halves = (set_fields[:cut], set_fields[cut:])
        return [
            _delimited(field, b"".join(p for f, v in half for p in _field(rng, value, f, v, odd)))
            for half in halves
        ]
    return [_delimited(field, data)] * rng.choice([1] * 30 + [2])


def _numbers(rng: Random, field: Any, values: list[Any], odd: float) -> list[bytes]:
    """Write packed numbers: packed, one by one, or in two chunks."""
    is_double = field.name == "values"

    def one(value: Any) -> bytes:
        return struct.pack("<d", value) if is_double else _VarintBytes(value % 2**64)

    if rng.random() >= odd:
        return [_delimited(field, b"".join(map(one, values)))]
    if rng.random() < 0.5:
        tag = TagBytes(field.number, _FIXED64 if is_double else _VARINT)
        return [tag + one(value) for value in values]
    cut = rng.randint(0, len(values))
    return [_delimited(field, b"".join(map(one, part))) for part in (values[:cut], values[cut:])]


def _delimited(field: Any, data: bytes) -> bytes:
    return TagBytes(field.number, _DELIMITED) + _VarintBytes(len(data)) + data


def _broken(rng: Random, data: bytes) -> bytes:
    if rng.random() > 0.1 or not data:
        return data
    at = rng.randrange(len(data))
    changed = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
    return rng.choice([data[:at], changed, data + data[at:], data + data])
