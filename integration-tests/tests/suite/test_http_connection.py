"""One connection gives every answer in its turn, and tells when its pieces came."""

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from seldon_conformance.check import ViolationError
from seldon_conformance.http_connection import HttpConnection
from seldon_conformance.rest_client import RestAnswer, RestRequest

GET = RestRequest("GET", "/live", {"X-A": "1"}, None)
ONE = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none"
TWO = b"HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\ntwo\r\n0\r\n\r\n"
BETWEEN_S = 0.05


@contextmanager
def _server(*pieces: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """Serve one connection: read once, write each piece by itself, close."""
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                received.append(connection.recv(4096))
                _write(connection, pieces)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/prefix", received
        thread.join()


def _write(connection: socket.socket, pieces: Sequence[bytes]) -> None:
    for number, piece in enumerate(pieces):
        if number:
            time.sleep(BETWEEN_S)
        connection.sendall(piece)


def test_answers_of_one_packet_are_read_one_by_one() -> None:
    """What follows the first answer belongs to the second, however it was sent."""
    with _server(ONE + TWO) as (url, received), HttpConnection(url) as connection:
        first = connection.exchange(GET)
        second = connection.answer()
        third = connection.answer_or_end()

    assert first == RestAnswer(200, {"content-length": "3"}, b"one")
    assert second == RestAnswer(404, {"transfer-encoding": "chunked"}, b"two")
    assert third is None
    host = url.split("/")[2].encode()
    assert received == [
        b"GET /prefix/live HTTP/1.1\r\nHost: %b\r\nX-A: 1\r\nContent-Length: 0\r\n\r\n" % host
    ]


def test_time_between_pieces_is_told() -> None:
    """A delayed ACK is seen by it, whatever the time before the first piece was."""
    with _server(ONE[:10], ONE[10:] + ONE) as (url, _), HttpConnection(url) as connection:
        connection.exchange(GET)
        split_s = connection.spread_s
        connection.answer()
        whole_s = connection.spread_s

    assert split_s > BETWEEN_S / 2
    assert whole_s < BETWEEN_S / 2


def test_silence_is_not_the_end() -> None:
    """A server that closes on a slow client is not waiting for it."""
    with _server() as (url, _), HttpConnection(url) as connection:
        was_silent = connection.is_silent(0.01)
        connection.send(connection.written(GET))
        is_silent = connection.is_silent(5.0)

    assert (was_silent, is_silent) == (True, False)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (b"", "answer: the connection was closed (expected: an answer)"),
        (
            b"nonsense\r\n\r\n",
            "answer: BadStatusLine('nonsense\\r\\n') (expected: an HTTP answer within 30 s)",
        ),
        (
            ONE[:-1],
            (
                "answer: IncompleteRead(2 bytes read, 1 more expected) "
                "(expected: an HTTP answer within 30 s)"
            ),
        ),
    ],
)
def test_answer_that_is_none_is_a_violation(sent: bytes, told: str) -> None:
    """The check that asked has failed, and says how."""
    with (
        _server(sent) as (url, _),
        HttpConnection(url) as connection,
        pytest.raises(ViolationError) as excinfo,
    ):
        connection.exchange(GET)

    assert str(excinfo.value) == told
