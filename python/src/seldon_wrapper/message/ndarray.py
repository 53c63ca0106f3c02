"""Nested lists to numpy arrays and back, for ``ndarray`` payloads (contract.md, PAY-6 to PAY-8).

numpy alone would make strings of mixed rows, integers of booleans, and an error without a place of
ragged rows. So numpy is asked first, which is fast, and believed only where it can't be wrong;
everything else is read value by value.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from seldon_wrapper.errors import ComponentError, PayloadError
from seldon_wrapper.message.finite import all_finite, has_infinity
from seldon_wrapper.message.json_value import MAX_LEVELS, check_request, describe, plain
from seldon_wrapper.message.leaves import are_simple, are_writable, have_infinity, leaves_of

Array = npt.NDArray[Any]
_MAX_WIDE = 1048576
_INT64_MAX = 2**63 - 1
_FINITE_REQUEST = "expected: finite numbers, or send a tensor"
_FINITE_ANSWER = "expected: finite numbers, or answer a tensor"


class ShapeError(Exception):
    """Lists that are no array: ragged or too deep.

    The text says where and what, and is to be put behind the name of the whole: ``[1]: 1 values
    (expected: 2)`` or ``: nested deeper than 30 levels``.
    """


def from_nested(value: object) -> Array:
    """Read an ``ndarray`` of a request.

    Args:
        value: What stood under the key, as a JSON reader gives it.

    Returns:
        A new array of the lists' own shape, row-major: int64 or float64 for numbers (null is NaN),
        bool, str, or object where values are mixed.

    Raises:
        PayloadError: No array, ragged, too deep, or with an infinity (PAY-6, PAY-8, LIM-2).
    """
    if not isinstance(value, list):
        message = f"ndarray: {describe(value)} (expected: an array)"
        raise PayloadError(message)
    array = _fast(value)
    if array is None:
        try:
            array = _by_value(value)
        except ShapeError as error:
            message = f"ndarray{error}"
            raise PayloadError(message) from None
    if array.dtype.kind == "f" and has_infinity(array):
        message = f"ndarray: {_infinity_text(array)} ({_FINITE_REQUEST})"
        raise PayloadError(message)
    if array.dtype.kind == "O":
        leaves = array.reshape(-1).tolist()
        if not are_simple(leaves) or have_infinity(leaves):
            check_request(value, "ndarray", _FINITE_REQUEST)
    return array


def from_answer(value: list[Any]) -> Array:
    """Make an array of a list that the component returned (PAY-14).

    Raises:
        ShapeError: Ragged, or more than 30 levels.
    """
    found = leaves_of(value)
    if found is not None and are_simple(found[1]):
        return _flat_array(found[1]).reshape(found[0])
    return _by_value([_tolist(item) for item in value])


def to_nested(array: Array) -> list[Any]:
    """Give the nested lists of an answered ``ndarray``: NaN as None (PAY-8).

    Raises:
        ComponentError: An infinity.
    """
    nested: list[Any] = array.tolist()
    if array.dtype.kind == "O" and array.ndim and are_writable(array.reshape(-1).tolist()):
        return nested
    check_finite_or_nan(array)
    if array.dtype.kind not in "iub" and not (array.dtype.kind == "f" and all_finite(array)):
        nested = plain(nested, "ndarray answer")
    return nested


def check_finite_or_nan(array: Array) -> None:
    """Refuse an infinity in an answered ``ndarray`` (PAY-8)."""
    if array.dtype.kind == "f":
        if has_infinity(array):
            _refuse_answer(_infinity_text(array))
    elif array.dtype.kind == "O":
        for item in array.flat:
            if isinstance(item, float) and math.isinf(item):
                _refuse_answer("Infinity" if item > 0 else "-Infinity")


def _refuse_answer(text: str) -> None:
    message = f"ndarray answer: {text} ({_FINITE_ANSWER})"
    raise ComponentError(message)


def _infinity_text(array: Array) -> str:
    first = array[np.isinf(array)].flat[0]
    return "Infinity" if first > 0 else "-Infinity"


def _fast(value: list[Any]) -> Array | None:
    """Let numpy read the lists; None where its answer can't be trusted.

    Strings are kept from it: each cell would be as wide as the longest, gigabytes of a short body.
    """
    if not _numbers_only(value, MAX_LEVELS):
        return None
    try:
        array = np.array(value)
    except (ValueError, OverflowError):
        return None
    if array.dtype.kind not in "if" or array.ndim > MAX_LEVELS:
        return None
    return array


def _numbers_only(value: list[Any], levels: int) -> bool:
    """Whether all values are numbers, booleans not among them, and not too deep to look at."""
    if value and isinstance(value[0], list):
        rows = value if levels > 1 else [None]
        return all(isinstance(row, list) and _numbers_only(row, levels - 1) for row in rows)
    return set(map(type, value)) <= {int, float}


def _by_value(value: list[Any]) -> Array:
    found = leaves_of(value)
    if found is not None:
        return _flat_array(found[1]).reshape(found[0])
    shape = _shape_of(value)
    leaves: list[Any] = []
    _collect(value, shape, "", leaves)
    flat = _flat_array(leaves)
    return flat.reshape(shape)


def _shape_of(value: list[Any]) -> tuple[int, ...]:
    shape: list[int] = []
    item: Any = value
    while isinstance(item, list):
        if len(shape) == MAX_LEVELS:
            message = f": nested deeper than {MAX_LEVELS} levels"
            raise ShapeError(message)
        shape.append(len(item))
        if not item:
            break
        item = item[0]
    return tuple(shape)


def _collect(value: list[Any], shape: tuple[int, ...], path: str, leaves: list[Any]) -> None:
    """Check that all rows have the shape of the first, and gather the values in order."""
    inner = shape[1:]
    for index, item in enumerate(value):
        if not inner:
            if isinstance(item, list):
                message = f"{path}[{index}]: an array (expected: a value)"
                raise ShapeError(message)
            continue
        if not isinstance(item, list):
            message = f"{path}[{index}]: a value (expected: an array of {inner[0]})"
            raise ShapeError(message)
        if len(item) != inner[0]:
            message = f"{path}[{index}]: {len(item)} values (expected: {inner[0]})"
            raise ShapeError(message)
        _collect(item, inner, f"{path}[{index}]", leaves)
    if not inner:
        leaves.extend(value)


def _flat_array(leaves: list[Any]) -> Array:
    types = set(map(type, leaves))
    if types <= {int, float, type(None)}:
        return _numbers(leaves, types)
    if types == {bool}:
        return np.array(leaves, dtype=np.bool_)
    # numpy's str array would lose zeros at the end of a string, so such strings stay objects.
    # It also makes each as wide as the longest; a long one among many stays an object, too.
    if types == {str} and not any(item.endswith("\0") for item in leaves):
        longest = max(map(len, leaves))
        if longest * len(leaves) <= _MAX_WIDE + 4 * sum(map(len, leaves)):
            return np.array(leaves)
    array = np.empty(len(leaves), dtype=object)
    if are_simple(leaves):
        array[:] = leaves
        return array
    for index, item in enumerate(leaves):
        array[index] = item
    return array


def _numbers(leaves: list[Any], types: set[type]) -> Array:
    if types == {int} and all(-_INT64_MAX - 1 <= item <= _INT64_MAX for item in leaves):
        return np.array(leaves, dtype=np.int64)
    return np.array(leaves, dtype=np.float64)


def _tolist(item: Any) -> Any:
    """Turn numpy's arrays and numbers, and tuples, inside a list into Python's own."""
    if isinstance(item, (np.ndarray, np.generic)):
        return item.tolist()
    if isinstance(item, (list, tuple)):
        return [_tolist(inner) for inner in item]
    return item
