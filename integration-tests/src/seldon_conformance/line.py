"""A line to a subject over one transport, on which checks of both transports ask alike."""

from collections.abc import Mapping
from typing import Any, Self

from seldon_conformance import grpc_judge, rest_judge
from seldon_conformance.check import expect
from seldon_conformance.compare import Difference
from seldon_conformance.example import Example
from seldon_conformance.grpc_client import GrpcClient
from seldon_conformance.grpc_requests import GrpcCall
from seldon_conformance.normal_form import from_json, from_proto
from seldon_conformance.repeat import curl_line, grpcurl_line
from seldon_conformance.rest_client import RestAnswer, RestClient, RestRequest
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport


class Line:
    """Sends examples and reads what comes back; threads may share one."""

    def __init__(self, subject: Subject, transport: Transport) -> None:
        """Connect with the first request."""
        self._subject = subject
        self._is_rest = transport is Transport.REST
        self._rest = RestClient(subject.rest_url)
        self._grpc = GrpcClient(subject.grpc_target)

    def __enter__(self) -> Self:
        """Give the line itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close what is open."""
        self._grpc.__exit__()

    def ask(self, example: Example) -> Any:
        """Give the answered SeldonMessage in normal form.

        Raises:
            ViolationError: The answer is an error, or no SeldonMessage.
            SubjectError: There is no answer.
        """
        message, found = self._asked(example)
        expect(found, self.repeat(example))
        return message

    def problems(self, example: Example) -> list[Difference]:
        """Give what is wrong with the answer, for which ``ask`` would fail; none if it is good.

        Raises:
            SubjectError: There is no answer.
        """
        return self._asked(example)[1]

    def expect(self, example: Example, expectation: Mapping[str, Any]) -> None:
        """Ask, and fail the check if the answer is not as expected.

        Args:
            example: The request, valid or not.
            expectation: As the ``expect`` of a vector's step.

        Raises:
            ViolationError: It is not.
            SubjectError: There is no answer.
        """
        if self._is_rest:
            expect_rest(self._subject, example.rest(), expectation)
        else:
            expect_grpc(self._subject, example.grpc(), expectation)

    def repeat(self, example: Example) -> str:
        """Give the command line that sends the request again."""
        if self._is_rest:
            return curl_line(self._subject.rest_url, example.rest())
        return grpcurl_line(self._subject.grpc_target, example.grpc())

    def _asked(self, example: Example) -> tuple[Any, list[Difference]]:
        if self._is_rest:
            parsed, found = rest_judge.read_message(self._rest.send(example.rest()))
            return from_json(parsed), found
        call = example.grpc()
        answer = self._grpc.call(call.method, call.request)
        message, found = grpc_judge.read_message(answer, call.answer_type)
        return (None if message is None else from_proto(message)), found


def expect_rest(
    subject: Subject, request: RestRequest, expectation: Mapping[str, Any]
) -> RestAnswer:
    """Send an HTTP request, and fail the check if the answer is not as expected.

    Returns:
        The answer.

    Raises:
        ViolationError: It is not.
        SubjectError: There is no answer.
    """
    answer = RestClient(subject.rest_url).send(request)
    found = rest_judge.rest_differences(answer, expectation, 0.0)
    expect(found, curl_line(subject.rest_url, request))
    return answer


def expect_json(subject: Subject, path: str) -> Any:
    """GET a document, and give its JSON.

    Raises:
        ViolationError: The answer is not 200 with strict JSON.
        SubjectError: There is no answer.
    """
    request = RestRequest("GET", path, {}, None)
    document, found = rest_judge.read_json(RestClient(subject.rest_url).send(request))
    expect(found, curl_line(subject.rest_url, request))
    return document


def expect_message(subject: Subject, request: RestRequest) -> Any:
    """Send an HTTP request, and give the answered SeldonMessage in normal form.

    Raises:
        ViolationError: The answer is an error, or no SeldonMessage.
        SubjectError: There is no answer.
    """
    answer = RestClient(subject.rest_url).send(request)
    return message_of(answer, curl_line(subject.rest_url, request))


def message_of(answer: RestAnswer, repeat: str = "") -> Any:
    """Give the SeldonMessage of an answer in normal form.

    Args:
        answer: As it came.
        repeat: The command line that sends its request again, if one can.

    Raises:
        ViolationError: The answer is an error, or no SeldonMessage.
    """
    message, found = rest_judge.read_message(answer)
    expect(found, repeat)
    return from_json(message)


def expect_grpc(subject: Subject, call: GrpcCall, expectation: Mapping[str, Any]) -> bytes:
    """Make a gRPC call, and fail the check if the answer is not as expected.

    Returns:
        The answered message, empty if the expected answer is none.

    Raises:
        ViolationError: It is not.
    """
    with GrpcClient(subject.grpc_target) as client:
        answer = client.call(call.method, call.request, is_streaming=call.is_streaming)
    found = grpc_judge.grpc_differences(answer, call.answer_type, expectation, 0.0)
    expect(found, grpcurl_line(subject.grpc_target, call))
    return answer.response or b""


def bad_data(info: str) -> dict[str, Any]:
    """Give the expectation of the error for what the client sent (ERR-2)."""
    return refused(400, "MICROSERVICE_BAD_DATA", info)


def refused(status: int, reason: str, info: str) -> dict[str, Any]:
    """Give the expectation of an error (ERR-1, ERR-2)."""
    return {"error": {"status": status, "reason": reason, "info": info}}
