"""Two values differ where they do, and nowhere else."""

import math
from typing import Any

import pytest

from seldon_conformance.compare import Difference, differences, shown, text_differs


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (1, 1.0),
        (0.0, -0.0),
        (math.nan, math.nan),
        (math.inf, math.inf),
        ({"a": 1, "b": [None, True, "x"]}, {"b": [None, True, "x"], "a": 1.0}),
    ],
)
def test_equal_by_value_is_equal(got: Any, expected: Any) -> None:
    """PAY-18: numbers compare by value; the order of keys means nothing."""
    assert list(differences(got, expected)) == []


@pytest.mark.parametrize(
    ("got", "expected", "told"),
    [
        ({"a": [1, 2]}, {"a": [1, 3]}, "a[1]: 2 (expected: 3)"),
        ({"a": 1}, {}, "a: 1 (expected: nothing)"),
        ({}, {"a": {"b": 1}}, 'a: nothing (expected: {"b": 1})'),
        ({"a": [1]}, {"a": [1, 2]}, "a: 1 values [1] (expected: 2 values [1, 2])"),
        ({"a": True}, {"a": 1}, "a: true (expected: 1)"),
        ({"a": 0}, {"a": False}, "a: 0 (expected: false)"),
        ({"a": None}, {"a": 0}, "a: null (expected: 0)"),
        ({"a": "1"}, {"a": 1}, 'a: "1" (expected: 1)'),
        ({"a": math.nan}, {"a": None}, "a: NaN (expected: null)"),
        ({"a": math.inf}, {"a": -math.inf}, "a: Infinity (expected: -Infinity)"),
        ({"a": []}, {"a": {}}, "a: [] (expected: {})"),
        ({"a": 2**53 + 1}, {"a": 2.0**53}, "a: 9007199254740993 (expected: 9007199254740992.0)"),
        ([[1, 2]], [[2, 2]], "[0][0]: 1 (expected: 2)"),
    ],
)
def test_difference_is_told(got: Any, expected: Any, told: str) -> None:
    """A reader sees where, what came, and what should have."""
    assert [str(difference) for difference in differences(got, expected)] == [told]


def test_tolerance_is_relative() -> None:
    """Where arithmetic allows the last bits to differ, it allows no more."""
    assert list(differences([1e9 + 1e-4], [1e9], 1e-12)) == []
    assert len(list(differences([1e9 + 1e-2], [1e9], 1e-12))) == 1
    assert len(list(differences([1e-13], [0.0], 1e-12))) == 1


def test_difference_can_be_put_below_a_path() -> None:
    """Paths of steps and of values read as one."""
    assert Difference("data", "1", "2").below("steps[0]").path == "steps[0].data"
    assert Difference("[1]", "1", "2").below("body").path == "body[1]"
    assert Difference("", "1", "2").below("body").path == "body"


@pytest.mark.parametrize(
    ("text", "template", "differs"),
    [
        ("boom", "boom", False),
        ("boom!", "boom", True),
        ("predict returned int (expected: x)", "predict returned {type} (expected: x)", False),
        ("predict returned an int (expected: x)", "predict returned {type} (expected: x)", True),
        ("predict returned  (expected: x)", "predict returned {type} (expected: x)", True),
        ("a\nb", "{text}", False),
        ("tensor values[0]: true", "tensor values[0]: true", False),
        ("tensor values0: true", "tensor values[0]: true", True),
        ("{x}", "{x}", False),
    ],
)
def test_text_is_compared_whole(text: str, template: str, differs: bool) -> None:  # noqa: FBT001
    """Only the two placeholders give room; all other signs stand for themselves."""
    assert text_differs(text, template) is differs


def test_long_value_is_shown_short() -> None:
    """A megabyte that differs must not fill the screen."""
    assert shown("x" * 1000) == f'"{"x" * 99} … {"x" * 99}" (1002 characters)'
