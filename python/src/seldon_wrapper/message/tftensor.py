"""TensorFlow's TensorProto to numpy arrays and back, without TensorFlow (contract.md, PAY-12).

Both codecs read a TensorProto into ``TfTensor``, field by field; what the fields mean is here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from seldon_wrapper.errors import PayloadError
from seldon_wrapper.message.tensor import MAX_DIMENSIONS

Array = npt.NDArray[Any]

# numpy's code for the little-endian values of each dtype.
_DTYPES: dict[str, str] = {
    "DT_FLOAT": "<f4",
    "DT_DOUBLE": "<f8",
    "DT_INT32": "<i4",
    "DT_UINT8": "|u1",
    "DT_INT16": "<i2",
    "DT_INT8": "|i1",
    "DT_STRING": "O",
    "DT_INT64": "<i8",
    "DT_BOOL": "|b1",
    "DT_UINT16": "<u2",
    "DT_HALF": "<f2",
    "DT_UINT32": "<u4",
    "DT_UINT64": "<u8",
}
MAX_BYTES = 100 * 1024 * 1024
_MAX_FILLED_UP = 1048576
_NAME_OF_CODE = {code: name for name, code in _DTYPES.items()}


@dataclass(slots=True)
class TfTensor:
    """The fields of a TensorProto that are read.

    Attributes:
        dtype: The name of the DataType, for instance ``DT_FLOAT``.
        shape: Sizes, outermost first.
        content: Little-endian, row-major values; empty if the typed field is used.
        values: The typed field's values; for DT_HALF the 16 bits of each, for DT_STRING bytes.
    """

    dtype: str
    shape: list[int] = field(default_factory=list)
    content: bytes = b""
    values: list[Any] = field(default_factory=list)


def to_array(tensor: TfTensor) -> Array:
    """Read a TensorProto's fields.

    Returns:
        A new array of the tensor's shape.

    Raises:
        PayloadError: A dtype that is not read, or a wrong number of values.
    """
    if tensor.dtype not in _DTYPES:
        known = ", ".join(sorted(_DTYPES))
        message = f"tftensor dtype: {tensor.dtype} (expected: one of {known})"
        raise PayloadError(message)
    count = _count(tensor)
    flat = _from_content(tensor, count) if tensor.content else _from_values(tensor, count)
    return flat.reshape(tuple(tensor.shape))


def _count(tensor: TfTensor) -> int:
    """Give the number of values that the shape takes, if that is a number of values to have."""
    shape = tensor.shape
    if len(shape) > MAX_DIMENSIONS:
        message = f"tftensor shape: {len(shape)} dimensions (expected: at most {MAX_DIMENSIONS})"
        raise PayloadError(message)
    if any(size < 0 for size in shape):
        message = f"tftensor shape: {shape} (expected: sizes of 0 or more)"
        raise PayloadError(message)
    size_bytes = np.dtype(_DTYPES[tensor.dtype]).itemsize
    # Sizes of 0 count as 1, or a few bytes could ask for the names of 2^31 columns.
    if math.prod(size or 1 for size in shape) * size_bytes > MAX_BYTES:
        message = f"tftensor shape: {shape} (expected: values of at most {MAX_BYTES} bytes)"
        raise PayloadError(message)
    return math.prod(shape)


def from_array(array: Array) -> TfTensor:
    """Write an array: numbers as ``tensorContent``, strings as values of DT_STRING.

    Number types that TensorFlow lacks become DT_DOUBLE.
    """
    if array.dtype.kind in "OU":
        values = [str(text).encode() for text in array.reshape(-1).tolist()]
        return TfTensor("DT_STRING", list(array.shape), values=values)
    code = array.dtype.newbyteorder("<").str
    if code not in _NAME_OF_CODE:
        code = "<f8"
    content = np.ascontiguousarray(array, dtype=np.dtype(code)).tobytes()
    return TfTensor(_NAME_OF_CODE[code], list(array.shape), content)


def _from_content(tensor: TfTensor, count: int) -> Array:
    dtype = np.dtype(_DTYPES[tensor.dtype])
    expected = count * dtype.itemsize
    if dtype.kind == "O" or len(tensor.content) != expected:
        unit = "stringVal" if dtype.kind == "O" else f"{expected} for shape {tensor.shape}"
        message = f"tftensor content: {len(tensor.content)} bytes (expected: {unit})"
        raise PayloadError(message)
    return np.frombuffer(tensor.content, dtype=dtype).astype(dtype.newbyteorder("="))


def _from_values(tensor: TfTensor, count: int) -> Array:
    flat = _typed(tensor)
    if flat.size + _MAX_FILLED_UP < count:
        text = f"at most {_MAX_FILLED_UP} values beyond those sent"
        message = f"tftensor shape: {tensor.shape} (expected: {text})"
        raise PayloadError(message)
    if not count and tensor.dtype == "DT_STRING":
        # An object array without values would be taken for numbers.
        return np.empty(0, dtype=np.str_)
    if not flat.size:
        return np.full(count, "" if flat.dtype.kind == "O" else 0, dtype=flat.dtype)
    if flat.size < count:
        flat = np.concatenate([flat, np.repeat(flat[-1:], count - flat.size)])
    if flat.size > count:
        message = f"tftensor values: {flat.size} (expected: {count} for shape {tensor.shape})"
        raise PayloadError(message)
    return flat


def _typed(tensor: TfTensor) -> Array:
    if tensor.dtype == "DT_STRING":
        return _strings(tensor.values)
    try:
        if tensor.dtype == "DT_HALF":
            return np.array(tensor.values, dtype=np.uint16).view(np.float16)
        dtype = np.dtype(_DTYPES[tensor.dtype]).newbyteorder("=")
        return np.array(tensor.values, dtype=dtype)
    except OverflowError:
        message = f"tftensor values: out of range (expected: {tensor.dtype})"
        raise PayloadError(message) from None


def _strings(values: list[bytes]) -> Array:
    array = np.empty(len(values), dtype=object)
    for index, value in enumerate(values):
        try:
            array[index] = value.decode("utf-8")
        except UnicodeDecodeError:
            message = f"tftensor values[{index}]: not UTF-8"
            raise PayloadError(message) from None
    return array
