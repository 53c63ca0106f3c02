"""Python's codecs and Java's make the same of every message, step by step.

Each test asks of generated bodies: JSON ⇄ message ⇄ protobuf, and what the identity models answer.
What differs is shrunk to the smallest body that shows it.
"""

from collections.abc import Iterator

import pytest
from agreement import MESSAGES, answer_of, comparable, of_examples, said
from bodies import feedback_bodies, list_bodies, message_bodies
from hypothesis import given, note
from java_codecs import JavaCodecs, java_codecs
from python_codecs import PythonCodecs

_TIMEOUT_S = 600
_PYTHON = PythonCodecs()

pytestmark = [
    pytest.mark.timeout(_TIMEOUT_S),
    # Of a strategy, when one of its draws is given up: it is made for an error that nobody sees.
    pytest.mark.filterwarnings("ignore:Generating overly large repr"),
]


@pytest.fixture(scope="module")
def java() -> Iterator[JavaCodecs]:
    """Java's codecs."""
    with java_codecs() as codecs:
        yield codecs


def test_messages_agree_in_every_step(java: JavaCodecs) -> None:
    """What a client gets may not depend on the language of the component, nor on its way there."""

    @of_examples(MESSAGES)
    @given(message_bodies())
    def agree(body: bytes) -> None:
        note(f"body: {body!r}")
        read = _PYTHON.read("rest", "message", body)
        assert said(java.read("rest", "message", body)) == said(read)
        for verb in ("PREDICT", "TRANSFORM_INPUT"):
            assert answer_of(java, verb, body) == answer_of(_PYTHON, verb, body)
        if read.error is None:
            _writing_agrees(java, "rest", body)
            wire = _PYTHON.translated("rest", "grpc", body).written
            if wire is not None:
                ours = _PYTHON.read("grpc", "message", wire)
                assert said(java.read("grpc", "message", wire)) == said(ours)
                _writing_agrees(java, "grpc", wire)

    agree()


def test_lists_agree(java: JavaCodecs) -> None:
    """Aggregate's messages, with the place of what is wrong."""

    @of_examples(MESSAGES // 10)
    @given(list_bodies())
    def agree(body: bytes) -> None:
        note(f"body: {body!r}")
        ours = _PYTHON.read("rest", "messages", body)
        assert said(java.read("rest", "messages", body)) == said(ours)
        assert answer_of(java, "AGGREGATE", body) == answer_of(_PYTHON, "AGGREGATE", body)

    agree()


def test_feedback_agrees(java: JavaCodecs) -> None:
    """A router learns the same in each language."""

    @of_examples(MESSAGES // 10)
    @given(feedback_bodies())
    def agree(body: bytes) -> None:
        note(f"body: {body!r}")
        ours = _PYTHON.read("rest", "feedback", body)
        assert said(java.read("rest", "feedback", body)) == said(ours)
        assert answer_of(java, "SEND_FEEDBACK", body) == answer_of(_PYTHON, "SEND_FEEDBACK", body)

    agree()


def _writing_agrees(java: JavaCodecs, source: str, body: bytes) -> None:
    """Compare what both write for each transport, as JSON values and as what is read of it."""
    for target in ("rest", "grpc"):
        ours = _PYTHON.translated(source, target, body)
        theirs = java.translated(source, target, body)
        assert comparable(target, theirs) == comparable(target, ours)
