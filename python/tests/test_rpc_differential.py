"""The short ways of the codec against protobuf's own, over thousands of generated messages.

A short way may say "not mine", and must otherwise give what the long one gives, errors included.
"""

from __future__ import annotations

import random
import struct

import numpy as np
import pytest

from seldon_wrapper import protos
from seldon_wrapper.errors import PayloadError
from seldon_wrapper.message import Kind, Message
from seldon_wrapper.message import ndarray as nested
from seldon_wrapper.rpc import decode
from seldon_wrapper.rpc.decode import message_of
from seldon_wrapper.rpc.decode_large import read_large
from seldon_wrapper.rpc.encode import message_bytes
from seldon_wrapper.rpc.json_values import write_list
from seldon_wrapper.rpc.mixed_rows import LEAST_ROWS, write_rows
from seldon_wrapper.rpc.number_lists import write_numbers
from seldon_wrapper.rpc.wire import head, varint

CASES = 2000


def _outcome(read, data):
    """Give what a reader makes of bytes, comparable; NaN equals NaN."""
    try:
        message = read(data)
    except PayloadError as error:
        return str(error)
    if message is None:
        return None
    value = message.value
    if isinstance(value, np.ndarray):
        value = (value.shape, value.dtype.str, repr(value.tolist()))
    return message.kind, repr(value), message.names, repr(message.meta)


def _long_way(data):
    """Read by protobuf alone, however long the message is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decode, "LARGE_BYTES", len(data))
        return decode.message_of(data)


def _number(rng):
    return rng.choice(
        [0.0, -0.0, 1.0, -1.5, 1e300, 5e-324, rng.random(), float(rng.randint(-9, 9))]
    )


def _packed(field, numbers):
    content = struct.pack(f"<{len(numbers)}d", *numbers)
    return head(field, len(content)) + content


def _tensor(rng):
    """Write a tensor in one of the ways that are legal, or nearly so."""
    shape = [rng.randint(0, 3) for _ in range(rng.randint(0, 3))]
    count = int(np.prod(shape)) if shape else 0
    numbers = [_number(rng) for _ in range(max(0, count + rng.choice([0, 0, 0, 0, 1, -1])))]
    sizes = b"".join(varint(size) for size in shape)
    pieces = [head(1, len(sizes)) + sizes]
    how = rng.randint(0, 5)
    if how == 0:
        pieces += [b"\x11" + struct.pack("<d", number) for number in numbers]
    elif how == 1:
        cut = rng.randint(0, len(numbers))
        pieces += [_packed(2, numbers[:cut]), _packed(2, numbers[cut:])]
    elif how == 2:
        pieces = [b"".join(b"\x08" + varint(size) for size in shape), _packed(2, numbers)]
    else:
        pieces += [_packed(2, numbers)]
    if rng.random() < 0.1:
        pieces.append(rng.choice([b"\x1a\x00", b"\x18\x01", b"\x12\x00", b"\x0a\x01\x01"]))
    if rng.random() < 0.1:
        rng.shuffle(pieces)
    return b"".join(pieces)


def _cell(rng):
    number = rng.choice([_number(rng), _number(rng), float("nan"), float("inf")])
    if rng.random() < 0.8:
        number = _number(rng)
    cell = b"\x11" + struct.pack("<d", number)
    if rng.random() < 0.02:
        cell = rng.choice([b"", b"\x08\x00", b"\x20\x01", b"\x1a\x01a", cell + cell, b"\x32\x00"])
    return head(1, len(cell)) + cell


def _ndarray(rng):
    width, rows = rng.randint(0, 3), rng.randint(0, 4)
    if rng.random() < 0.3:
        return b"".join(_cell(rng) for _ in range(rows))
    written = b""
    for _ in range(rows):
        cells = b"".join(_cell(rng) for _ in range(width + (rng.random() < 0.05)))
        item = head(6, len(cells)) + cells
        written += head(1, len(item)) + item
    return written


def _data(rng):
    names = [head(1, len(name)) + name for name in rng.choice([[], [b"a"], [b"a", b"\xc3\xa4"]])]
    array = [head(2, len(it)) + it for it in [_tensor(rng)]]
    if rng.random() < 0.5:
        array = [head(3, len(it)) + it for it in [_ndarray(rng)]]
    pieces = names + array
    if rng.random() < 0.1:
        pieces.append(rng.choice([b"\x22\x00", b"\x0a\x01\xff", b"\x7a\x00", b"\x12\x00", *pieces]))
    if rng.random() < 0.2:
        rng.shuffle(pieces)
    return b"".join(pieces)


def _message(rng):
    data = _data(rng)
    pieces = [head(3, len(data)) + data]
    if rng.random() < 0.4:
        meta = protos.Meta(puid="p", routing={"r": 1})
        meta.tags["t"].number_value = rng.choice([1.0, float("nan"), float("inf")])
        written = meta.SerializeToString()
        pieces.insert(rng.randint(0, 1), head(2, len(written)) + written)
    if rng.random() < 0.1:
        pieces.append(rng.choice([b"\x2a\x01a", b"\x0a\x00", b"\x12\x00", b"\x78\x01", *pieces]))
    written = b"".join(pieces)
    if rng.random() < 0.1 and written:
        at = rng.randrange(len(written))
        written = rng.choice([written[:at], written[:at] + b"\x80" + written[at + 1 :]])
    return written


@pytest.mark.parametrize("seed", range(3))
def test_the_short_way_in_is_the_long_way_in(seed):
    """Merged, split, unpacked, repeated, unknown, truncated: no difference is allowed."""
    rng = random.Random(seed)
    taken = 0

    for _ in range(CASES):
        data = _message(rng)
        short = _outcome(read_large, data)
        if short is not None:
            taken += 1
            assert short == _outcome(message_of, data), data.hex()

    assert taken > CASES / 5


def _mixed_cell(rng, column):
    """Give a cell of a column: mostly of the column's own kind."""
    kind = column if rng.random() < 0.97 else rng.choice("nsbz")
    if kind == "s":
        long = rng.choice([126, 130]) if rng.random() < 0.003 else 125
        return rng.choice(["", "a", "ä\0", "Zürich", "x" * long])
    if kind == "n":
        return rng.choice([_number(rng), _number(rng), _number(rng), float("nan")])
    return rng.random() < 0.5 if kind == "b" else None


