"""HTTP/1.1 on a real socket, with an application of the tests' own."""

import asyncio
import contextlib
import gc
import socket
import struct
import threading

import pytest
from serving_fixtures import until

from seldon_wrapper.http.connection import Connection
from seldon_wrapper.http.exchange import Exchange, Reply
from seldon_wrapper.http.server import HttpServer
from seldon_wrapper.http.shared import Stage

WAIT_S = 10


class Serving:
    """An HTTP server in a thread, and what its application was asked."""

    def __init__(self, limit=1000, receive_timeout_s=60.0):
        self.seen, self.held, self.left = [], [], threading.Event()
        self.limit, self.receive_timeout_s = limit, receive_timeout_s
        self.began = threading.Event()

    def application(self, exchange):
        """Echo; hold what asks for /hold."""
        request = exchange.request
        self.seen.append((request.method, request.path, request.body, request.excess))
        if request.path == b"/large":
            exchange.reply(Reply(200, b"", b"x" * 4_000_000))
            return
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


def test_every_request_may_offer_another_protocol():
    """The parser stops at each offer, also at one that comes behind another."""
    offer = b"GET /%d HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
    last = b"GET /last HTTP/1.1\r\nConnection: close\r\n\r\n"
    with serving() as server:
        answer = server.ask(offer % 1 + offer % 2 + offer % 3 + last)

    assert bodies(answer) == [b"/1", b"/2", b"/3", b"/last"]


def test_a_trailer_is_no_header():
    """A Content-Type behind the body would change how the body is read."""
    request = (
        b"POST /hold HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Type: a/b\r\n\r\n"
        b"1\r\nx\r\n0\r\nContent-Type: c/d\r\nX: y\r\n\r\n"
    )
    with serving() as server, server.connect() as connection:
        connection.sendall(request)
        assert server.began.wait(WAIT_S)
        headers = server.held[0].request.headers

    assert headers == {b"transfer-encoding": b"chunked", b"content-type": b"a/b"}


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


def test_a_body_in_chunks_of_a_byte_is_taken():
    """It costs the server no more than the body: the pieces are put together as they come."""
    body = bytes(range(256)) * 20
    chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in body)
    head = b"POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    with serving(limit=10_000) as server:
        answer = server.ask(head + chunks + b"0\r\n\r\n")

    assert bodies(answer) == [body]


def test_http_1_0_is_answered_and_closed():
    """Such a client takes the end of the connection for the end of the answer."""
    with serving() as server:
        answer = server.ask(b"GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")

    assert b"Connection: close\r\n" in answer
    assert bodies(answer) == [b"/a"]


def test_what_follows_the_last_answer_is_not_run():
    """The client was told to close, and sends it again elsewhere: it would be done twice."""
    large = b"POST /a HTTP/1.1\r\nContent-Length: 1001\r\n\r\n" + b"x" * 1001
    with serving(limit=1000) as server:
        answer = server.ask(large + b"GET /b HTTP/1.1\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 413")
    assert [path for _method, path, _body, _excess in server.seen] == [b"/a"]


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
            until(lambda: not _kept(server.server), "let go")
        finally:
            gc.enable()

        assert len(server.seen) == (ending == "answered")


def _kept(server):
    """Give the connections of one server that are still in memory."""
    found = [item for item in gc.get_objects() if type(item) is Connection]
    return [connection for connection in found if connection._shared is server._shared]


@pytest.mark.parametrize("ending", ["reply", "leave"])
def test_an_exchange_that_is_over_lets_go_of_its_call(ending):
    """The call knows the exchange: together they would keep the body until the collector comes."""

    class Replier:
        def send(self, _exchange, _reply):
            pass

    told = []
    exchange = Exchange(Replier(), None, keep_alive=True)
    exchange.on_leave = lambda: told.append("left")
    if ending == "reply":
        exchange.reply(Reply(200, b"", b""))
    else:
        exchange.leave()

    assert exchange.on_leave is None
    assert told == ([] if ending == "reply" else ["left"])


def test_pipelined_requests_are_answered_through_the_stop():
    """LIF-5: what was received before the order to stop is in flight, also if it waits."""
    with serving() as server, server.connect() as connection:
        connection.sendall(b"GET /hold HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n")
        assert server.began.wait(WAIT_S)
        server.loop.call_soon_threadsafe(server.stop.set)
        until(lambda: server.server._shared.draining, "draining")
        server.release()
        answer = until_closed(connection)

    assert bodies(answer) == [b"held", b"/b"]
