"""Runs a case against a subject: sends its steps in order, and judges the answers."""

from collections.abc import Iterable

from seldon_conformance.compare import Difference
from seldon_conformance.grpc_client import GrpcClient
from seldon_conformance.grpc_judge import grpc_differences
from seldon_conformance.grpc_requests import GrpcCall, grpc_call, verb_call
from seldon_conformance.rest_client import RestClient, RestRequest
from seldon_conformance.rest_judge import rest_differences
from seldon_conformance.rest_requests import rest_request, verb_request
from seldon_conformance.subjects import Subject, last_lines
from seldon_conformance.vectors import Case, Step, Transport

_SHOWN_DIFFERENCES = 20


def run_case(case: Case, subject: Subject) -> list[Difference]:
    """Run a case.

    Args:
        case: A vector over a transport.
        subject: A server with the case's setting.

    Returns:
        Every difference of every step, none if the subject conforms.

    Raises:
        VectorError: A request could not be made of the vector.
        SubjectError: The subject did not answer at all.
    """
    found: list[Difference] = []
    with RestClient(subject.rest_url) as rest, GrpcClient(subject.grpc_target) as grpc:
        for number, step in enumerate(case.vector.steps):
            transport = step.transport or case.transport or Transport.REST
            expectation = step.expectation(subject.language, transport)
            if transport is Transport.REST:
                answer = rest.send(rest_request_of(step))
                of_step = rest_differences(answer, expectation, step.tolerance)
            else:
                call = grpc_call_of(step)
                reply = grpc.call(call.method, call.request, is_streaming=call.is_streaming)
                of_step = grpc_differences(reply, call.answer_type, expectation, step.tolerance)
            found += _placed(of_step, number, len(case.vector.steps))
    return found


def failure_text(case: Case, found: list[Difference], subject: Subject) -> str:
    """Tell a failed case: what it would catch, the differences, the end of the subject's log."""
    lines = [
        f"{case} ({', '.join(case.vector.rules)}) on {case.setting}",
        f"catches: {case.vector.bug}",
        *(str(difference) for difference in found[:_SHOWN_DIFFERENCES]),
    ]
    if len(found) > _SHOWN_DIFFERENCES:
        lines.append(f"and {len(found) - _SHOWN_DIFFERENCES} more")
    log = last_lines(subject.log())
    return "\n".join([*lines, "log of the server:", log] if log else lines)


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


def _placed(of_step: Iterable[Difference], number: int, steps: int) -> list[Difference]:
    """Put the step's number before paths, where there is more than one step."""
    if steps == 1:
        return list(of_step)
    return [difference.below(f"steps[{number}]") for difference in of_step]
