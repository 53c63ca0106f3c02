"""An example is made of what metadata tells, and of nothing that it does not tell."""

from typing import Any

import pytest

from seldon_conformance.example_from_metadata import message_of_metadata


@pytest.mark.parametrize(
    ("first", "message"),
    [
        (
            {"messagetype": "tensor", "schema": {"names": ["a", "b"], "shape": [2]}},
            {"data": {"names": ["a", "b"], "tensor": {"shape": [1, 2], "values": [1.0, 2.0]}}},
        ),
        (
            {"messagetype": "ndarray", "schema": {"shape": [-1, 3]}},
            {"data": {"ndarray": [[1.0, 2.0, 3.0]]}},
        ),
        (
            {"messagetype": "ndarray", "schema": {"names": ["a", "b"]}},
            {"data": {"names": ["a", "b"], "ndarray": [[1.0, 2.0]]}},
        ),
        (
            {"messagetype": "ndarray", "schema": {"shape": [2, 2]}},
            {"data": {"ndarray": [[[1.0, 2.0], [3.0, 4.0]]]}},
        ),
        (
            {"name": "x", "datatype": "FP32", "shape": ["-1", "2"]},
            {"data": {"ndarray": [[1.0, 2.0]]}},
        ),
        ({"messagetype": "strData"}, {"strData": "text"}),
        ({"messagetype": "binData"}, {"binData": "AAH/"}),
    ],
)
def test_shape_makes_an_example(first: Any, message: Any) -> None:
    """One row, whose values tell columns apart; over gRPC sizes come as strings."""
    assert message_of_metadata({"inputs": [first, {}]}) == message


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        [],
        {},
        {"inputs": []},
        {"inputs": ["a"]},
        {"inputs": [{"messagetype": "tensor"}]},
        {"inputs": [{"messagetype": "tensor", "schema": {}}]},
        {"inputs": [{"messagetype": "tensor", "schema": {"shape": ["many"]}}]},
        {"inputs": [{"messagetype": "tensor", "schema": {"shape": [100_000, 100_000]}}]},
        {"inputs": [{"messagetype": "jsonData", "schema": {"type": "object"}}]},
        {"inputs": [{"datatype": "BYTES", "shape": [1]}]},
    ],
)
def test_what_tells_no_shape_makes_none(metadata: Any) -> None:
    """Then the usual example is tried, and the run says what to do if it does not fit."""
    assert message_of_metadata(metadata) is None
