"""Decodes TensorFlow's TensorProto, from its JSON form, to dtype, shape and values.

Values stand in ``tensorContent`` (little-endian, row-major) or in one typed field, whose last value
fills up the tensor (PAY-12), so two equal tensors may be written differently.
"""

import base64
import binascii
import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class _Kind:
    """How a dtype is written: the typed field, and the letter of ``struct`` for the content."""

    field: str
    letter: str


_KINDS: Mapping[str, _Kind] = MappingProxyType(
    {
        "DT_BOOL": _Kind("boolVal", "?"),
        "DT_DOUBLE": _Kind("doubleVal", "d"),
        "DT_FLOAT": _Kind("floatVal", "f"),
        "DT_HALF": _Kind("halfVal", "e"),
        "DT_INT8": _Kind("intVal", "b"),
        "DT_INT16": _Kind("intVal", "h"),
        "DT_INT32": _Kind("intVal", "i"),
        "DT_INT64": _Kind("int64Val", "q"),
        "DT_STRING": _Kind("stringVal", ""),
        "DT_UINT8": _Kind("intVal", "B"),
        "DT_UINT16": _Kind("intVal", "H"),
        "DT_UINT32": _Kind("uint32Val", "I"),
        "DT_UINT64": _Kind("uint64Val", "Q"),
    }
)


def decoded_tensor(proto: Any) -> Any:
    """Give ``{"dtype", "shape", "values"}`` of a TensorProto.

    Args:
        proto: The TensorProto as proto3 JSON.

    Returns:
        dtype as its name, shape as a list of sizes, values as a flat list in row-major order:
        numbers, booleans, or for strings base64. What cannot be decoded comes back as it is, so
        that a comparison shows it.
    """
    try:
        kind = _KINDS[proto["dtype"]]
        shape = [int(size.get("size", 0)) for size in proto.get("tensorShape", {}).get("dim", [])]
        if content := proto.get("tensorContent"):
            values = _from_content(base64.b64decode(content, validate=True), kind)
        else:
            values = [_from_field(value, kind) for value in proto.get(kind.field, [])]
            values += values[-1:] * (math.prod(shape) - len(values))
    except (AttributeError, KeyError, TypeError, ValueError, binascii.Error, struct.error):
        return proto
    return {"dtype": proto["dtype"], "shape": shape, "values": values}


def _from_content(content: bytes, kind: _Kind) -> list[Any]:
    """Unpack little-endian values."""
    if not kind.letter:
        raise ValueError("strings have no tensorContent")
    count = len(content) // struct.calcsize(f"<{kind.letter}")
    return list(struct.unpack(f"<{count}{kind.letter}", content))


def _from_field(value: Any, kind: _Kind) -> Any:
    """Read one value of a typed field: 64-bit integers are strings there, halves are their bits."""
    if kind.field in {"stringVal", "boolVal"}:
        return value
    if kind.field in {"floatVal", "doubleVal"}:
        number = float(value)
        return struct.unpack("<f", struct.pack("<f", number))[0] if kind.letter == "f" else number
    bits = int(value)
    return struct.unpack("<e", struct.pack("<H", bits))[0] if kind.letter == "e" else bits
