"""What a client can make the HTTP server hold, and for how long (LIM-1, LIM-6)."""

import contextlib
import gc
import socket
import struct

import pytest
from http_fixtures import bodies, serving, until_closed
from serving_fixtures import until

from seldon_wrapper.http.connection import Connection
from seldon_wrapper.http.exchange import Exchange
from seldon_wrapper.http.shared import Stage


@pytest.mark.parametrize(
    ("data", "status", "text"),
    [
        (b"\x16\x03\x01\x02\x00", b"400", b"request: malformed HTTP (expected: HTTP/1.1)"),
        (
            b"POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"400",
            b"request: malformed HTTP (expected: HTTP/1.1)",
        ),
        (
            b"GET / HTTP/1.1\r\nX: " + b"a" * 66000,
            b"431",
            b"head: over 65536 bytes (expected: at most 65536)",
        ),
        (
            b"GET / HTTP/1.1\r\n" + b"X: abc\r\n" * 9000 + b"\r\n",
            b"431",
            b"head: over 65536 bytes (expected: at most 65536)",
        ),
        (
            b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            b"400",
            b"request: malformed HTTP (expected: HTTP/1.1)",
        ),
        (b"GET /\r\n\r\n", b"400", b"request: malformed HTTP (expected: HTTP/1.1)"),
        (
            b"GET / HTTP/2.0\r\n\r\n",
            b"400",
            b"request: malformed HTTP (expected: HTTP/1.1)",
        ),
        (
            b"CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n",
            b"400",
            b"request: malformed HTTP (expected: HTTP/1.1)",
        ),
    ],
)
def test_what_is_no_request_is_refused(data, status, text):
    """LIM-6: a TLS handshake, attempts to smuggle, heads without end, what is not HTTP/1."""
    with serving() as server:
        answer = server.ask(data)

    assert answer.startswith(b"HTTP/1.1 " + status)
    assert bodies(answer) == [text]
    assert server.seen == []


@pytest.mark.parametrize(
    ("head", "body", "excess"),
    [
        (b"Content-Length: 1001", b"", "1001"),
        (b"Content-Length: 1001", b"x" * 1001, "1001"),
        (b"Transfer-Encoding: chunked", b"3e9\r\n" + b"x" * 1001 + b"\r\n0\r\n\r\n", "over 1000"),
    ],
)
def test_a_body_over_the_limit_is_refused_unread(head, body, excess):
    """LIM-1: known from the length at once, and the client gets to read why."""
    with serving(limit=1000) as server:
        answer = server.ask(b"POST /a HTTP/1.1\r\n" + head + b"\r\n\r\n" + body)

    assert answer.startswith(b"HTTP/1.1 413")
    assert server.seen == [("POST", b"/a", b"", excess)]


def test_a_body_of_the_limit_is_taken():
    """LIM-1: at most, not below."""
    request = b"POST /a HTTP/1.1\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n" + b"x" * 1000
    with serving(limit=1000) as server:
        answer = server.ask(request)

    assert bodies(answer) == [b"x" * 1000]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"GET /a HTTP/1.1\r\nX: ", b"head: not received within"),
        (b"POST /a HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc", b"body: not received within"),
    ],
)
def test_half_a_request_is_not_waited_for_for_ever(data, text):
    """LIM-6: who sends a byte a minute must not hold a connection."""
    with serving(receive_timeout_s=0.1) as server:
        answer = server.ask(data)

    assert answer.startswith(b"HTTP/1.1 408")
    assert bodies(answer)[0].startswith(text)


def test_a_fault_of_the_server_ends_the_connection_and_is_in_the_log(caplog):
    """A client must not wait for ever, and be told that its request was wrong, for our fault."""
    with serving() as server, server.connect() as connection:
        connection.sendall(b"GET /fault HTTP/1.1\r\n\r\n")
        with contextlib.suppress(ConnectionResetError):
            assert until_closed(connection) == b""
        next_answer = server.ask(b"GET /b HTTP/1.1\r\nConnection: close\r\n\r\n")

    assert "a request failed outside the component" in caplog.text
    assert "a fault of the application" in caplog.text
    assert bodies(next_answer) == [b"/b"]


