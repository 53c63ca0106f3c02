"""Python's codecs and Java's make the same of every message, step by step.

Each test asks of generated bodies: JSON ⇄ message ⇄ protobuf, and what the identity models answer.
What differs is shrunk to the smallest body that shows it.
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from bodies import feedback_bodies, list_bodies, message_bodies
from hypothesis import HealthCheck, Phase, given, note, settings
from java_codecs import JavaCodecs, Step, java_codecs
from python_codecs import PythonCodecs

# And a tenth of it as lists, a tenth as feedback: a minute and a half.
_MESSAGES = int(os.environ.get("DIFFERENTIAL_MESSAGES", "5000"))
_TIMEOUT_S = 600
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
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


def _of_examples(count: int) -> Callable[[Any], Any]:
    return settings(
        max_examples=count,
        deadline=None,
        database=None,
        # One session's bodies are the next one's, so that a failure can be seen again.
        derandomize=True,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )


def test_messages_agree_in_every_step(java: JavaCodecs) -> None:
    """What a client gets may not depend on the language of the component, nor on its way there."""

    @_of_examples(_MESSAGES)
    @given(message_bodies())
    def agree(body: bytes) -> None:
        note(f"body: {body!r}")
        read = _PYTHON.read("rest", "message", body)
        assert _said(java.read("rest", "message", body)) == _said(read)
        if not _is_empty_text(read):
            _answers_agree(java, ("PREDICT", "TRANSFORM_INPUT"), body)
        if read.error is None and not _is_empty_text(read):
            _writing_agrees(java, "rest", body)
            wire = _PYTHON.translated("rest", "grpc", body).written
            if wire is not None:
                ours = _PYTHON.read("grpc", "message", wire)
                assert _said(java.read("grpc", "message", wire)) == _said(ours)
                _writing_agrees(java, "grpc", wire)

    agree()


def test_lists_agree(java: JavaCodecs) -> None:
    """Aggregate's messages, with the place of what is wrong."""

    @_of_examples(_MESSAGES // 10)
    @given(list_bodies())
    def agree(body: bytes) -> None:
        note(f"body: {body!r}")
        ours = _PYTHON.read("rest", "messages", body)
        assert _said(java.read("rest", "messages", body)) == _said(ours)
        if not _is_empty_text(ours):
            _answers_agree(java, ("AGGREGATE",), body)

    agree()


def test_feedback_agrees(java: JavaCodecs) -> None:
    """A router learns the same in each language."""

    @_of_examples(_MESSAGES // 10)
    @given(feedback_bodies())
    def agree(body: bytes) -> None:
        note(f"body: {body!r}")
        ours = _PYTHON.read("rest", "feedback", body)
        assert _said(java.read("rest", "feedback", body)) == _said(ours)
        _answers_agree(java, ("SEND_FEEDBACK",), body)

    agree()


def _said(step: Step) -> Step:
    """Give a step with its error's numbers in one spelling: a language has its own (PAY-18)."""
    if step.error is None:
        return step
    return replace(step, error=_NUMBER.sub(lambda match: repr(float(match[0])), step.error))


def _is_empty_text(read: Step) -> bool:
    """Tell whether a tftensor of no strings was read.

    Python takes an array without values for numbers, and answers a tftensor; Java keeps it apart
    from one of numbers, and answers an ndarray (PAY-14 says nothing of it).
    """
    text = read.text or ""
    return '"text tftensor"' in text and '"text mixed"' in text and '"values":[]' in text


def _answers_agree(java: JavaCodecs, verbs: Iterable[str], body: bytes) -> None:
    """Compare what the identity models of both answer."""
    for verb in verbs:
        ours = _PYTHON.answered(verb, "rest", body)
        theirs = java.answered(verb, "rest", body)
        assert _said(theirs).error == _said(ours).error
        assert _read_again("rest", theirs) == _read_again("rest", ours)


def _writing_agrees(java: JavaCodecs, source: str, body: bytes) -> None:
    """Compare what both write for each transport, as JSON values and as what is read of it."""
    for target in ("rest", "grpc"):
        ours = _PYTHON.translated(source, target, body)
        theirs = java.translated(source, target, body)
        assert _said(theirs).error == _said(ours).error
        assert _read_again(target, theirs) == _read_again(target, ours)


def _read_again(target: str, step: Step) -> object:
    """Give what is read of what was written; of JSON, its members too.

    A tftensor has the dtype of the language (PAY-18), so its members are not compared.
    """
    if step.written is None:
        return None
    read = _PYTHON.read(target, "message", step.written)
    if target == "grpc" or b'"tftensor"' in step.written:
        return read
    return read, json.loads(step.written, parse_int=float)
