"""Messages to protobuf bytes, checked by protobuf's own parser."""

from __future__ import annotations

import numpy as np
import pytest
from google.protobuf import any_pb2, json_format

from seldon_wrapper import protos
from seldon_wrapper.errors import ComponentError
from seldon_wrapper.message import Kind, Message
from seldon_wrapper.rpc.encode import message_bytes


def _encoded(kind, value, names=(), meta=None):
    written = message_bytes(Message(kind, value, list(names), meta or {}))
    parsed = protos.SeldonMessage.FromString(written)
    # The bytes are also those of a message without anything unknown or repeated.
    assert len(written) == parsed.ByteSize()
    return parsed


def _refused(kind, value):
    with pytest.raises(ComponentError) as excinfo:
        message_bytes(Message(kind, value))
    return str(excinfo.value)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0).reshape(2, 3),
        np.arange(6).reshape(3, 2).T,
        np.arange(6, dtype=np.float32),
        np.empty((0, 4)),
        np.array([np.nan, np.inf, -np.inf, -0.0]),
        np.ones((2, 2, 2), dtype=">f8"),
    ],
)
def test_a_tensor_is_row_major_doubles(array):
    """Whatever the memory layout and type of the component's array."""
    found = _encoded(Kind.TENSOR, array, ["n"]).data

    assert list(found.names) == ["n"]
    assert list(found.tensor.shape) == list(array.shape)
    assert np.array_equal(found.tensor.values, array.astype(float).ravel(), equal_nan=True)


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        (np.arange(4).reshape(2, 2), [[0.0, 1.0], [2.0, 3.0]]),
        (np.arange(400.0).reshape(4, 100), np.arange(400.0).reshape(4, 100).tolist()),
        (np.arange(3, dtype=np.float32), [0.0, 1.0, 2.0]),
        (np.arange(8).reshape(2, 2, 2), np.arange(8.0).reshape(2, 2, 2).tolist()),
        (np.array([1, np.nan]), [1.0, None]),
        (np.array([[True], [False]]), [[True], [False]]),
        (np.array(["a", "\u00e4"]), ["a", "\u00e4"]),
        (np.array([["a", 1, None, True]], dtype=object), [["a", 1.0, None, True]]),
        (np.empty((2, 0)), [[], []]),
        (np.empty(0), []),
    ],
)
def test_an_ndarray_is_nested_lists(array, expected):
    """NaN is null (PAY-8), and each value has its type (PAY-7)."""
    found = _encoded(Kind.NDARRAY, array).data.ndarray

    assert json_format.MessageToDict(found) == expected


def test_an_infinite_answer_in_an_ndarray_is_refused():
    """Never silently null: the message names the remedy (PAY-8)."""
    expected = "ndarray answer: Infinity (expected: finite numbers, or answer a tensor)"

    assert _refused(Kind.NDARRAY, np.array([1, np.inf])) == expected


@pytest.mark.parametrize(
    "array",
    [
        np.arange(4, dtype=np.int32).reshape(2, 2),
        np.array([0.5], dtype=np.float16),
        np.empty((0, 2), dtype=np.uint8),
    ],
)
def test_a_tftensor_has_the_dtype_of_the_answer(array):
    """As ``tensorContent``, little-endian (PAY-12)."""
    found = _encoded(Kind.TFTENSOR, array).data.tftensor

    assert [dim.size for dim in found.tensor_shape.dim] == list(array.shape)
    assert found.tensor_content == array.tobytes()
    assert protos.DTYPE_NAMES[found.dtype] in ("DT_INT32", "DT_HALF", "DT_UINT8")


@pytest.mark.parametrize("value", [None, True, 1, "\u00e4", [], {}, {"a": [1.5, {"b": None}]}])
def test_json_data_is_any_json(value):
    """The value null included (PAY-9)."""
    found = _encoded(Kind.JSON, value)

    assert found.WhichOneof("data_oneof") == "jsonData"
    assert json_format.MessageToDict(found.jsonData) == value


def test_empty_strings_and_bytes_are_payloads():
    """A oneof that is set to nothing is still set."""
    assert _encoded(Kind.STRING, "").WhichOneof("data_oneof") == "strData"
    assert _encoded(Kind.BINARY, b"").WhichOneof("data_oneof") == "binData"


def test_custom_data_of_any_pool_is_taken():
    """A component makes its Any with protobuf's class, which is not ours."""
    found = _encoded(Kind.ANY, any_pb2.Any(type_url="a/b", value=b"c"))

    assert (found.customData.type_url, found.customData.value) == ("a/b", b"c")


def test_meta_is_written_whole():
    """Tags of any JSON, metrics by their type's name (MET)."""
    meta = {
        "puid": "p",
        "tags": {"a": [1, {"b": None}]},
        "requestPath": {"u": "i:1"},
        "metrics": [{"key": "k", "type": "TIMER", "value": 0.5, "tags": {"x": "y"}}],
    }

    found = _encoded(Kind.STRING, "", meta=meta)

    assert json_format.MessageToDict(found.meta) == meta


def test_an_answer_always_has_meta():
    """If only an empty one, as over REST (MET-7)."""
    assert _encoded(Kind.STRING, "").HasField("meta")


@pytest.mark.parametrize(
    ("kind", "value"),
    [(Kind.STRING, "\ud800"), (Kind.JSON, ["\ud800"]), (Kind.NDARRAY, np.array(["\ud800"]))],
)
def test_text_that_is_no_unicode_is_refused(kind, value):
    """Neither transport has a form for a lone surrogate."""
    expected = "answer: str is not valid UTF-8: surrogates not allowed (expected: JSON values)"

    assert _refused(kind, value) == expected
