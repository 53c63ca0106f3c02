"""What clients and proxies do with one HTTP connection: keep, fill, cut and delay it."""

import statistics

from seldon_conformance.check import check, expect
from seldon_conformance.compare import Difference, differences
from seldon_conformance.example import Example
from seldon_conformance.http_connection import HttpConnection
from seldon_conformance.line import Line, bad_data, message_of
from seldon_conformance.rest_client import RestRequest
from seldon_conformance.rest_judge import rest_differences
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport

REQUESTS = 30
# A delayed ACK holds the second packet of a reply back for 40 ms; packets sent together are here
# within microseconds. What the component takes lies before the first.
SPLIT_S = 0.02
PIECES = 5
BETWEEN_PIECES_S = 0.02
CUTS = 10
# A call may run for a while, whoever has left.
ENDED_WITHIN_S = 5.0


@check(
    "LIM-6",
    over=Transport.REST,
    bug="Each request costs a new connection: latency doubles, and ports run out under load.",
)
def test_connection_is_kept(subject: Subject, example: Example) -> None:
    """One connection carries one request after another."""
    request = example.rest()

    with HttpConnection(subject.rest_url) as connection:
        for number in range(REQUESTS):
            connection.send(connection.written(request))
            answer = connection.answer_or_end()
            if answer is None:
                got = f"closed after {number} answers"
                expect([Difference("connection", got, f"{REQUESTS} answers")])
            else:
                message_of(answer)


@check(
    "LIM-7",
    over=Transport.REST,
    bug="Each request on a kept connection takes 40 ms longer than it should: the second packet of "
    "the reply waits for the client's delayed ACK.",
)
def test_reply_comes_in_one_piece(subject: Subject, example: Example) -> None:
    """The parts of a reply follow each other at once; the median of many replies tells."""
    request = example.rest()
    spreads_s = []

    with HttpConnection(subject.rest_url) as connection:
        for _ in range(REQUESTS):
            message_of(connection.exchange(request))
            spreads_s.append(connection.spread_s)

    median_s = statistics.median(spreads_s)
    if median_s >= SPLIT_S:
        got = f"{median_s * 1000:.0f} ms between the first and the last piece of a reply"
        expect([Difference("latency", got, f"under {SPLIT_S * 1000:.0f} ms")])


@check(
    "LIM-6",
    over=Transport.REST,
    bug="A proxy that pipelines hands one caller the answer of another, or waits for ever.",
)
def test_pipelined_requests_are_answered_in_order(subject: Subject, example: Example) -> None:
    """Two requests in one packet get two answers, the first one's first."""
    puids = ["conformance-first", "conformance-second"]

    with HttpConnection(subject.rest_url) as connection:
        requests = [example.with_meta({"puid": puid}).rest() for puid in puids]
        connection.send(b"".join(connection.written(request) for request in requests))
        answers = [connection.answer(), connection.answer()]

    got = [message_of(answer).get("meta", {}).get("puid") for answer in answers]
    expect(differences(got, puids, path="meta.puid"))


@check("LIM-6", over=Transport.REST, bug="Clients behind a slow network are cut off or half read.")
def test_slow_body_is_waited_for(subject: Subject, example: Example) -> None:
    """A body that comes in pieces is answered once it is whole, and not before."""
    with HttpConnection(subject.rest_url) as connection:
        data = connection.written(example.rest())
        size = -(-len(data) // PIECES)
        for begin in range(0, len(data), size):
            if begin and not connection.is_silent(BETWEEN_PIECES_S):
                got = f"an answer, or the end, after {begin} of {len(data)} bytes"
                expect([Difference("connection", got, "to wait for the rest of the body")])
            connection.send(data[begin : begin + size])
        answer = connection.answer()

    message_of(answer)


@check(
    "ERR-8",
    "LIM-6",
    over=Transport.REST,
    bug="Clients that vanish in the middle of a request bring the server to a halt.",
)
def test_server_lives_through_cut_bodies(subject: Subject, example: Example) -> None:
    """After bodies that end half-way a whole one is answered as before."""
    for _ in range(CUTS):
        with HttpConnection(subject.rest_url) as connection:
            data = connection.written(example.rest())
            connection.send(data[: len(data) - 5])

    with Line(subject, Transport.REST) as line:
        line.ask(example)


@check(
    "LIM-8",
    "LIM-5",
    over=Transport.REST,
    bug="A request that was cut is run with what had come of it, or its connection hangs for ever.",
)
def test_half_closed_connection_ends(subject: Subject, example: Example) -> None:
    """A client that sends half a body and then no more is closed or refused, and never answered."""
    with HttpConnection(subject.rest_url, ENDED_WITHIN_S) as connection:
        data = connection.written(example.rest())
        connection.send(data[: len(data) - 5])
        connection.finish_sending()
        answer = connection.answer_or_end()

    if answer is not None and answer.status < 400:
        expect([Difference("status", str(answer.status), "an error, or the connection's end")])


@check(
    "LIM-8",
    over=Transport.REST,
    bug="A client that half-closes takes a part for the answer, or holds a connection for ever.",
)
def test_half_closed_request_is_answered_whole_or_not(subject: Subject, example: Example) -> None:
    """To a client that sends no more than a whole request comes a whole answer, or the end."""
    with HttpConnection(subject.rest_url, ENDED_WITHIN_S) as connection:
        connection.send(connection.written(example.rest()))
        connection.finish_sending()
        answer = connection.answer_or_end()
        after = None if answer is None else connection.answer_or_end()

    if answer is not None:
        message_of(answer)
    if after is not None:
        expect([Difference("connection", "another answer", "its end")])


@check("LIM-6", over=Transport.REST, bug="Scanners and broken proxies bring the server to a halt.")
def test_malformed_http_is_refused(subject: Subject) -> None:
    """What is no HTTP is 400, and said."""
    with HttpConnection(subject.rest_url) as connection:
        connection.send(b"no http at all\r\n\r\n")
        answer = connection.answer()

    info = "request: malformed HTTP (expected: HTTP/1.1)"
    expect(rest_differences(answer, bad_data(info), 0.0))


@check("LIM-6", over=Transport.REST, bug="Clients of HTTP/1.0 wait for an end that never comes.")
def test_http_1_0_is_closed_after_its_answer(subject: Subject) -> None:
    """A request of HTTP/1.0 is answered, and the connection closed."""
    request = RestRequest("GET", "/health/ping", {}, None)

    with HttpConnection(subject.rest_url) as connection:
        connection.send(connection.written(request).replace(b"HTTP/1.1", b"HTTP/1.0", 1))
        answer, after = connection.answer(), connection.answer_or_end()

    expect(rest_differences(answer, {"http": {"status": 200, "body": "pong"}}, 0.0))
    if after is not None:
        expect([Difference("connection", "another answer", "its end")])
