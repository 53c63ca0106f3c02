"""From what the component returned to a payload: the table of contract.md, PAY-14."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from seldon_wrapper.errors import ComponentError
from seldon_wrapper.message import Kind
from seldon_wrapper.message import ndarray as nested
from seldon_wrapper.message.json_value import plain

Array = npt.NDArray[Any]
_NUMERIC = "iuf"


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
    if isinstance(returned, np.ndarray) and (returned.ndim or request is Kind.TFTENSOR):
        return _array_payload(returned, request, method)
    if request is Kind.JSON and _is_plain(returned):
        return Kind.JSON, plain(returned)
    if isinstance(returned, str):
        return Kind.STRING, str(returned)
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
    if isinstance(value, np.ndarray):
        value = value[()]
    return isinstance(value, (Mapping, list, bool, int, float, str, np.number, np.bool_))


def _is_any(value: object) -> bool:
    descriptor = getattr(value, "DESCRIPTOR", None)
    return getattr(descriptor, "full_name", None) == "google.protobuf.Any"


def _array_payload(array: Array, request: Kind | None, method: str) -> tuple[Kind, Any]:
    if array.dtype.kind == "O":
        # An object array may hide ragged rows, or be numbers after all, as data frames give them.
        array = _from_list(array.tolist(), method)
    if array.dtype.kind not in _NUMERIC:
        return Kind.NDARRAY, array
    if request is not None and request.is_data:
        return request, array
    return Kind.TENSOR, array


def _from_list(value: list[Any], method: str) -> Array:
    try:
        return nested.from_answer(value)
    except nested.ShapeError as error:
        text = str(error)
        what = "an array" if text.startswith(":") else "ragged rows: "
        message = f"{method} returned {what}{text}"
        raise ComponentError(message) from None
