"""What of a request an R component sees, told by R itself."""

import numpy as np
import pytest

from seldon_wrapper.errors import PayloadError

DEPARSE = 'scalar(paste(deparse(newdata, width.cutoff = 500), collapse = ""))'
MATRIX = 'input_form.c <- function(object, ...) "matrix"'


@pytest.mark.parametrize(
    ("value", "names", "seen"),
    [
        ([[1.5, 2.0], [3.0, 4.0]], ["a", "b"], "a = c(1.5, 3), b = c(2, 4)"),
        ([[1.5, np.nan]], [], "V1 = 1.5, V2 = NA_real_"),
        ([[1.5, 2.5]], ["one too few"], "V1 = 1.5, V2 = 2.5"),
        ([1.5, 2.5], ["a", "b"], "a = 1.5, b = 2.5"),
    ],
)
def test_numbers_are_columns_of_doubles(predict, value, names, seen):
    """Row-major on the wire, column-major in R: a value in the wrong cell is a wrong prediction."""
    answer = predict(DEPARSE, np.array(value), names)

    assert answer.data.startswith(f"structure(list({seen})")
    assert 'class = "data.frame"' in answer.data


@pytest.mark.parametrize("shape", [(1, 4), (10, 100), (3, 17), (10_000, 4), (0, 3), (2, 0)])
def test_rows_come_back_as_they_went(predict, shape):
    """Turned into columns and back, in pieces of eight columns; large ones go another way."""
    rows = np.arange(np.prod(shape), dtype=float).reshape(shape) / 7
    rows[:1, 1:2] = np.nan

    for value in (rows, np.asfortranarray(rows), rows.astype(np.float32)):
        answer = predict(f"stopifnot(dim(newdata) == c{shape}); newdata", value)

        np.testing.assert_array_equal(answer.data, value)


def test_names_of_many_requests_are_each_their_own(component):
    """More sets of names than are kept; the answer's names are looked up by their address."""
    rename = "names(newdata) <- toupper(names(newdata)); newdata"
    made = component(f"predict.c <- function(object, newdata, ...) {{ {rename} }}")
    rows = np.array([[1.0, 2.0]])

    found = [made.predict(rows, [f"a{index}", f"é{index}"], {}).names for index in range(200)]

    assert found == [[f"A{index}", f"É{index}"] for index in range(200)]


def test_each_column_of_mixed_rows_has_its_own_type(predict):
    """Upstream makes text of numbers that stand beside text."""
    rows = np.array([["x", 1, True, None], [None, None, None, None]], object)

    answer = predict(DEPARSE, rows, ["s", "n", "b", "e"])

    expected = 's = c("x", NA), n = c(1, NA), b = c(TRUE, NA), e = c(NA, NA)'
    assert answer.data.startswith(f"structure(list({expected})")


def test_integers_of_32_bits_stay_integers(predict):
    """A tftensor has its own number types; numbers of JSON are doubles, for R's overflow."""
    answer = predict('scalar(paste(sapply(newdata, typeof), collapse = " "))', np.int32([[1, 2]]))
    lowest = predict("newdata", np.int32([[-(2**31)]]))
    wide = predict('scalar(paste(sapply(newdata, typeof), collapse = " "))', np.int64([[1, 2]]))

    assert (answer.data, wide.data) == ("integer integer", "double double")
    assert lowest.data.tolist() == [[-(2.0**31)]]


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        (np.array([[1.0, 2.0], [3.0, 4.0]]), "structure(c(1, 3, 2, 4), dim = c(2L, 2L))"),
        (np.array([1.0, 2.0]), "structure(c(1, 2), dim = 2L)"),
        (np.array([["a", "b"]]), 'structure(c("a", "b"), dim = 1:2)'),
    ],
)
def test_a_component_can_ask_for_matrices(predict, value, seen):
    """Numbers in a matrix need no conversion in a component that computes."""
    assert predict(DEPARSE, value, [], MATRIX).data == seen


def test_a_matrix_has_the_names_of_the_request(predict):
    """Columns are chosen by name in R, of a matrix too."""
    answer = predict("newdata[, 'b', drop = FALSE]", np.array([[1.0, 2.0]]), ["a", "b"], MATRIX)

    assert answer.data.tolist() == [[2.0]]
    assert answer.names == ["b"]


def test_three_dimensions_are_an_array(predict):
    """R's arrays hold any number of dimensions; data frames do not."""
    value = np.arange(24.0).reshape(2, 3, 4)

    answer = predict("list(dim(newdata), newdata[2, 3, 4], newdata)", value)

    assert answer.data[:2] == [[2, 3, 4], 23]
    assert answer.data[2] == value.tolist()


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("text", '"text"'),
        (b"\x00\xff", "as.raw(c(0x00, 0xff))"),
        (
            {"a": [1, None], "b": {}},
            "list(a = list(1, NULL), b = structure(list(), names = character(0)))",
        ),
        ([], "list()"),
        (True, "TRUE"),
    ],
)
def test_other_payloads_are_plain_r(predict, value, seen):
    """What jsonlite would give without simplifying, a string, and a raw vector."""
    assert predict(DEPARSE, value).data == seen


def test_a_nul_character_is_refused(predict):
    """R's strings end there: half a text would be a wrong answer."""
    with pytest.raises(PayloadError) as excinfo:
        predict("newdata", "a\0b")

    expected = "string: a NUL character (expected: none, since R has no such strings)"
    assert str(excinfo.value) == expected


@pytest.mark.parametrize("count", [1, 127, 128, 5000])
def test_texts_arrive_whole_and_come_back(predict, count):
    """Long columns of text go another way than short ones: as one string."""
    texts = ["", "ä €", "\x1f", None, "NA", *map(str, range(count))]
    rows = np.array([texts, texts], object).T

    answer = predict("newdata", rows)

    assert answer.data.tolist() == rows.tolist()


def test_long_texts_without_a_separator_arrive_whole(predict):
    """The last of them may be empty, which strsplit leaves out."""
    texts = ["a", "", None, *map(str, range(300)), ""]

    answer = predict("newdata", np.array([texts], object).T)

    assert [row[0] for row in answer.data.tolist()] == texts


def test_methods_get_what_their_arguments_name(component):
    """The names and meta are there for those that ask, and older signatures work."""
    made = component("""
        predict.c <- function(mymodel, newdata = list(), meta, names) list(meta, names)
        route.c <- function(obj, x) ncol(x)
        send_feedback.c <- function(obj, request, reward, truth, routing) {
          list(reward, routing, nrow(request), truth)
        }
        aggregate.c <- function(obj, inputs) length(inputs)
    """)
    rows = np.array([[1.0, 2.0]])

    assert made.predict(rows, ["a", "b"], {"puid": "p"}).data == [{"puid": "p"}, ["a", "b"]]
    assert made.route(rows, [], {}).data == 2
    assert made.send_feedback(rows, [], 0.5, "yes", 1).data == [0.5, 1, 1, "yes"]
    assert made.aggregate([rows, rows], [[], []], {}).data.tolist() == [2]


def test_parameters_come_typed(component):
    """BOOL as text is TRUE to R whatever it says."""
    made = component(
        "predict.c <- function(object, newdata) sapply(object$p, typeof)",
        i=3,
        d=0.5,
        s="x",
        b=False,
        wide=2**40,
    )

    answer = made.predict("", [], {}).data.tolist()

    assert answer == ["integer", "double", "character", "logical", "double"]
