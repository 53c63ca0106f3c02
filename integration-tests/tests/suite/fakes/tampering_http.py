"""An HTTP proxy that is honest until it is told to misbehave, in one way.

What a client sends goes on as it comes, byte for byte, so that slow, cut and pipelined requests
reach the server as they are. Answers are taken apart, tampered with and written again.
"""

import socket
import threading
from collections import deque
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import Self

from seldon_conformance.check import ViolationError
from seldon_conformance.http_connection import HttpConnection
from seldon_conformance.rest_client import RestAnswer

_CHUNK_BYTES = 65536


@dataclass(frozen=True)
class Asked:
    """What an answer is to: a request's method, its path without the query, its Content-Length."""

    method: str = ""
    path: str = ""
    length: int = 0


RestFault = Callable[[Asked, RestAnswer], RestAnswer]


class Wire:
    """How answers go onto a client's connection: each at once, in one packet."""

    def __init__(self, client: socket.socket) -> None:
        self.client = client
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def received(self, log: "RequestLog") -> None:
        """See what has come from the client so far."""

    def ended(self, _: "RequestLog") -> bool:
        """See that the client sends no more; tell whether the server is to know."""
        return True

    def write(self, head: bytes, body: bytes, waiting: int) -> None:
        """Write one answer, while so many requests wait behind it."""
        self.client.sendall(head + body)


class RequestLog:
    """Finds the heads of requests in what a client sends."""

    def __init__(self) -> None:
        self.waiting: deque[Asked] = deque()
        self.is_whole = True
        self._data = b""
        self._body_bytes = 0

    def add(self, data: bytes) -> None:
        """Take what has come."""
        self._data += data
        while True:
            skipped = min(self._body_bytes, len(self._data))
            self._data, self._body_bytes = self._data[skipped:], self._body_bytes - skipped
            head, found, rest = self._data.partition(b"\r\n\r\n")
            self.is_whole = not (self._data or self._body_bytes)
            if self._body_bytes or not found:
                return
            asked = _asked(head.decode("latin-1"))
            self.waiting.append(asked)
            self._data, self._body_bytes = rest, asked.length

    def next(self) -> Asked:
        """Give what the next answer is to."""
        return self.waiting.popleft() if self.waiting else Asked()


class HttpTamperer:
    """A proxy on a free port of the loopback interface; a context manager."""

    def __init__(self, base_url: str, fault: RestFault, wire: type[Wire] = Wire) -> None:
        """Stand in front of a server, honest until ``is_armed``."""
        self.is_armed = False
        self._base_url = base_url
        self._fault = fault
        self._wire = wire
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self._open: set[socket.socket] = set()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        """Accept connections."""
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        """End all connections."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for client in list(self._open):
            with suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _start(self, act: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=act, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._open.add(client)
            self._start(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        """Relay one connection until either side ends it."""
        wire = (self._wire if self.is_armed else Wire)(client)
        log = RequestLog()
        # A server that has gone looks like one that closes each connection.
        with suppress(OSError, ViolationError), ExitStack() as opened:
            opened.callback(self._open.discard, client)
            opened.enter_context(client)
            server = opened.enter_context(HttpConnection(self._base_url))
            self._start(self._pass_on, client, server, log, wire)
            while (answer := server.answer_or_end()) is not None:
                self._write(wire, log, answer)
            client.shutdown(socket.SHUT_RDWR)

    def _pass_on(
        self, client: socket.socket, server: HttpConnection, log: RequestLog, wire: Wire
    ) -> None:
        """Pass on what the client sends, and that it sends no more."""
        with suppress(OSError):
            while data := client.recv(_CHUNK_BYTES):
                log.add(data)
                wire.received(log)
                server.send(data)
        with suppress(OSError):
            if wire.ended(log):
                server.finish_sending()

    def _write(self, wire: Wire, log: RequestLog, answer: RestAnswer) -> None:
        asked = log.next()
        if self.is_armed:
            answer = self._fault(asked, answer)
        headers = {**answer.headers, "content-length": str(len(answer.body))}
        lines = [f"HTTP/1.1 {answer.status} Tampered"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        head = "\r\n".join([*lines, "", ""]).encode("latin-1")
        wire.write(head, answer.body, len(log.waiting))


def _asked(head: str) -> Asked:
    first, *lines = head.split("\r\n")
    method, _, rest = first.partition(" ")
    fields = {name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
    path = rest.partition(" ")[0].partition("?")[0]
    return Asked(method, path, int(fields.get("content-length", 0)))
