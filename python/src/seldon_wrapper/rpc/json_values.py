"""``google.protobuf.Value`` to plain Python values and back (contract.md, PAY-7 to PAY-9).

Values are read from parsed messages, and written as bytes by hand: a Value is at most two fields
deep, and making protobuf objects for each costs ten times as much.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Mapping
from typing import Any

from seldon_wrapper.rpc.wire import head

_NULL = b"\x08\x00"
_NUMBER = struct.Struct("<Bd").pack
_NUMBER_TAG = 0x11
# An item of a list, whole if it is a number, else what stands before a short string.
_NUMBER_ITEM = struct.Struct("<BBBd").pack
_SHORT_HEAD = struct.Struct("<BBBB").pack
_ITEM_TAG, _NUMBER_BYTES, _STRING_TAG = 0x0A, 9, 0x1A
_SHORT = 125  # and its two bytes of tag and length: the length of both is one byte
_TRUE, _FALSE = b"\x20\x01", b"\x20\x00"
_STRING, _STRUCT, _LIST = 3, 5, 6


def read_value(value: Any) -> Any:
    """Read a Value: dict, list, str, float, bool or None. NaN, which JSON lacks, is None."""
    kind = value.WhichOneof("kind")
    if kind == "number_value":
        number = value.number_value
        return None if math.isnan(number) else number
    if kind == "string_value":
        return value.string_value
    if kind == "list_value":
        return read_list(value.list_value)
    if kind == "struct_value":
        return {key: read_value(item) for key, item in value.struct_value.fields.items()}
    return value.bool_value if kind == "bool_value" else None


def read_list(values: Any) -> list[Any]:
    """Read a ListValue."""
    found: list[Any] = []
    add = found.append
    for value in values.values:
        kind = value.WhichOneof("kind")
        if kind == "string_value":
            add(value.string_value)
        elif kind == "list_value":
            add(read_list(value.list_value))
        else:
            add(read_value(value))
    return found


def write_value(value: Any) -> bytes:
    """Write a plain value as the bytes of a Value.

    Args:
        value: As ``message.json_value.plain`` gives it: nested at most 30 levels, finite.
    """
    if isinstance(value, str):
        encoded = value.encode()
        return head(_STRING, len(encoded)) + encoded
    if value is None:
        return _NULL
    if isinstance(value, bool):
        return _TRUE if value else _FALSE
    if isinstance(value, Mapping):
        fields = _write_struct(value)
        return head(_STRUCT, len(fields)) + fields
    if isinstance(value, list):
        items = write_list(value)
        return head(_LIST, len(items)) + items
    return _NUMBER(_NUMBER_TAG, value)


def write_list(values: Iterable[Any]) -> bytes:
    """Write plain values as the bytes of a ListValue."""
    written = bytearray()
    for value in values:
        kind = type(value)
        # Most are one of these two, and a call for each part of them takes three times as long.
        if kind is float:
            written += _NUMBER_ITEM(_ITEM_TAG, _NUMBER_BYTES, _NUMBER_TAG, value)
        elif kind is str and len(encoded := value.encode()) <= _SHORT:
            length = len(encoded)
            written += _SHORT_HEAD(_ITEM_TAG, length + 2, _STRING_TAG, length)
            written += encoded
        else:
            item = write_value(value)
            written += head(1, len(item))
            written += item
    return bytes(written)


def _write_struct(fields: Mapping[str, Any]) -> bytes:
    written = bytearray()
    for key, value in fields.items():
        name, item = key.encode(), write_value(value)
        entry = head(1, len(name)) + name + head(2, len(item)) + item
        written += head(1, len(entry))
        written += entry
    return bytes(written)
