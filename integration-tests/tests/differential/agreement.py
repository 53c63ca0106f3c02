"""How the answers of two languages are compared."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from hypothesis import HealthCheck, Phase, settings
from python_codecs import PythonCodecs
from steps import Step

# And a tenth of it as lists, a tenth as feedback: a minute and a half.
MESSAGES = int(os.environ.get("DIFFERENTIAL_MESSAGES", "5000"))
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
# Of a jsonData of null, which nobody can answer (PAY-15).
_NOTHING = re.compile(r"returned (?:NoneType|NULL|null) ")
_READER = PythonCodecs()


class Answering(Protocol):
    """A language's dispatcher, with its identity model."""

    def answered(self, verb: str, transport: str, body: bytes) -> Step:
        """Have the model answer a verb, by its name in capitals."""


def of_examples(count: int) -> Callable[[Any], Any]:
    """Have hypothesis make so many bodies."""
    return settings(
        max_examples=count,
        deadline=None,
        database=None,
        # One session's bodies are the next one's, so that a failure can be seen again.
        derandomize=True,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )


def said(step: Step) -> Step:
    """Give a step with its error's numbers and names of types in one spelling (PAY-15, PAY-18)."""
    if step.error is None:
        return step
    text = _NOTHING.sub("returned nothing ", step.error)
    return replace(step, error=_NUMBER.sub(lambda match: repr(float(match[0])), text))


def answer_of(codecs: Answering, verb: str, body: bytes) -> object:
    """Give what an identity model answers over REST, as it can be compared."""
    return comparable("rest", codecs.answered(verb, "rest", body))


def comparable(target: str, step: Step) -> object:
    """Give what was written for a transport as what is read of it, or the error."""
    return said(step).error, _read_again(target, step)


def _read_again(target: str, step: Step) -> object:
    """Give what is read of what was written; of JSON, its members too.

    A tftensor has the dtype of the language (PAY-18), so its members are not compared.
    """
    if step.written is None:
        return None
    read = _READER.read(target, "message", step.written)
    if target == "grpc" or b'"tftensor"' in step.written:
        return read
    return read, json.loads(step.written, parse_int=float)