def _mixed_rows(rng):
    """Give rows as a data frame makes them."""
    columns = rng.choices("nnssbz", k=rng.randint(1, 4))
    rows = rng.choice([LEAST_ROWS - 1, LEAST_ROWS, LEAST_ROWS, 90])
    return [[_mixed_cell(rng, column) for column in columns] for _ in range(rows)]


def _broken(rng, written):
    """Change a byte, cut the end off, or put a row of another length or kind behind."""
    at = rng.randrange(len(written))
    another = [written[at], 0, 1, 2, 9, 0x0A, 0x08, 0x11, 0x1A, 0x20, 0x32, 0x7F, 0x80, 0xFF]
    return rng.choice(
        [
            written[:at] + bytes([rng.choice(another)]) + written[at + 1 :],
            written[:at] + bytes([rng.choice(another)]) + written[at + 1 :],
            written[:at],
            written + write_list(rng.choice([[[1.0]], [["a", "b"]], ["a"], [[]], [float("inf")]])),
        ]
    )


@pytest.mark.parametrize("seed", range(3))
def test_rows_of_mixed_columns_are_read_as_by_protobuf(seed):
    """A column of all rows at once, from bytes right and wrong."""
    rng = random.Random(seed)
    taken = 0

    for _ in range(CASES // 4):
        written = write_list(_mixed_rows(rng))
        if rng.random() < 0.6:
            written = _broken(rng, written)
        inner = head(3, len(written)) + written
        data = head(3, len(inner)) + inner
        short = _outcome(read_large, data)
        if short is not None:
            taken += 1
            assert short == _outcome(_long_way, data), data.hex()

    assert taken > CASES / 20


def test_rows_of_mixed_columns_are_written_as_one_by_one():
    """The very bytes, whatever is in a column."""
    rng = random.Random(4)
    taken = 0

    for _ in range(CASES // 4):
        rows = _mixed_rows(rng)
        values = [[None if cell != cell else cell for cell in row] for row in rows]  # noqa: PLR0124
        if rng.random() < 0.3:
            rng.choice(values)[-1] = rng.choice([[1.0], {"a": 1}, 2, -7])
        written = write_rows(values)
        if written is not None:
            taken += 1
            assert written == write_list(values)

    assert taken > CASES / 20


@pytest.mark.parametrize("rows", [[[]] * 64, [[1.0]] * 63, [[1.0]] * 64 + [[]], ["a"] * 64])
def test_what_is_no_table_is_not_written_as_one(rows):
    """Nothing would be lost if it were: but a column must have a value in each row."""
    assert write_rows(rows) is None


def test_a_tensor_is_what_protobuf_reads():
    """The long way itself takes values out of the message's bytes; protobuf's list is the judge."""
    rng = random.Random(7)

    for _ in range(CASES):
        written = _tensor(rng)
        parsed = protos.Tensor.FromString(written)
        data = protos.SeldonMessage(data={"tensor": parsed}).SerializeToString()
        outcome = _outcome(message_of, data)
        if not isinstance(outcome, str):
            assert message_of(data).value.ravel().tolist() == list(parsed.values)
            assert message_of(data).value.shape == tuple(parsed.shape or [0])


def test_numbers_are_written_as_by_protobuf():
    """Rows written by numpy are the very bytes that single values make."""
    rng = np.random.default_rng(3)

    for _ in range(500):
        shape = tuple(rng.integers(1, 40, size=rng.integers(1, 3)))
        array = rng.choice(
            [rng.normal(size=shape), rng.integers(-5, 5, size=shape).astype(float)], axis=0
        )
        assert bytes(write_numbers(array)) == write_list(nested.to_nested(array))


def test_what_is_written_is_read_back():
    """Both ways together lose nothing."""
    rng = np.random.default_rng(5)

    for kind in (Kind.TENSOR, Kind.NDARRAY, Kind.TFTENSOR):
        for _ in range(200):
            array = rng.normal(size=tuple(rng.integers(1, 12, size=rng.integers(1, 4))))
            message = Message(kind, array, ["a"], {"puid": "p", "tags": {"t": [1.0]}})

            found = message_of(message_bytes(message))

            assert (found.kind, found.names, found.meta) == (kind, message.names, message.meta)
            assert np.array_equal(found.value, array)
