"""The short way in for large messages: one ``data`` with a tensor or rows of numbers.

protobuf would copy the numbers twice more, and each copy of a megabyte costs as much as the rest of
the call. So the bytes are walked here, field by field, and taken only if they are of exactly one
shape: ``meta`` at most once, ``data`` once, in it names and once a tensor (``shape``, then
``values``, each once) or an ndarray of numbers, or of rows with mixed columns. Nothing is repeated,
unknown, or left out, so there is nothing that protobuf would merge, drop or refuse. Names, meta and
shape are still parsed by protobuf. Everything else is None here and goes the long way, errors
included.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from google.protobuf.message import DecodeError

from seldon_wrapper import protos
from seldon_wrapper.message import Kind, Message, tensor
from seldon_wrapper.message import ndarray as nested
from seldon_wrapper.rpc.decode_meta import meta_of
from seldon_wrapper.rpc.mixed_rows import read_rows
from seldon_wrapper.rpc.number_lists import read_numbers
from seldon_wrapper.rpc.wire import split

# Below this, walking in Python takes longer than protobuf's copies.
LARGE_BYTES = 8192
# Walking past more names than this takes longer than the copies it saves.
_MOST_FIELDS = 1024

_META, _DATA = 2, 3
_NAMES, _TENSOR, _NDARRAY = 1, 2, 3
_SHAPE, _VALUES = 1, 2
_DOUBLE_BYTES = 8

# An array, still flat if it has a shape to be given, or rows to make one of; nothing if the bytes
# are for the long way.
_Read = tuple[npt.NDArray[Any] | list[Any] | None, list[int] | None]


def read_large(data: bytes) -> Message | None:
    """Read a SeldonMessage of the one shape; None if it is of another.

    Raises:
        PayloadError: The shape does not fit the values, a value is infinite, or meta is wrong.
    """
    top = split(data, 0, len(data), 2)
    if top is None or sorted(field[0] for field in top) not in ([_DATA], [_META, _DATA]):
        return None
    places = {number: (start, end) for number, _, start, end in top}
    inner = split(data, *places[_DATA], _MOST_FIELDS)
    if inner is None:
        return None
    arrays = [field for field in inner if field[0] != _NAMES]
    if len(arrays) != 1 or arrays[0][0] not in _READERS:
        return None
    number, tag, start, end = arrays[0]
    try:
        names = protos.DefaultData.FromString(
            data[places[_DATA][0] : tag] + data[end : places[_DATA][1]]
        )
        meta = protos.Meta.FromString(data[slice(*places[_META])]) if _META in places else None
        values, shape = _READERS[number](data, start, end)
    except DecodeError:
        return None
    if values is None:
        return None
    # From here on the bytes are known to be right, and errors come in the order of the long way.
    found = {} if meta is None else meta_of(meta)
    array = nested.from_nested(values) if isinstance(values, list) else values
    if shape is None:
        return Message(Kind.NDARRAY, array, list(names.names), found)
    return Message(Kind.TENSOR, tensor.to_array(shape, array), list(names.names), found)


def _tensor(data: bytes, start: int, end: int) -> _Read:
    fields = split(data, start, end, 2)
    if fields is None or [field[0] for field in fields] != [_SHAPE, _VALUES]:
        return None, None
    (_, shape_tag, _, shape_end), (_, _, first, last) = fields
    count, rest = divmod(last - first, _DOUBLE_BYTES)
    if rest:
        return None, None
    shape = list(protos.Tensor.FromString(data[shape_tag:shape_end]).shape)
    # astype copies, so the array is the component's own (PAY-17).
    return np.frombuffer(data, "<f8", count, first).astype(np.float64), shape


def _ndarray(data: bytes, start: int, end: int) -> _Read:
    numbers = read_numbers(data, start, end)
    return (read_rows(data, start, end) if numbers is None else numbers), None


_READERS = {_TENSOR: _tensor, _NDARRAY: _ndarray}
