"""Shape and values to numpy arrays, for ``tensor`` payloads (contract.md, PAY-4 and PAY-5)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from seldon_wrapper.errors import PayloadError

Array = npt.NDArray[Any]
MAX_DIMENSIONS = 32
_MAX_BESIDE_ZERO = 1048576


def to_array(shape: Sequence[int], values: Array) -> Array:
    """Give the values their shape.

    Args:
        shape: Sizes, outermost first; one may be -1 and is worked out; empty only without values.
        values: One-dimensional, row-major.

    Returns:
        ``values`` itself, reshaped.

    Raises:
        PayloadError: The number of values is not the product of the shape (PAY-4).
    """
    count = values.size
    # Nearly all are this; to find out what is wrong, or left open, takes four times as long.
    if 0 < len(shape) <= MAX_DIMENSIONS and min(shape) > 0 and math.prod(shape) == count:
        return values.reshape(shape)
    if not shape:
        if count:
            message = f"tensor shape: [] (expected: a size for each dimension of {count} values)"
            raise PayloadError(message)
        return values
    if len(shape) > MAX_DIMENSIONS:
        message = f"tensor shape: {len(shape)} dimensions (expected: at most {MAX_DIMENSIONS})"
        raise PayloadError(message)
    known = math.prod(size for size in shape if size != -1)
    unknown = shape.count(-1)
    can_work_out = unknown == 0 or (unknown == 1 and known > 0 and count % known == 0)
    if min(shape) < -1 or not can_work_out:
        message = f"tensor shape: {list(shape)} (expected: sizes of 0 or more, at most one -1)"
        raise PayloadError(message)
    if 0 in shape and math.prod(size for size in shape if size > 0) > _MAX_BESIDE_ZERO:
        text = f"at most {_MAX_BESIDE_ZERO} values without the sizes of 0"
        message = f"tensor shape: {list(shape)} (expected: {text})"
        raise PayloadError(message)
    if unknown == 0 and known != count:
        message = f"tensor values: {count} (expected: {known} for shape {list(shape)})"
        raise PayloadError(message)
    return values.reshape(tuple(shape))


def from_array(array: Array) -> tuple[tuple[int, ...], Array]:
    """Give the shape and the values, row-major and contiguous, of a numeric array."""
    return array.shape, np.ascontiguousarray(array).reshape(-1)
