"""Asks a subject with generated messages, and tells of the smallest one that it answers wrongly.

Needs the extra ``properties``. The messages are the same in every run: hypothesis draws them from
the name of the test, not from chance, so a run that was green is green again.
"""

import json
import math
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Generic, TypeVar

from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.errors import Flaky
from hypothesis.strategies import SearchStrategy

from seldon_conformance.check import ViolationError
from seldon_conformance.compare import Difference, shown
from seldon_conformance.descriptors import contract_descriptors
from seldon_conformance.errors import SubjectError
from seldon_conformance.example import Example
from seldon_conformance.grpc_client import GrpcAnswer, GrpcClient
from seldon_conformance.grpc_judge import grpc_differences
from seldon_conformance.normal_form import from_proto
from seldon_conformance.repeat import curl_line, grpcurl_line
from seldon_conformance.rest_client import RestClient
from seldon_conformance.rest_judge import rest_differences
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport

_EXAMPLES = 50
_ANSWER_TIMEOUT_S = 10.0
# How long a smaller value is looked for, once one has failed.
_SEARCH_S = 5.0
_Value = TypeVar("_Value")

# Its tables of Unicode take a second to make. It would keep them where its user happens to stand.
_cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 (never raises)
set_hypothesis_home_dir(Path(_cache) / "seldon-conformance" / "hypothesis")


def holds_for_all(
    values: SearchStrategy[_Value], ask: Callable[[_Value], None], examples: int = _EXAMPLES
) -> None:
    """Ask with many values; where one fails, look for the smallest that does.

    Args:
        values: What to ask with.
        ask: Asks, and raises if the answer is not right.
        examples: With how many values, if none fails.

    Raises:
        ViolationError: Of the smallest value that is answered wrongly.
        SubjectError: The subject gave no answer. It is not asked again then.
    """
    search = _Search(ask)

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        verbosity=Verbosity.quiet,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(values)
    def asked(value: _Value) -> None:
        search.ask_with(value)

    try:
        asked()
    except _Enough:
        raise search.violations[-1] from None
    except Flaky:
        raise _inconstant(search.violations, search.gone) from None


class _Enough(BaseException):
    """Ends the search for a smaller value: hypothesis lets pass what is no Exception."""


class _Search(Generic[_Value]):
    """Asks with one value after another, and remembers what came of it."""

    def __init__(self, ask: Callable[[_Value], None]) -> None:
        self._ask = ask
        self._until = math.inf
        self.violations: list[ViolationError] = []
        self.gone: list[SubjectError] = []

    def ask_with(self, value: _Value) -> None:
        """Ask, unless there is no sense in it any more."""
        if self.gone:
            raise self.gone[0]
        if time.monotonic() > self._until:
            raise _Enough
        try:
            self._ask(value)
        except ViolationError as violation:
            if not self.violations:
                self._until = time.monotonic() + _SEARCH_S
            self.violations.append(violation)
            raise
        except SubjectError as error:
            self.gone.append(SubjectError(f"{error}; asked with {shown(value)}"))
            raise self.gone[0] from error


def _inconstant(violations: list[ViolationError], gone: list[SubjectError]) -> Exception:
    """Give the error of a subject that answers one request in two ways."""
    if not violations:
        return gone[0]
    another = Difference("the same request again", "a right answer", "the same answer each time")
    return ViolationError([*violations[-1].differences, another], violations[-1].repeat)


def expect_answer(
    subject: Subject, transport: Transport, example: Example, expected: dict[str, Any]
) -> None:
    """Send an example, and compare the answer with a message.

    Raises:
        ViolationError: It is another, or none; with the whole request and answer.
        SubjectError: There is no answer.
    """
    if transport is Transport.REST:
        request = example.rest()
        answer = RestClient(subject.rest_url, _ANSWER_TIMEOUT_S).send(request)
        found = rest_differences(answer, {"message": expected}, 0.0)
        whole = answer.body.decode(errors="backslashreplace")
        _expect(found, example, whole, expected, curl_line(subject.rest_url, request))
    else:
        call = example.grpc()
        with GrpcClient(subject.grpc_target, _ANSWER_TIMEOUT_S) as client:
            reply = client.call(call.method, call.request)
        differing = grpc_differences(reply, call.answer_type, {"message": expected}, 0.0)
        line = grpcurl_line(subject.grpc_target, call)
        _expect(differing, example, _whole(reply, call.answer_type), expected, line)


def _expect(
    found: Iterable[Difference], example: Example, answer: str, expected: dict[str, Any], line: str
) -> None:
    differences = list(found)
    if differences:
        request = json.dumps(example.message, ensure_ascii=False)
        whole = Difference(f"{example.verb} of {request}", answer, f"200 {shown(expected)}")
        raise ViolationError([*differences, whole], line)


def _whole(reply: GrpcAnswer, answer_type: str) -> str:
    """Show an answer as a whole, an error by its status."""
    if reply.response is None:
        return f"{reply.code} {reply.message}"
    message = contract_descriptors().message_class(answer_type)()
    message.MergeFromString(reply.response)
    return shown(from_proto(message))
