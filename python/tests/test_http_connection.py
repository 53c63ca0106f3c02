"""HTTP/1.1 on a real socket: framing, order, and the stop."""

import socket

import pytest
from http_fixtures import WAIT_S, bodies, serving, until_closed
from serving_fixtures import until


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
