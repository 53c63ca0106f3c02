"""Messages to JSON bytes (contract.md, PAY, MET-7)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from seldon_wrapper import protos
from seldon_wrapper.errors import ComponentError, SeldonError
from seldon_wrapper.message import Kind, Message, tensor, tftensor
from seldon_wrapper.message import ndarray as nested
from seldon_wrapper.message.finite import all_finite
from seldon_wrapper.rest.base64_text import base64_text

_OPTIONS = orjson.OPT_SERIALIZE_NUMPY


def message_bytes(message: Message) -> bytes:
    """Write a message as JSON.

    Raises:
        ComponentError: The payload or a tag can't be written (PAY-8, PAY-9).
    """
    body = {**_payload(message), "meta": message.meta}
    return json_bytes(body)


def error_bytes(error: SeldonError) -> bytes:
    """Write an error's body (ERR-1)."""
    status = {
        "code": error.http_status,
        "info": error.info,
        "reason": error.reason,
        "status": "FAILURE",
    }
    return orjson.dumps({"status": status})


def json_bytes(value: Any) -> bytes:
    """Write plain values, with numpy arrays among them, as JSON."""
    try:
        return orjson.dumps(value, option=_OPTIONS)
    except orjson.JSONEncodeError as error:
        message = f"answer: {error} (expected: JSON values)"
        raise ComponentError(message) from error


def _payload(message: Message) -> dict[str, Any]:
    kind, value = message.kind, message.value
    if kind is Kind.NDARRAY:
        return {"data": {"names": message.names, "ndarray": _ndarray(value)}}
    if kind is Kind.TENSOR:
        return {"data": {"names": message.names, "tensor": _tensor(value)}}
    if kind is Kind.TFTENSOR:
        return {"data": {"names": message.names, "tftensor": _tftensor(value)}}
    if kind is Kind.BINARY:
        value = base64_text(value)
    elif kind is Kind.ANY:
        value = protos.any_to_json(value)
    return {} if kind is None else {kind.value: value}


def _ndarray(array: npt.NDArray[Any]) -> Any:
    if array.dtype.kind not in "iufb":
        return nested.to_nested(array)
    nested.check_finite_or_nan(array)
    return _writable(array)


def _tensor(array: npt.NDArray[Any]) -> dict[str, Any]:
    shape, values = tensor.from_array(array)
    if values.dtype.kind == "f" and not all_finite(values):
        return {"shape": shape, "values": [_number(value) for value in values.tolist()]}
    return {"shape": shape, "values": _writable(values)}


def _number(value: float) -> float | str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def _writable(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Give the array as orjson takes it; floats as doubles, so that 0.1f says what gRPC says."""
    if array.dtype.kind == "f":
        return np.ascontiguousarray(array, dtype=np.float64)
    return np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("="))


def _tftensor(array: npt.NDArray[Any]) -> dict[str, Any]:
    found = tftensor.from_array(array)
    shape = {"dim": [{"size": str(size)} for size in found.shape]}
    if found.values:
        strings = [base64_text(value) for value in found.values]
        return {"dtype": found.dtype, "tensorShape": shape, "stringVal": strings}
    return {
        "dtype": found.dtype,
        "tensorShape": shape,
        "tensorContent": base64_text(found.content),
    }
