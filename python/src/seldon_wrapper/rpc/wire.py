"""Protobuf's wire format, as far as the codec reads and writes it by hand.

A message is a sequence of fields, each a tag (number and wire type) and a value. Here all fields
are of wire type 2: a length, then as many bytes; nested messages, strings and packed numbers are
such.
"""

from __future__ import annotations

from typing import Any

Part = bytes | memoryview
Parts = list[Part]
Field = tuple[int, int, int, int]
_LENGTH_DELIMITED = 2
_MAX_LENGTH_BYTES = 5
# Most numbers are below 128 and their own byte: a look here takes a third of writing them out.
_ONE_BYTE = [bytes((number,)) for number in range(0x80)]


def varint(number: int) -> bytes:
    """Write a number, 0 or more, seven bits to a byte, lowest first."""
    if number < len(_ONE_BYTE):
        return _ONE_BYTE[number]
    written = bytearray()
    while number > 0x7F:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    written.append(number)
    return bytes(written)


def head(field: int, length: int) -> bytes:
    """Write what stands before the ``length`` bytes of a field; its number is from 1 to 15."""
    tag = field << 3 | _LENGTH_DELIMITED
    if length < 0x80:
        return bytes((tag, length))
    return _ONE_BYTE[tag] + varint(length)


def bytes_of(array: Any) -> Part:
    """Give the bytes of a contiguous numpy array without a copy."""
    return memoryview(array).cast("B") if array.size else b""


def nest(field: int, parts: Parts) -> Parts:
    """Make parts the value of a field, without copying them.

    Args:
        field: Number, from 1 to 15.
        parts: To be joined in this order; a memoryview is of single bytes.
    """
    return [head(field, sum(map(len, parts))), *parts]


def split(data: bytes, start: int, end: int, most: int) -> list[Field] | None:
    """Find the fields of a message that has only simple ones.

    Args:
        data: Where the message is in.
        start: Its first byte.
        end: The byte after its last.
        most: How many fields to look at.

    Returns:
        For each field its number, the place of its tag, and the start and end of its value. None if
        there are more than ``most``, or one that is not length-delimited, or has a number above 15,
        or does not fit: then the message is for protobuf to judge.
    """
    fields: list[Field] = []
    at = start
    while at < end:
        place = at
        tag = data[at]
        if tag & 0x87 != _LENGTH_DELIMITED or len(fields) == most:
            return None
        length, at = read_length(data, at + 1, end)
        if length < 0 or at + length > end:
            return None
        fields.append((tag >> 3, place, at, at + length))
        at += length
    return fields


def read_length(data: bytes, at: int, end: int) -> tuple[int, int]:
    """Read the varint at ``at``: its value, -1 if it does not end in time, and the place behind."""
    value = 0
    for index in range(min(_MAX_LENGTH_BYTES, end - at)):
        byte = data[at + index]
        value |= (byte & 0x7F) << 7 * index
        if byte < 0x80:
            return value, at + index + 1
    return -1, at
