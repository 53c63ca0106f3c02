"""TensorProto to an array, for both codecs (contract.md, PAY-12)."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from seldon_wrapper import protos
from seldon_wrapper.errors import PayloadError
from seldon_wrapper.message import tftensor

_FIELDS = {
    "DT_FLOAT": "float_val",
    "DT_DOUBLE": "double_val",
    "DT_STRING": "string_val",
    "DT_INT64": "int64_val",
    "DT_BOOL": "bool_val",
    "DT_HALF": "half_val",
    "DT_UINT32": "uint32_val",
    "DT_UINT64": "uint64_val",
}
_SMALL_INTEGERS = "int_val"


def tftensor_of(value: Any) -> npt.NDArray[Any]:
    """Read a parsed TensorProto as an array of the component's own.

    Raises:
        PayloadError: A dtype or shape that is not read, or a wrong number of values.
    """
    if value.tensor_shape.unknown_rank:
        text = "tftensor shape: unknown rank (expected: sizes of 0 or more)"
        raise PayloadError(text)
    dtype = protos.DTYPE_NAMES.get(value.dtype, str(value.dtype))
    shape = [dim.size for dim in value.tensor_shape.dim]
    content = value.tensor_content
    values = [] if content else list(getattr(value, _FIELDS.get(dtype, _SMALL_INTEGERS)))
    return tftensor.to_array(tftensor.TfTensor(dtype, shape, content, values))
