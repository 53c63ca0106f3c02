"""The limits of messages and heads: what is just inside is taken, what is just beyond is said.

The limit of a message is asked of the subject itself, by a head that announces a petabyte.
"""

import re
from dataclasses import replace

import pytest

from seldon_conformance.check import ViolationError, check, expect
from seldon_conformance.compare import Difference, shown
from seldon_conformance.example import Example
from seldon_conformance.grpc_requests import GrpcCall
from seldon_conformance.http_connection import HttpConnection
from seldon_conformance.line import Line, bad_data, expect_grpc, expect_message, refused
from seldon_conformance.rest_client import RestAnswer, RestRequest
from seldon_conformance.rest_judge import rest_differences
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport

PETABYTE = 10**15
TOLD_LIMIT = re.compile(rf"body: {PETABYTE} bytes \(expected: at most (\d+)\)")
REFUSED_WITHIN_S = 5.0
# Larger bodies would take the subject's memory, and seconds.
SENDABLE_BYTES = 16 * 1024 * 1024
NESTED_LEVELS = 31
MAX_HEAD_BYTES = 65536
TOO_LARGE = "MICROSERVICE_TOO_LARGE"
# A field that no message of the contract has: number 1000, of bytes.
UNKNOWN_FIELD = b"\xc2\x3e"
BUG = "A large batch works on one day and breaks on the next, or takes all memory."


@check("LIM-1", over=Transport.REST, bug="One request takes the memory of all others.")
def test_body_one_byte_over_the_limit_is_refused(subject: Subject) -> None:
    """A body that is announced with one byte too many is 413, before any of it is sent."""
    limit = _limit_bytes(subject)

    answer = _announced(subject, limit + 1)

    info = f"body: {limit + 1} bytes (expected: at most {limit})"
    expect(rest_differences(answer, refused(413, TOO_LARGE, info), 0.0))


@check("LIM-1", over=Transport.REST, bug=BUG)
def test_body_of_the_limit_is_taken(subject: Subject, example: Example) -> None:
    """A body of exactly the limit is answered as any other."""
    limit = _sendable_limit_bytes(subject)
    request = example.rest()
    body = (request.body or b"").ljust(limit)

    expect_message(subject, RestRequest(request.method, request.target, request.headers, body))


@check("LIM-1", over=tuple(Transport), bug=BUG)
def test_grpc_message_of_the_limit_is_taken(subject: Subject, example: Example) -> None:
    """A message of exactly the limit is answered; REST has told the limit."""
    limit = _sendable_limit_bytes(subject)
    call = example.grpc()

    expect_grpc(subject, _padded(call, limit), {"grpc": {"code": "OK"}})


@check("LIM-1", over=tuple(Transport), bug=BUG)
def test_grpc_message_one_byte_over_the_limit_is_refused(
    subject: Subject, example: Example
) -> None:
    """A message with one byte more is RESOURCE_EXHAUSTED."""
    limit = _sendable_limit_bytes(subject)
    call = example.grpc()

    expect_grpc(subject, _padded(call, limit + 1), {"grpc": {"code": "RESOURCE_EXHAUSTED"}})


@check("LIM-2", over=tuple(Transport), bug="A deeply nested value exhausts the server's stack.")
def test_nesting_beyond_the_limit_is_refused(subject: Subject, transport: Transport) -> None:
    """31 arrays inside each other are one too many, over both transports."""
    value: object = 1
    for _ in range(NESTED_LEVELS):
        value = [value]

    with Line(subject, transport) as line:
        expected = bad_data("jsonData: nested deeper than 30 levels")
        line.expect(Example("predict", {"jsonData": value}), expected)


@check("LIM-6", over=Transport.REST, bug="Endless headers take the memory of all other requests.")
def test_head_over_the_limit_is_refused(subject: Subject) -> None:
    """A head over 65536 bytes is 431, and the connection is closed."""
    request = RestRequest("GET", "/health/ping", {"X-Conformance": "x" * MAX_HEAD_BYTES}, None)

    with HttpConnection(subject.rest_url) as connection:
        connection.send(connection.written(request))
        answer = connection.answer()

    info = f"head: over {MAX_HEAD_BYTES} bytes (expected: at most {MAX_HEAD_BYTES})"
    expect(rest_differences(answer, refused(431, TOO_LARGE, info), 0.0))


def _limit_bytes(subject: Subject) -> int:
    """Ask the subject for the longest body that it takes.

    Raises:
        ViolationError: It does not tell.
    """
    answer = _announced(subject, PETABYTE)
    told = TOLD_LIMIT.search(answer.body.decode("utf-8", errors="backslashreplace"))
    if answer.status != 413 or told is None:
        got = f"{answer.status} {shown(answer.body.decode('utf-8', errors='backslashreplace'))}"
        expected = f"413 body: {PETABYTE} bytes (expected: at most <the limit>)"
        raise ViolationError([Difference("answer", got, expected)])
    return int(told[1])


def _sendable_limit_bytes(subject: Subject) -> int:
    """Give the limit; skip the check if it is too large to be sent, or nobody knows it."""
    try:
        limit = _limit_bytes(subject)
    except ViolationError as error:
        pytest.skip(f"the limit is not known: {error}")
    if limit > SENDABLE_BYTES:
        pytest.skip(
            f"limit: {limit} bytes (expected: at most {SENDABLE_BYTES}, to be sent for a check; "
            "start the subject with MAX_MESSAGE_BYTES)"
        )
    return limit


def _announced(subject: Subject, count: int) -> RestAnswer:
    """Announce a body of so many bytes, send none of it, and give the answer."""
    headers = {"Content-Type": "application/json", "Content-Length": str(count)}
    request = RestRequest("POST", "/predict", headers, None)
    with HttpConnection(subject.rest_url, REFUSED_WITHIN_S) as connection:
        connection.send(connection.written(request))
        return connection.answer()


def _padded(call: GrpcCall, size: int) -> GrpcCall:
    """Give the call with an unknown field in its message, of so many bytes together."""
    room = size - len(call.request) - len(UNKNOWN_FIELD)
    for count in range(room - 1, room - 6, -1):
        field = UNKNOWN_FIELD + _varint(count) + bytes(max(count, 0))
        if len(call.request) + len(field) == size:
            return replace(call, request=call.request + field)
    pytest.skip(f"limit: {size} bytes (expected: more than the example and a field of padding)")


def _varint(number: int) -> bytes:
    groups = [number & 0x7F]
    while (number := number >> 7) > 0:
        groups.append(number & 0x7F)
    return bytes([*(group | 0x80 for group in groups[:-1]), groups[-1]])
