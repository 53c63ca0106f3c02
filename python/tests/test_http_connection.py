"""HTTP/1.1 on a real socket, with an application of the tests' own."""

import asyncio
import contextlib
import gc
import socket
import threading
import weakref

import pytest

from seldon_wrapper.http.exchange import Reply
from seldon_wrapper.http.server import HttpServer

WAIT_S = 10


class Serving:
    """An HTTP server in a thread, and what its application was asked."""

    def __init__(self, limit=1000, receive_timeout_s=60.0):
        self.seen, self.held, self.left = [], [], threading.Event()
        self.limit, self.receive_timeout_s = limit, receive_timeout_s
        self.began = threading.Event()
        self.alive = []

    def application(self, exchange):
        """Echo; hold what asks for /hold."""
        request = exchange.request
        self.alive.append(weakref.ref(exchange))
        self.seen.append((request.method, request.path, request.body, request.excess))
        if request.path == b"/fault":
            raise ValueError("a fault of the application")
        if request.path == b"/hold":
            exchange.on_leave = self.left.set
            self.held.append(exchange)
            self.began.set()
            return
        body = request.body or request.path
        exchange.reply(Reply(413 if request.excess else 200, b"", body))

    async def serve(self, started):
        self.loop = asyncio.get_running_loop()
        self.stop = asyncio.Event()
        self.server = HttpServer(
            self.application,
            lambda status, text: Reply(status, b"", text.encode()),
            max_body_bytes=self.limit,
            receive_timeout_s=self.receive_timeout_s,
        )
        self.port = await self.server.start("127.0.0.1", 0)
        started.set()
        await self.stop.wait()
        await asyncio.wait_for(self.server.drain(), WAIT_S)

    def release(self):
        """Answer what is held."""
        for exchange in self.held:
            self.loop.call_soon_threadsafe(exchange.reply, Reply(200, b"", b"held"))

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=WAIT_S)

    def ask(self, data):
        """Send bytes, give everything that comes until the server closes."""
        with self.connect() as connection:
            connection.sendall(data)
            return until_closed(connection)


def until_closed(connection):
    """Give everything that still comes."""
    chunks = []
    while chunk := connection.recv(65536):
        chunks.append(chunk)
    return b"".join(chunks)


@contextlib.contextmanager
def serving(**limits):
    """Run a server until the block ends, then drain it."""
    found, started = Serving(**limits), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(found.serve(started)))
    thread.start()
    assert started.wait(WAIT_S)
    try:
        yield found
    finally:
        with contextlib.suppress(RuntimeError):  # the test has stopped it: its loop is closed
            found.release()
            found.loop.call_soon_threadsafe(found.stop.set)
        thread.join(WAIT_S)
        assert not thread.is_alive()


def bodies(answer):
    """Give the bodies of several answers, by their Content-Length."""
    found = []
    while answer:
        head, _, answer = answer.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].split()[0])
        found.append(answer[:length])
        answer = answer[length:]
    return found


def test_pipelined_requests_are_answered_in_order():
    """A proxy that pipelines must not get one caller's answer for another's."""
    with serving() as server, server.connect() as connection:
        connection.sendall(
            b"GET /hold HTTP/1.1\r\n\r\n"
            b"POST /b HTTP/1.1\r\nContent-Length: 3\r\n\r\ntwo"
            b"GET /three HTTP/1.1\r\nConnection: close\r\n\r\n"
        )
        assert server.began.wait(WAIT_S)
        server.release()
        answer = until_closed(connection)

    assert bodies(answer) == [b"held", b"two", b"/three"]


def test_hundreds_of_pipelined_requests_do_not_nest():
    """Replies that are made at once must not end in the recursion limit."""
    last = b"GET /x HTTP/1.1\r\nConnection: close\r\n\r\n"
    with serving() as server:
        answer = server.ask(b"GET /x HTTP/1.1\r\n\r\n" * 3000 + last)

    assert len(bodies(answer)) == 3001