@pytest.mark.parametrize(
    ("flood", "status"),
    [(b"0\r\nX: " + b"a" * 400_000, b"400"), (b"0\r\n" + b"X: a\r\n" * 20_000, b"431")],
)
def test_framing_without_end_is_refused(flood, status):
    """Trailers count in no body's length, and would otherwise be taken without a bound."""
    head = b"POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    with serving() as server, server.connect() as connection:
        connection.sendall(head + flood)
        answer = until_closed(connection)

    assert answer.startswith(b"HTTP/1.1 " + status)
    assert server.seen == []


def test_who_does_not_read_is_not_answered_further():
    """The server would hold the answers: a pipeline of small requests may ask for gigabytes."""
    with serving() as server, server.connect() as connection:
        connection.sendall(b"GET /large HTTP/1.1\r\n\r\n" * 50)
        until(lambda: len(server.seen) > 0, "the first asked")
        probe = server.ask(b"GET /b HTTP/1.1\r\nConnection: close\r\n\r\n")
        asked = len(server.seen)
        connection.sendall(b"GET /last HTTP/1.1\r\nConnection: close\r\n\r\n")
        answer = until_closed(connection)

    assert bodies(probe) == [b"/b"]
    assert asked < 10
    assert [len(body) for body in bodies(answer)] == [4_000_000] * 50 + [5]


@pytest.mark.parametrize("last", [b"", b"Connection: close\r\n"])
def test_who_never_reads_is_cut_off(last):
    """LIM-6: an answer that nobody takes would be held for ever, and a descriptor with it."""
    with serving(receive_timeout_s=0.1) as server, server.connect() as connection:
        connection.sendall(b"GET /large HTTP/1.1\r\n" + last + b"\r\n")
        until(lambda: len(server.seen) == 1, "asked")
        until(lambda: server.server.connections == 0, "cut off")
        answer = until_closed(connection)

    assert len(answer) < 4_000_000


def test_a_time_limit_holds_for_head_and_body_together():
    """LIM-6: from the first byte; a head that takes its time leaves the body less."""
    with serving(receive_timeout_s=2.0) as server, server.connect() as connection:
        connection.sendall(b"POST /a HTTP/1.1\r\nContent-Length: 9\r\n")
        until(lambda: server.server.connections == 1, "connected")
        (held,) = server.server._shared.connections
        until(lambda: held.stage is Stage.HEAD, "the head began")
        began = held.since
        connection.sendall(b"\r\nabc")
        until(lambda: held.stage is Stage.BODY, "the body began")

        assert held.since == began


def test_the_body_of_a_pipelined_request_has_a_time_limit():
    """LIM-6: also when the request before it was answered at once."""
    pipelined = b"GET /a HTTP/1.1\r\n\r\nPOST /b HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc"
    with serving(receive_timeout_s=0.1) as server:
        answer = server.ask(pipelined)

    first, second = bodies(answer)
    assert first == b"/a"
    assert second.startswith(b"body: not received within")


@pytest.mark.parametrize("ending", ["cut", "answered"])
def test_nothing_of_a_connection_that_has_ended_is_kept(ending):
    """A cycle would keep each body until the collector comes: a gigabyte for ten cut bodies."""
    with serving(limit=1_000_000) as server:
        gc.collect()
        before = _kept()
        gc.disable()
        try:
            connection = server.connect()
            connection.sendall(b"POST /a HTTP/1.1\r\nContent-Length: 900000\r\n\r\n")
            connection.sendall(b"x" * (900_000 if ending == "answered" else 800_000))
            until(lambda: server.server.connections == 1, "connected")
            if ending == "answered":
                connection.recv(1000)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
            until(lambda: server.server.connections == 0, "closed")
            until(lambda: _kept() <= before, "let go")
        finally:
            gc.enable()

        assert len(server.seen) == (ending == "answered")


def _kept():
    """Give what there is of connections; a log that a test has looked at may hold some, too."""
    return {id(item) for item in gc.get_objects() if isinstance(item, Connection | Exchange)}
