"""A TensorProto is decoded to the same values however it is written (PAY-12)."""

import base64
import math
import struct
from typing import Any

import pytest

from seldon_conformance.tensor_proto import decoded_tensor


def _content(letter: str, *values: Any) -> str:
    return base64.b64encode(struct.pack(f"<{len(values)}{letter}", *values)).decode()


@pytest.mark.parametrize(
    ("dtype", "members", "values"),
    [
        ("DT_DOUBLE", {"tensorContent": _content("d", 1.5, -2.0)}, [1.5, -2.0]),
        ("DT_FLOAT", {"tensorContent": _content("f", 0.1, 1)}, [0.10000000149011612, 1.0]),
        ("DT_FLOAT", {"floatVal": [0.1, 1]}, [0.10000000149011612, 1.0]),
        ("DT_DOUBLE", {"doubleVal": ["Infinity", 1]}, [math.inf, 1.0]),
        ("DT_HALF", {"tensorContent": _content("e", 1.5, 2)}, [1.5, 2.0]),
        ("DT_HALF", {"halfVal": [15872, 16384]}, [1.5, 2.0]),
        ("DT_INT64", {"int64Val": ["9007199254740993", "1"]}, [9007199254740993, 1]),
        ("DT_INT8", {"tensorContent": _content("b", -1, 1)}, [-1, 1]),
        ("DT_UINT8", {"intVal": [255, 1]}, [255, 1]),
        ("DT_BOOL", {"tensorContent": _content("?", True, False)}, [True, False]),
        ("DT_BOOL", {"boolVal": [True]}, [True, True]),
        ("DT_INT32", {"intVal": [7]}, [7, 7]),
        ("DT_STRING", {"stringVal": ["YQ==", "Yg=="]}, ["YQ==", "Yg=="]),
    ],
)
def test_values_are_decoded(dtype: str, members: dict[str, Any], values: list[Any]) -> None:
    """Content and typed fields, halves as bits, and one value that stands for all."""
    proto = {"dtype": dtype, "tensorShape": {"dim": [{"size": "2"}]}, **members}

    assert decoded_tensor(proto) == {"dtype": dtype, "shape": [2], "values": values}


@pytest.mark.parametrize(
    "proto",
    [
        [1],
        {"dtype": "DT_COMPLEX64"},
        {"dtype": "DT_FLOAT", "tensorContent": "%"},
        {"dtype": "DT_STRING", "tensorContent": "YQ=="},
        {"dtype": "DT_INT64", "int64Val": ["x"]},
    ],
)
def test_what_cannot_be_decoded_is_shown_as_it_is(proto: Any) -> None:
    """A wrong answer is a difference, not a crash of the suite."""
    assert decoded_tensor(proto) == proto