@pytest.mark.parametrize("pieces", [1, 3, 7])
def test_a_request_may_come_in_any_pieces(pieces):
    """TCP keeps no boundaries; a chunked body has some of its own."""
    request = (
        b"POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        b"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n"
    )
    size = -(-len(request) // pieces)
    with serving() as server, server.connect() as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for start in range(0, len(request), size):
            connection.sendall(request[start : start + size])
        answer = until_closed(connection)

    assert bodies(answer) == [b"abcdefg"]


def test_a_client_that_offers_http_2_is_answered_in_http_1():
    """Java's own client offers h2c with each first request, also with a POST."""
    with serving() as server:
        answer = server.ask(
            b"POST /a HTTP/1.1\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
            b"HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA\r\n"
            b"Content-Length: 3\r\n\r\nabcGET /b HTTP/1.1\r\nConnection: close\r\n\r\n"
        )

    assert bodies(answer) == [b"abc", b"/b"]


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
    ],
)
def test_what_is_no_request_is_refused(data, status, text):
    """LIM-6: a TLS handshake, an attempt to smuggle, and a head without end."""
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


def test_a_client_that_leaves_is_noticed():
    """LIM-5: what nobody waits for need not be computed."""
    with serving() as server:
        with server.connect() as connection:
            connection.sendall(b"GET /hold HTTP/1.1\r\n\r\n")
            assert server.began.wait(WAIT_S)

        assert server.left.wait(WAIT_S)


def test_a_client_that_asks_first_is_told_to_go_on():
    """Curl asks so for bodies of more than a kilobyte, and waits a second without an answer."""
    with serving() as server, server.connect() as connection:
        connection.sendall(b"POST /a HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
        told = connection.recv(1000)
        connection.sendall(b"abc")
        answer = connection.recv(1000)

    assert told == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert bodies(answer) == [b"abc"]


def test_the_answer_to_head_has_no_body():
    """Its length would otherwise be read as the next answer."""
    with serving() as server, server.connect() as connection:
        connection.sendall(b"HEAD /abc HTTP/1.1\r\nConnection: close\r\n\r\n")
        answer = until_closed(connection)

    assert answer.endswith(b"Content-Length: 4\r\n\r\n")


def test_a_large_answer_reaches_a_slow_reader_through_the_stop():
    """LIF-5: an answer counts as given when the client has it, not when it was computed."""
    body = b"x" * 20_000_000
    with serving(limit=len(body)) as server, server.connect() as connection:
        head = b"POST /a HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body)
        connection.sendall(head + body)
        first = connection.recv(1000)
        server.loop.call_soon_threadsafe(server.stop.set)
        rest = until_closed(connection)

    assert bodies(first + rest) == [body]


def test_a_request_that_crosses_the_stop_is_answered():
    """LIF-5: a connection that was idle when the order came may have a request under way."""
    with serving() as server, server.connect() as connection:
        connection.sendall(b"GET /a HTTP/1.1\r\n\r\n")
        first = connection.recv(1000)
        server.loop.call_soon_threadsafe(server.stop.set)
        connection.sendall(b"GET /b HTTP/1.1\r\n\r\n")
        second = until_closed(connection)

    assert bodies(first) == [b"/a"]
    assert bodies(second) == [b"/b"]


def test_a_body_is_gone_with_its_answer():
    """Kept until somebody looks for circles, large bodies make a worker five times as large."""
    request = b"POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"
    gc.collect()
    gc.disable()
    try:
        with serving() as server:
            with server.connect() as connection:
                connection.sendall(request)
                connection.recv(1000)
                connection.sendall(request)
                connection.recv(1000)
            with server.connect() as connection:
                connection.sendall(b"GET /hold HTTP/1.1\r\n\r\n")
                assert server.began.wait(WAIT_S)
            assert server.left.wait(WAIT_S)
            server.held.clear()
        alive = [reference() for reference in server.alive]
    finally:
        gc.enable()

    assert alive == [None, None, None]


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
