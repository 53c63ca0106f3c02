"""From what a component returns to a payload, where only Python has such values (PAY-16)."""

import numpy as np
import pytest

from seldon_wrapper.answer import to_payload
from seldon_wrapper.message import Kind


@pytest.mark.parametrize("values", [[1, 2], [1.0, 2.0]])
def test_a_masked_number_is_nan(values):
    """What lies under a mask is what the component said not to use."""
    masked = np.ma.masked_array(values, mask=[False, True])

    kind, array = to_payload(masked, Kind.TENSOR, "predict")

    assert kind is Kind.TENSOR
    assert type(array) is np.ndarray
    assert repr(array.tolist()) == "[1.0, nan]"


def test_a_masked_text_is_none():
    """An array of strings has no NaN."""
    masked = np.ma.masked_array(["a", "b"], mask=[True, False])

    kind, array = to_payload(masked, Kind.NDARRAY, "predict")

    assert (kind, array.tolist()) == (Kind.NDARRAY, [None, "b"])


def test_integers_without_a_mask_stay_integers():
    """A masked array of which nothing is masked is an array."""
    array = to_payload(np.ma.masked_array([1, 2]), Kind.TENSOR, "predict")[1]

    assert type(array) is np.ndarray
    assert array.dtype.kind == "i"
