"""What a server does between SIGTERM and its end, each time one that the suite starts for it."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager

from seldon_conformance.check import check, expect
from seldon_conformance.compare import Difference
from seldon_conformance.errors import SubjectError
from seldon_conformance.example import Example
from seldon_conformance.grpc_client import GrpcClient
from seldon_conformance.grpc_judge import grpc_differences
from seldon_conformance.grpc_requests import grpc_call
from seldon_conformance.held_message import HeldMessage
from seldon_conformance.http_connection import HttpConnection
from seldon_conformance.line import Line, message_of
from seldon_conformance.rest_client import RestAnswer, RestClient, RestRequest
from seldon_conformance.rest_judge import rest_differences
from seldon_conformance.subjects import Subject, control_of
from seldon_conformance.vectors import Transport

Started = Callable[[Mapping[str, str]], AbstractContextManager[Subject]]

# For a signal to be noticed by every process of a server.
NOTICED_WITHIN_S = 3.0
DELAY_S = 3
POLL_INTERVAL_S = 0.05
# In which a server on a busy machine has read what was sent.
READ_WITHIN_S = 0.2
HEALTH = grpc_call({"method": "grpc.health.v1.Health/Check", "message": {"service": ""}})
READY = RestRequest("GET", "/ready", {}, None)
REFUSED = "to be refused, or told by 503 or UNAVAILABLE"


@check("LIF-5", over=tuple(Transport), bug="Each roll-out loses the calls that are under way.")
def test_calls_in_flight_are_finished(
    own_subject: Started, example: Example, transport: Transport
) -> None:
    """A call whose last byte comes after SIGTERM is answered, and then the server ends with 0."""
    with own_subject({}) as subject, _in_flight(subject, example, transport) as finish:
        control_of(subject).terminate()
        _until_none(lambda: _still_taken(subject, example, transport), NOTICED_WITHIN_S)
        finish()


@check("LIF-5", over=tuple(Transport), bug="Calls that a stopping server takes are lost with it.")
def test_new_calls_are_refused_meanwhile(
    own_subject: Started, example: Example, transport: Transport
) -> None:
    """While a call is finished, new ones are refused, or told that the server is stopping."""
    with own_subject({}) as subject, _in_flight(subject, example, transport) as finish:
        control_of(subject).terminate()
        found = _until_none(lambda: _still_taken(subject, example, transport), NOTICED_WITHIN_S)
        finish()
        expect(found)


@check(
    "LIF-5",
    "HLT-2",
    "HLT-4",
    over=tuple(Transport),
    bug="A load balancer goes on sending calls to a server that has closed its ports.",
)
def test_readiness_fails_first(
    own_subject: Started, example: Example, transport: Transport
) -> None:
    """For SHUTDOWN_DELAY_S after SIGTERM the probe says no, and calls are answered as before."""
    probe = _ready_over_rest if transport is Transport.REST else _ready_over_grpc
    with (
        own_subject({"SHUTDOWN_DELAY_S": str(DELAY_S)}) as subject,
        Line(subject, transport) as line,
    ):
        control_of(subject).terminate()
        expect(_until_none(lambda: probe(subject), DELAY_S - 1))
        line.ask(example)


def _until_none(find: Callable[[], list[Difference]], within_s: float) -> list[Difference]:
    """Look until there is no difference any more, or for so long; give those of the last look."""
    deadline = time.monotonic() + within_s
    while (found := find()) and time.monotonic() < deadline:
        time.sleep(POLL_INTERVAL_S)
    return found


def _ready_over_rest(subject: Subject) -> list[Difference]:
    answer = RestClient(subject.rest_url).send(READY)
    return list(rest_differences(answer, {"http": {"status": 503, "body": "draining"}}, 0.0))


def _ready_over_grpc(subject: Subject) -> list[Difference]:
    with GrpcClient(subject.grpc_target) as client:
        answer = client.call(HEALTH.method, HEALTH.request)
    expected = {"grpc": {"code": "OK", "response": {"status": "NOT_SERVING"}}}
    return list(grpc_differences(answer, HEALTH.answer_type, expected, 0.0))


def _still_taken(subject: Subject, example: Example, transport: Transport) -> list[Difference]:
    """Say that a new call is answered as if nothing were, if it is."""
    if transport is Transport.GRPC:
        with GrpcClient(subject.grpc_target) as client:
            call = example.grpc()
            code = client.call(call.method, call.request).code
        return [] if code == "UNAVAILABLE" else [Difference("new call", code, REFUSED)]
    try:
        answer: RestAnswer = RestClient(subject.rest_url).send(example.rest())
    except SubjectError:
        return []
    is_told = answer.status == 503
    return [] if is_told else [Difference("new call", str(answer.status), REFUSED)]


def _in_flight(
    subject: Subject, example: Example, transport: Transport
) -> AbstractContextManager[Callable[[], None]]:
    """Send all of a call but its last byte; what is given sends that, and expects the answer."""
    begin = _begun_over_rest if transport is Transport.REST else _begun_over_grpc
    return begin(subject, example)


@contextmanager
def _begun_over_rest(subject: Subject, example: Example) -> Iterator[Callable[[], None]]:
    with HttpConnection(subject.rest_url) as connection:
        data = connection.written(example.rest())
        connection.send(data[:-1])
        expect(_early(not connection.is_silent(READ_WITHIN_S)))

        def finish() -> None:
            connection.send(data[-1:])
            message_of(connection.answer())

        yield finish


@contextmanager
def _begun_over_grpc(subject: Subject, example: Example) -> Iterator[Callable[[], None]]:
    call = example.grpc()
    with (
        ThreadPoolExecutor(1) as pool,
        HeldMessage(subject.grpc_target) as held,
        GrpcClient(held.target) as client,
    ):
        answer = pool.submit(client.call, call.method, call.request)
        held.wait()
        expect(_early(bool(wait([answer], READ_WITHIN_S).done)))

        def finish() -> None:
            held.let_go()
            expected = {"grpc": {"code": "OK"}}
            expect(grpc_differences(answer.result(), call.answer_type, expected, 0.0))

        yield finish


def _early(is_answered: bool) -> Iterable[Difference]:  # noqa: FBT001 (what it tells of)
    if is_answered:
        yield Difference("call", "an answer before its last byte", "to wait for the rest")
