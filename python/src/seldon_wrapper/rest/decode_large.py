"""The short way in for large JSON messages: one ``data`` with a tensor or an ndarray of numbers.

orjson makes a Python object of each number, which numpy then reads one by one: 100 ns a number in
all. simdjson's ``as_buffer`` writes them into an array as it goes, for 25. But it flattens what is
nested, takes the first of equal keys where others take the last, and turns whole numbers among
others into doubles when asked for those. So it is believed only where it can't be wrong: an object
of ``data`` and at most ``meta``, no key twice, nothing escaped, as many brackets as rows and
members account for, and in a row as many values as in the first. Everything else is None here and
goes the long way, errors included.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import orjson
import simdjson

from seldon_wrapper.message import Kind, Message, tensor
from seldon_wrapper.rest.decode import names_of, shape_of
from seldon_wrapper.rest.decode_meta import meta_of

_BRACKET = ord("[")
_FORMS = ("tensor", "ndarray")
_OTHER = "of another shape"

Array = npt.NDArray[Any]


def read_large(text: bytes) -> Message | None:
    """Read a SeldonMessage of the one shape; None if it is of another.

    Args:
        text: The JSON, as it came.

    Raises:
        PayloadError: The tensor's shape does not fit its values, or names or meta are wrong.
    """
    # A byte order mark is no JSON here, and simdjson would pass over it.
    if text[:1] != b"{" or b"\\" in text:
        return None
    try:
        # A parser of its own for each message: one that is kept keeps its memory, too.
        top = _members(simdjson.Parser().parse(text), ("data", "meta"))
        data = _members(top["data"], ("names", *_FORMS))
        (form,) = [key for key in _FORMS if key in data]
        read = _tensor(data[form]) if form == "tensor" else _ndarray(data[form])
        small = [_text(part.get(key)) for part, key in ((top, "meta"), (data, "names"))]
    except (ValueError, TypeError, KeyError, RuntimeError):  # RuntimeError: more than 64 bits
        return None
    flat, shape, lists = read
    brackets = np.count_nonzero(np.frombuffer(text, np.uint8) == _BRACKET)
    if brackets != lists + sum(part.count(b"[") for part in small):
        return None
    # From here on the text is known to be right, and errors come in the order of the long way.
    found, names = meta_of(orjson.loads(small[0])), names_of(orjson.loads(small[1]))
    if form == "ndarray":
        return Message(Kind.NDARRAY, flat.reshape(shape), names, found)
    return Message(Kind.TENSOR, tensor.to_array(shape_of(shape), flat), names, found)


def _members(value: Any, known: tuple[str, ...]) -> dict[str, Any]:
    """Give the members of an object.

    Raises:
        TypeError: No object.
        ValueError: It has one twice, or one of another name.
    """
    if not isinstance(value, simdjson.Object):
        raise TypeError(_OTHER)
    keys = list(value.keys())
    if len(keys) != len(set(keys)) or not set(keys) <= set(known):
        raise ValueError(_OTHER)
    # Not by items(), which makes Python's own objects of all that is below.
    return {key: value[key] for key in keys}


def _text(value: Any) -> bytes:
    """Give what is small as JSON again, for the reader that all messages have.

    Raises:
        TypeError: A single value.
    """
    if value is None:
        return b"null"
    if not isinstance(value, (simdjson.Object, simdjson.Array)):
        raise TypeError(_OTHER)
    text: bytes = value.mini  # type: ignore[assignment]  # its stub says str
    return text


def _tensor(value: Any) -> tuple[Array, Any, int]:
    """Give the values, the shape as it came, and how many lists there are.

    Raises:
        ValueError, TypeError, KeyError: It is not of the one shape.
    """
    members = _members(value, ("shape", "values"))
    shape = orjson.loads(_text(members["shape"]))
    lists = 1 + _text(members["shape"]).count(b"[")
    return _numbers(members["values"]), shape, lists


def _ndarray(value: Any) -> tuple[Array, Any, int]:
    """Give the values, the shape, and how many lists there are.

    Raises:
        ValueError, TypeError: It is not of the one shape.
    """
    flat = _numbers(value)
    if not isinstance(value[0], simdjson.Array):
        return flat, (len(value),), 1
    width = len(value[0])
    if not all(isinstance(row, simdjson.Array) and len(row) == width for row in value):
        raise ValueError(_OTHER)
    return flat, (len(value), width), 1 + len(value)


def _numbers(value: Any) -> Array:
    """Give all numbers in an array, int64 if all are whole, else float64, whatever its lists.

    Raises:
        ValueError, TypeError: No array, an empty one, or something else in it.
    """
    if not isinstance(value, simdjson.Array):
        raise TypeError(_OTHER)
    try:
        found: Array = np.frombuffer(value.as_buffer(of_type="i"), np.int64)
    except TypeError:
        found = np.frombuffer(value.as_buffer(of_type="d"), np.float64)
    if not found.size:
        raise ValueError(_OTHER)
    return found
