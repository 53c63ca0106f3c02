"""The identity model in R answers as Python's does, whatever a client sends.

The bodies are those that Python and Java are compared with (integration-tests/tests/differential),
and what differs is shrunk to the smallest body that shows it.
"""

import pytest
from agreement import MESSAGES, answer_of, of_examples
from bodies import feedback_bodies, list_bodies, message_bodies
from hypothesis import assume, given, note
from python_codecs import PythonCodecs

pytestmark = pytest.mark.timeout(600)

# R has no strings with this character (PAY-11).
NUL = rb"\u0000"
PYTHON = PythonCodecs()
IDENTITY = """
input_form.c <- function(object, ...) "matrix"
predict.c <- function(object, newdata, ...) newdata
aggregate.c <- function(object, data, ...) data[[1]]
send_feedback.c <- function(object, request, reward, truth, routing, ...) NULL
"""


@pytest.fixture
def r(component):
    """R's identity model, behind the dispatcher and the codecs of the server."""
    return PythonCodecs(component(IDENTITY))


def test_messages_agree(r):
    """What goes through R and back loses nothing."""

    @of_examples(MESSAGES)
    @given(message_bodies())
    def agree(body):
        assume(NUL not in body)
        note(f"body: {body!r}")
        for verb in ("PREDICT", "TRANSFORM_INPUT"):
            assert answer_of(r, verb, body) == answer_of(PYTHON, verb, body)

    agree()


def test_lists_agree(r):
    """Of several messages each arrives, in order."""

    @of_examples(MESSAGES // 10)
    @given(list_bodies())
    def agree(body):
        assume(NUL not in body)
        note(f"body: {body!r}")
        assert answer_of(r, "AGGREGATE", body) == answer_of(PYTHON, "AGGREGATE", body)

    agree()


def test_feedback_agrees(r):
    """What is refused as feedback is refused alike."""

    @of_examples(MESSAGES // 10)
    @given(feedback_bodies())
    def agree(body):
        note(f"body: {body!r}")
        assert answer_of(r, "SEND_FEEDBACK", body) == answer_of(PYTHON, "SEND_FEEDBACK", body)

    agree()
