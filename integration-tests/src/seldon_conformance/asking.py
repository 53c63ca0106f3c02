"""Sends the requests of a case to a subject, and keeps the answers as they came."""

import functools
from contextlib import ExitStack
from dataclasses import dataclass

from seldon_conformance.grpc_client import GrpcAnswer, GrpcClient
from seldon_conformance.rest_client import RestAnswer, RestClient
from seldon_conformance.running import grpc_call_of, rest_request_of
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


def ask(case: Case, subject: Subject) -> list[Answered]:
    """Send the steps of a case in their order.

    Raises:
        VectorError: A request could not be made of the vector.
        SubjectError: The subject did not answer at all.
    """
    with ExitStack() as stack:
        # Made when they are needed: a subject may have one of the two alone.
        clients = _Clients(subject, stack)
        return [_answered(step, _transport(step, case), clients) for step in case.vector.steps]


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


def _transport(step: Step, case: Case) -> Transport:
    return step.transport or case.transport or Transport.REST


def _answered(step: Step, transport: Transport, clients: _Clients) -> Answered:
    if transport is Transport.REST:
        return Answered(step, transport, clients.rest.send(rest_request_of(step)))
    call = grpc_call_of(step)
    answer = clients.grpc.call(call.method, call.request, is_streaming=call.is_streaming)
    return Answered(step, transport, answer, call.answer_type)
