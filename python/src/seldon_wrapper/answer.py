"""From what the component returned to a payload: the table of contract.md, PAY-14."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from seldon_wrapper.errors import ComponentError
from seldon_wrapper.message import Kind
from seldon_wrapper.message import ndarray as nested
from seldon_wrapper.message.json_value import MAX_LEVELS, plain
from seldon_wrapper.message.tensor import MAX_DIMENSIONS

Array = npt.NDArray[Any]
_NUMERIC = "iuf"
_FLOAT64_BYTES = 8


def to_payload(returned: Any, request: Kind | None, method: str) -> tuple[Kind, Any]:
    """Find the payload that a returned value makes.

    Args:
        returned: What the component's method gave.
        request: The kind of the request's payload, which the answer keeps where it can.
        method: The method's name, for errors.

    Returns:
        The kind, and the value as ``Message.value`` has it.

    Raises:
        ComponentError: A value of no payload's type (PAY-15).
    """
    if isinstance(returned, np.ndarray) and not returned.ndim:
        if request is Kind.TFTENSOR and returned.dtype.kind in _NUMERIC:
            return Kind.TFTENSOR, returned
        return _payload(returned[()], request, method)
    return _payload(returned, request, method)


def _payload(returned: Any, request: Kind | None, method: str) -> tuple[Kind, Any]:
    if isinstance(returned, np.ndarray):
        return _array_payload(returned, request, method)
    if request is Kind.JSON and _is_plain(returned):
        return Kind.JSON, plain(returned)
    if isinstance(returned, str):
        return Kind.STRING, str.__str__(returned)
    if isinstance(returned, (bytes, bytearray)):
        return Kind.BINARY, bytes(returned)
    if isinstance(returned, Mapping):
        return Kind.JSON, plain(returned)
    if isinstance(returned, list):
        return _array_payload(_from_list(returned, method), request, method)
    if _is_any(returned):
        return Kind.ANY, returned
    if hasattr(returned, "__array__") and not isinstance(returned, np.generic):
        array = np.asarray(returned)
        if array.ndim:
            return _array_payload(array, request, method)
    expected = "an array, list, mapping, string or bytes"
    message = f"{method} returned {type(returned).__name__} (expected: {expected})"
    raise ComponentError(message)


def _is_plain(value: object) -> bool:
    """Whether a value goes into jsonData when the request was jsonData; None is no answer."""
    return isinstance(value, (Mapping, list, bool, int, float, str, np.number, np.bool_))


def _is_any(value: object) -> bool:
    descriptor = getattr(value, "DESCRIPTOR", None)
    return getattr(descriptor, "full_name", None) == "google.protobuf.Any"


def _array_payload(array: Array, request: Kind | None, method: str) -> tuple[Kind, Any]:
    if isinstance(array, np.ma.MaskedArray):
        array = _without_mask(array)
    if array.dtype.kind == "f" and array.dtype.itemsize > _FLOAT64_BYTES:
        array = array.astype(np.float64)  # no wire carries more
    if array.dtype.kind == "O":
        # An object array may hide ragged rows, or be numbers after all, as data frames give them.
        array = _from_list(array.tolist(), method)
    kind = Kind.TENSOR
    if array.dtype.kind not in _NUMERIC:
        kind = Kind.NDARRAY
    elif request is not None and request.is_data:
        kind = request
    if array.ndim > (MAX_LEVELS if kind is Kind.NDARRAY else MAX_DIMENSIONS):
        message = f"{method} returned an array: nested deeper than {MAX_LEVELS} levels"
        raise ComponentError(message)
    return kind, array


def _without_mask(array: np.ma.MaskedArray[Any, Any]) -> Array:
    """Give a masked array's values; a masked one is NaN, or None where it is no number."""
    if not np.ma.is_masked(array):
        return np.asarray(array.data)
    numeric = array.dtype.kind in _NUMERIC
    found: Array = array.data.astype(np.float64 if numeric else np.object_)
    found[np.ma.getmaskarray(array)] = np.nan if numeric else None
    return found


def _from_list(value: list[Any], method: str) -> Array:
    try:
        return nested.from_answer(value)
    except nested.ShapeError as error:
        text = str(error)
        what = "an array" if text.startswith(":") else "ragged rows: "
        message = f"{method} returned {what}{text}"
        raise ComponentError(message) from None
