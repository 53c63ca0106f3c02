"""ListValues of rows with mixed columns, a column of all rows at once (an ``ndarray`` over gRPC).

A cell of a data frame is one of four: a number, a short string, a boolean or a null, each with two
bytes of its own before it (``0a <len>``) and a tag (``11``, ``1a``, ``20``, ``08``). So numpy looks
at the first cell of all rows, then at the second, and only strings are taken one by one: 0.5 µs a
value, against 1.4 by protobuf's objects. What is not exactly of this form is None here and goes the
long way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from seldon_wrapper.rpc.json_values import write_value
from seldon_wrapper.rpc.number_lists import row_head
from seldon_wrapper.rpc.wire import head, read_length

Array = npt.NDArray[Any]
# With fewer rows a column is too short for numpy.
LEAST_ROWS = 64
_ITEM = 1
_ITEM_TAG, _LIST_TAG = 0x0A, 0x32
_NUMBER, _STRING, _BOOL, _NULL = 0x11, 0x1A, 0x20, 0x08
_NUMBER_BYTES = 9
# The shortest cell is 0a 02 08 00.
_LEAST_CELL = 4
_ONE_BYTE = 0x80
_TAGS = (_ITEM_TAG, _LIST_TAG)
# 0a <len> 32 <len> and a cell.
_LEAST_ROW = 8
# A cell of a number, whole.
_CELL = np.dtype([("item", "<u2"), ("kind", "u1"), ("number", "<f8")])
_ITEM_HEAD = 0x090A


def read_rows(data: bytes, start: int, end: int) -> list[list[Any]] | None:
    """Read a ListValue of rows of one length.

    Args:
        data: Where it is in.
        start: Its first byte.
        end: The byte after its last.

    Returns:
        The rows, as ``json_values.read_list`` gives them: NaN is None. None if there are fewer than
        64 rows, or anything but such cells.
    """
    found = _rows(data, start, end)
    if found is None:
        return None
    raw = np.frombuffer(data, np.uint8)
    at, stop = np.array(found[0]), np.array(found[1])
    columns = []
    while (at < stop).any():
        # A row that ends before the others is for the long way to tell.
        if (at + _LEAST_CELL > stop).any():
            return None
        following = at + 2 + raw[at + 1]
        if not (raw[at] == _ITEM_TAG).all() or (following > stop).any():
            return None
        column = _column(data, raw, at)
        if column is None:
            return None
        columns.append(column)
        at = following
    return list(map(list, zip(*columns, strict=True)))


def _rows(data: bytes, start: int, end: int) -> tuple[list[int], list[int]] | None:
    """Find where the cells of each row begin and end."""
    starts, ends = [], []
    at = start
    while at < end:
        # Most rows are short: two bytes for the item, two for the list in it.
        length = data[at + 1] if end - at > _LEAST_ROW else _ONE_BYTE
        if length < _ONE_BYTE and data[at + 3] == length - 2:
            first, row_end, tags = at + 4, at + 2 + length, (data[at], data[at + 2])
        else:
            length, place = read_length(data, at + 1, end)
            inner, first = read_length(data, place + 1, end)
            row_end = place + length
            if min(length, inner) < 0 or first + inner != row_end:
                return None
            tags = (data[at], data[place])
        if tags != _TAGS or not first < row_end <= end:
            return None
        starts.append(first)
        ends.append(row_end)
        at = row_end
    return (starts, ends) if len(starts) >= LEAST_ROWS else None


def _column(data: bytes, raw: Array, at: Array) -> Sequence[Any] | None:
    """Read the cells that begin at some places; they are known to end before the data does."""
    length, kind, first = raw[at + 1], raw[at + 2], raw[at + 3]
    if (length >= _ONE_BYTE).any():
        return None
    cells = np.empty(len(at), dtype=object)
    left = len(at)
    for tag, read in _READERS.items():
        chosen = kind == tag
        count = int(chosen.sum())
        if count:
            values = read(data, raw, at[chosen], length[chosen], first[chosen])
            if values is None:
                return None
            cells[chosen] = values
            left -= count
    return cells.tolist() if not left else None


def _numbers(_data: bytes, raw: Array, at: Array, length: Array, _first: Array) -> Any:
    if not (length == _NUMBER_BYTES).all():
        return None
    numbers = raw[at[:, None] + np.arange(3, 11)].view("<f8")[:, 0]
    missing = np.isnan(numbers)
    if not missing.any():
        return numbers.tolist()
    found = numbers.astype(object)
    found[missing] = None
    return found


def _strings(data: bytes, _raw: Array, at: Array, length: Array, first: Array) -> Any:
    if not ((first < _ONE_BYTE) & (first == length - 2)).all():
        return None
    starts = at + 4
    try:
        return [
            data[one:other].decode()
            for one, other in zip(starts.tolist(), (starts + first).tolist(), strict=True)
        ]
    except UnicodeDecodeError:
        return None


def _bools(_data: bytes, _raw: Array, _at: Array, length: Array, first: Array) -> Any:
    return first.astype(np.bool_) if (length == 2).all() and (first <= 1).all() else None


def _nulls(_data: bytes, _raw: Array, at: Array, length: Array, first: Array) -> Any:
    return [None] * len(at) if (length == 2).all() and (first == 0).all() else None


_READERS = {_NUMBER: _numbers, _STRING: _strings, _BOOL: _bools, _NULL: _nulls}


def write_rows(rows: list[Any]) -> bytes | None:
    """Write rows of one length as the bytes of a ListValue.

    Args:
        rows: As ``message.ndarray.to_nested`` gives them: finite numbers.

    Returns:
        None if there are fewer than 64 rows, or a value that is no number, string, boolean or null.
    """
    if len(rows) < LEAST_ROWS or set(map(type, rows)) != {list}:
        return None
    if len(set(map(len, rows))) != 1 or not rows[0]:
        return None
    written = []
    for column in zip(*rows, strict=True):
        cells = _cells(column)
        if cells is None:
            return None
        written.append(cells)
    inner = list(map(b"".join, zip(*written, strict=True)))
    heads = {length: row_head(length) for length in set(map(len, inner))}
    return b"".join([part for row in inner for part in (heads[len(row)], row)])


def _cells(column: tuple[Any, ...]) -> list[bytes] | None:
    """Write the cells of a column."""
    kinds = set(map(type, column))
    if kinds == {float}:
        # Not by write_numbers, which looks for infinities once more: a third slower.
        table = np.empty(len(column), _CELL)
        table["item"], table["kind"], table["number"] = _ITEM_HEAD, _NUMBER, column
        content = table.tobytes()
        size = _CELL.itemsize
        return [content[place : place + size] for place in range(0, len(content), size)]
    if kinds <= {str, bool, type(None)}:
        # Each but once: categories are what strings in a table mostly are.
        cells = {value: _cell(value) for value in set(column)}
        return [cells[value] for value in column]
    return list(map(_cell, column)) if kinds <= {str, bool, type(None), float, int} else None


def _cell(value: Any) -> bytes:
    item = write_value(value)
    return head(_ITEM, len(item)) + item
