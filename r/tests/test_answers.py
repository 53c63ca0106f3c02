"""What becomes of what an R component returns."""

import math

import numpy as np
import pytest

from seldon_wrapper.answer import to_payload
from seldon_wrapper.errors import ComponentError
from seldon_wrapper.message import Kind

ROWS = np.array([[1.0, 2.0]])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("c(1, 2, 3)", [1, 2, 3]),
        ("1:2", [1, 2]),
        ("7", [7]),
        ("c(a = 0.5)", [0.5]),
        ("'setosa'", ["setosa"]),
        ("factor('b', levels = c('a', 'b'))", ["b"]),
        ("matrix(1:6, nrow = 2)", [[1, 3, 5], [2, 4, 6]]),
        ("data.frame(a = 1:2, b = c('x', 'y'))", [[1, "x"], [2, "y"]]),
        ("data.frame(a = c(TRUE, NA))", [[True], [None]]),
        ("data.frame(f = factor(c('u', 'v')))", [["u"], ["v"]]),
        ("data.frame(p = I(matrix(1:4, 2)))", [[1, 3], [2, 4]]),
        ("as.Date('2026-11-23')", ["2026-11-23"]),
        ("table(c('a', 'b', 'a'))", [2, 1]),
        ("array(1:8, c(2, 2, 2))", [[[1, 5], [3, 7]], [[2, 6], [4, 8]]]),
        ("array(1:8 + 0, c(2, 2, 2))", [[[1, 5], [3, 7]], [[2, 6], [4, 8]]]),
        ("as.numeric(1:3)", [1, 2, 3]),
        ("array(0.5 + 1:2, 2)", [1.5, 2.5]),
        ("data.frame(a = c(x = 0.5, y = 1.5), b = 2.5)", [[0.5, 2.5], [1.5, 2.5]]),
        ("structure(data.frame(a = 0.5), class = c('tbl_df', 'tbl', 'data.frame'))", [[0.5]]),
        ("data.frame(a = 0.5, d = as.difftime(1.5, units = 'secs'))", [[0.5, 1.5]]),
        ("data.frame()", []),
    ],
)
def test_vectors_and_frames_are_arrays(predict, body, expected):
    """To a request with rows, the same for one row and for many."""
    answer = predict(body, ROWS).data

    assert isinstance(answer, np.ndarray)
    assert answer.tolist() == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("scalar('a')", "a"),
        ("scalar(7)", 7),
        ("as.raw(c(0, 255))", b"\x00\xff"),
        (
            "list(a = 1, b = c(1, 2), c = I(1), d = NULL, e = NA)",
            {"a": 1, "b": [1, 2], "c": [1], "d": None, "e": None},
        ),
        ("list(f = factor('x'), m = matrix(1:4, 2))", {"f": "x", "m": [[1, 3], [2, 4]]}),
        (
            "list(d = data.frame(a = 1:2, b = c('x', 'y')))",
            {"d": [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]},
        ),
        ("list(1, list('a', TRUE))", [1, ["a", True]]),
        ("list(m = matrix(list(1, 'a', TRUE, NULL), 2))", {"m": [[1, True], ["a", None]]}),
        ("list(v = c(x = 1, y = 2), i = I(c(x = 1)))", {"v": [1, 2], "i": [1]}),
    ],
)
def test_lists_and_scalars_are_what_they_say(predict, body, expected):
    """A named list is a mapping; inside lists a vector of one element is that element."""
    assert predict(body, ROWS).data == expected


@pytest.mark.parametrize(("request_value", "expected"), [({"a": 1}, 7), (b"x", [7]), ("x", [7])])
def test_one_number_is_a_number_in_answer_to_json(predict, request_value, expected):
    """Only jsonData has single values, the other kinds have arrays."""
    answer = predict("7", request_value).data

    assert (answer.tolist() if isinstance(answer, np.ndarray) else answer) == expected


def test_a_frame_answers_one_dimension_by_one(predict):
    """What came as one row alone leaves so, or an identity would add a dimension."""
    assert predict("newdata * 2", np.array([1.0, 2.0])).data.tolist() == [2, 4]
    assert predict("matrix(c(1, 2), 1)", np.array([1.0, 2.0])).data.tolist() == [[1, 2]]


def test_names_of_an_answer_are_those_that_the_request_had_not(predict):
    """Class probabilities get their classes; an identity does not rename itself."""
    named = predict("cbind(yes = 0.25, no = 0.75)", ROWS)
    same = predict("newdata", ROWS, ["a", "b"])
    unnamed = predict("newdata", ROWS)

    assert (named.names, same.names, unnamed.names) == (["yes", "no"], None, None)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("NULL", "NULL"),
        ("globalenv()", "environment"),
        ("lm(dist ~ speed, cars)", "lm"),
        ("function() 1", "function"),
        ("1i", "complex"),
    ],
)
def test_what_is_no_payload_is_told_by_its_class(predict, body, text):
    """The text is for who wrote R, so it has R's word."""
    with pytest.raises(ComponentError) as excinfo:
        to_payload(predict(body, ROWS).data, Kind.TENSOR, "predict")

    expected = "an array, list, mapping, string or bytes"
    assert str(excinfo.value) == f"predict returned {text} (expected: {expected})"


def test_17_digits_survive(predict):
    """A double that is rounded on the way is another double."""
    value = np.array([[0.1 + 0.2, math.pi, 5e-324, 1.7976931348623157e308]])

    assert predict("newdata", value).data.tolist() == value.tolist()


def test_a_call_has_tags_and_metrics_of_its_own(predict):
    """An empty list of R is no mapping by itself."""
    metric = "list(type = 'GAUGE', key = 'k', value = 2)"
    body = f"seldon_response(1, tags = list(a = 1), metrics = list({metric}))"
    answer = predict(body, ROWS)
    plain = predict("seldon_response(1)", ROWS)

    assert answer.tags == {"a": 1}
    assert answer.metrics == [{"type": "GAUGE", "key": "k", "value": 2}]
    assert (plain.tags, plain.metrics) == ({}, [])
