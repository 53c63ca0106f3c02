"""Errors, warnings, and ways to end R, none of which ends the process."""

import logging
import threading

import pytest

from seldon_wrapper.errors import CallTimeoutError, from_exception
from seldon_wrapper.hosts.r.errors import RError
from seldon_wrapper.hosts.r.loading import load_file
from seldon_wrapper.load_error import LoadError


def test_an_error_has_rs_text_and_traceback(predict):
    """The log must say where in the component it happened."""
    with pytest.raises(RError) as excinfo:
        predict("inner <- function() stop('boom'); inner()", "x")

    assert str(excinfo.value) == "boom"
    note = excinfo.value.__notes__[0]
    assert note.startswith("R traceback:")
    assert "inner() at Component.R#2" in note


def test_an_error_may_have_a_status_and_a_reason(predict):
    """seldon_stop, and conditions of a component's own with such fields."""
    fields = "list(message = 'm', call = NULL, status = 418L, reason = 'R')"
    own = f"stop(structure(class = c('mine', 'error', 'condition'), {fields}))"
    with pytest.raises(RError) as by_us:
        predict("seldon_stop('no entry', 403, 'NOT_ALLOWED')", "x")
    with pytest.raises(RError) as by_them:
        predict(own, "x")

    found = [from_exception(error.value) for error in (by_us, by_them)]
    assert [(error.http_status, error.reason, error.info) for error in found] == [
        (403, "NOT_ALLOWED", "no entry"),
        (418, "R", "m"),
    ]


def test_an_error_without_a_text_tells_its_class(predict):
    """An empty info tells nothing."""
    fields = "list(message = '', call = NULL)"
    with pytest.raises(RError) as excinfo:
        predict(f"stop(structure(class = c('odd', 'error', 'condition'), {fields}))", "x")

    assert str(excinfo.value) == "odd"


def test_warnings_are_logged_and_the_answer_comes(predict, caplog):
    """R would keep them until it is back at its prompt, which never comes."""
    with caplog.at_level(logging.WARNING):
        answer = predict("warning('careful'); as.numeric('x')", {"a": 1})

    assert answer.data is not None
    assert caplog.messages[0].startswith("R: in predict.c(object, newdata = newdata): careful")
    assert "NAs introduced by coercion" in caplog.messages[1]


def test_a_component_cannot_end_the_process(predict):
    """quit() would end the server with the other calls in it."""
    for code in ("quit(status = 3)", "q('no', 3)", "base::quit(status = 3)"):
        with pytest.raises(RError) as excinfo:
            predict(code, "x")
        assert str(excinfo.value) == "quit: status 3"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("f <- function(n) f(n + 1); f(1)", "nested too deeply"),
        ("f <- function(n) f(n + 1); options(expressions = 5e5); f(1)", "stack"),
    ],
)
def test_a_runaway_recursion_is_an_error(predict, code, text):
    """The second runs out of the C stack, whose limits R must know for this thread."""
    with pytest.raises(RError) as excinfo:
        predict(f"on.exit(options(expressions = 5000)); {code}", "x")

    assert text in str(excinfo.value)
    assert predict("'still here'", "x").data == "still here"


def test_a_call_can_be_interrupted_and_the_next_one_is_right(component):
    """Nobody waits for it any more, and the others wait for it to end."""
    made = component("""
        predict.c <- function(object, newdata) if (newdata == "loop") repeat {} else newdata
    """)
    stop = threading.Timer(0.2, made.interrupt_call, (threading.get_ident(), None))
    stop.start()

    with pytest.raises(CallTimeoutError) as excinfo:
        made.predict("loop", [], {})

    assert str(excinfo.value) == "interrupted: nobody waits for the answer any more"
    assert made.predict("next", [], {}).data == "next"


def test_an_interrupt_of_another_threads_call_does_nothing(component):
    """The call that runs is somebody else's."""
    made = component("predict.c <- function(object, newdata) newdata")

    made.interrupt_call(-1, None)

    assert made.predict("x", [], {}).data == "x"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "initialise_seldon <- function(params) stop('no file')",
            "initialise_seldon failed: no file",
        ),
        (
            "x <- 1",
            "reading Component.R failed: no function initialise_seldon (expected: ",
        ),
        (
            "initialise_seldon <- function(params) structure(list(), class = 'k')",
            "the object is of class k, which has no method of predict (expected: predict.k)",
        ),
        ("f <- function( {", "reading Component.R failed: "),
    ],
)
def test_a_component_that_cannot_be_made_says_why(tmp_path, code, text):
    """Build and start fail with the cause as the last thing they say."""
    path = tmp_path / "Component.R"
    path.write_text(code)

    with pytest.raises(LoadError) as excinfo:
        load_file(path)()

    assert excinfo.value.cause.startswith(text)


def test_the_other_spelling_of_the_constructor_gets_a_notice(tmp_path, caplog):
    """The first guide to Seldon's R wrapper has it in its prose."""
    path = tmp_path / "Component.R"
    path.write_text(
        "seldon_initialise <- function(params) structure(list(), class = 'k')\n"
        "predict.k <- function(object, newdata) newdata\n"
    )

    assert load_file(path)().predict("x", [], {}).data == "x"
    notice = "R: seldon_initialise is taken for initialise_seldon, which is the function's name"
    assert caplog.messages == [notice]
