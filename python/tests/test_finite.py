"""Finiteness by one pass: as numpy has it, for every kind of float and every shape."""

import warnings

import numpy as np
import pytest

from seldon_wrapper.message.finite import all_finite, has_infinity

INFINITE, MISSING = float("inf"), float("nan")


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", ">f8", "g"])
@pytest.mark.parametrize(
    "values",
    [[], [0.0], [1.5, -2.0], [6e4], [-INFINITE], [1.0, MISSING], [MISSING, INFINITE], [INFINITE]],
)
def test_as_numpy_says(values, dtype):
    """A square that overflows is no infinity, and a NaN hides none; nothing is warned of."""
    array = np.array(values, dtype)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = all_finite(array), has_infinity(array)

    assert found == (bool(np.isfinite(array).all()), bool(np.isinf(array).any()))


def test_any_shape_and_order():
    """A transposed slice is what models answer."""
    array = np.arange(24.0).reshape(2, 3, 4).transpose(2, 0, 1)[:, ::-1]
    before = all_finite(array), has_infinity(array)
    array[1, 1, 1] = np.inf

    assert before == (True, False)
    assert (all_finite(array), has_infinity(array)) == (False, True)


def test_numbers_near_the_largest_are_finite():
    """Their squares are not."""
    array = np.array([1.7e308, -1.7e308])

    assert (all_finite(array), has_infinity(array)) == (True, False)
