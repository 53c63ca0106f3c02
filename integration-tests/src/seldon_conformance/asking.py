"""Sends the requests of a case to a subject, and keeps the answers as they came."""

import functools
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from seldon_conformance.compare import Difference
from seldon_conformance.grpc_client import GrpcAnswer, GrpcClient
from seldon_conformance.grpc_judge import grpc_differences
from seldon_conformance.grpc_requests import GrpcCall, grpc_call, verb_call
from seldon_conformance.rest_client import RestAnswer, RestClient, RestRequest
from seldon_conformance.rest_judge import rest_differences
from seldon_conformance.rest_requests import rest_request, verb_request
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Case, Step, Transport


@dataclass(frozen=True)
class Answered:
    """One step and what came back.

    Attributes:
        step: What was sent.
        transport: Over which.
        answer: As it came.
        answer_type: Over gRPC, the full name of the answered message; may be empty.
    """

    step: Step
    transport: Transport
    answer: RestAnswer | GrpcAnswer
    answer_type: str = ""

    def differences(self, expectation: Mapping[str, Any]) -> Iterator[Difference]:
        """Yield where the answer differs from an expectation (vector.schema.json)."""
        tolerance = self.step.tolerance
        if isinstance(self.answer, GrpcAnswer):
            yield from grpc_differences(self.answer, self.answer_type, expectation, tolerance)
        else:
            yield from rest_differences(self.answer, expectation, tolerance)


def ask(case: Case, subject: Subject) -> list[Answered]:
    """Send the steps of a case in their order.

    Raises:
        VectorError: A request could not be made of the vector.
        SubjectError: The subject did not answer at all.
    """
    with ExitStack() as stack:
        # Made when they are needed: a subject may have one of the two alone.
        clients = _Clients(subject, stack)
        return [_answered(step, case.transport_of(step), clients) for step in case.vector.steps]


def rest_request_of(step: Step) -> RestRequest:
    """Give what a step sends over REST."""
    if step.rest is not None:
        return rest_request(step.rest)
    return verb_request(step.verb or "", step.request)


def grpc_call_of(step: Step) -> GrpcCall:
    """Give what a step sends over gRPC.

    Raises:
        VectorError: The request could not be made of the vector.
    """
    if step.grpc is not None:
        return grpc_call(step.grpc)
    return verb_call(step.verb or "", step.request)


@dataclass(frozen=True)
class _Clients:
    """The clients of one subject, open until the stack is closed."""

    subject: Subject
    stack: ExitStack

    @functools.cached_property
    def rest(self) -> RestClient:
        """The one over REST."""
        return self.stack.enter_context(RestClient(self.subject.rest_url))

    @functools.cached_property
    def grpc(self) -> GrpcClient:
        """The one over gRPC."""
        return self.stack.enter_context(GrpcClient(self.subject.grpc_target))


def _answered(step: Step, transport: Transport, clients: _Clients) -> Answered:
    if transport is Transport.REST:
        return Answered(step, transport, clients.rest.send(rest_request_of(step)))
    call = grpc_call_of(step)
    answer = clients.grpc.call(call.method, call.request, is_streaming=call.is_streaming)
    return Answered(step, transport, answer, call.answer_type)
