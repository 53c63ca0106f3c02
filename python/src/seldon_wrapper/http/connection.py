"""One connection of HTTP/1.1: llhttp reads it, this keeps the order and the bounds.

Requests of one connection are answered one after the other; what a client pipelines waits. A
connection is in one of five phases, and ``since`` says when it came there, so that the server's
sweep, once a second, can end what takes too long without a timer for each request:

    IDLE       nothing received of the next request
    HEAD       some of its head received
    BODY       its head received, the body not whole
    ANSWERING  the application has it; the client's leaving is noticed
    LINGERING  answered and to be closed, but the client may still send: closing at once would
               reset the connection, and the reply might be lost with it
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import MutableSet
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, cast

import httptools

from seldon_wrapper.http.exchange import Application, Exchange, HttpRequest, Reply
from seldon_wrapper.http.head import HeadWriter

_LOG = logging.getLogger(__name__)

MAX_HEAD_BYTES = 64 * 1024
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
# A small reply goes out in one piece, head and body: two packets might wait for a delayed ACK.
_JOINED_BYTES = 64 * 1024


class Stage(IntEnum):
    """Where a connection is."""

    IDLE = 0
    HEAD = 1
    BODY = 2
    ANSWERING = 3
    LINGERING = 4


@dataclass(slots=True)
class Shared:
    """What all connections of a server have in common.

    Attributes:
        application: Answers exchanges, in the loop's thread, sooner or later.
        refuse: Makes the reply to what is no request, from an HTTP status and a text.
        max_body_bytes: Longest body.
        loop: The server's.
        connections: All that are open.
        heads: Writes heads.
        draining: Whether each reply is the last of its connection.
    """

    application: Application
    refuse: Any
    max_body_bytes: int
    loop: asyncio.AbstractEventLoop
    connections: MutableSet[Connection]
    heads: HeadWriter
    draining: bool = False


class Connection(asyncio.Protocol):
    """One client's connection."""

    __slots__ = (
        "_answering",
        "_body",
        "_exchange",
        "_head_bytes",
        "_headers",
        "_parser",
        "_shared",
        "_size",
        "_target",
        "_waiting",
        "since",
        "stage",
        "transport",
    )

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._parser = httptools.HttpRequestParser(self)
        self._waiting: deque[Exchange] = deque()
        self._answering: Exchange | None = None
        self._exchange: Exchange | None = None
        self._headers: dict[bytes, bytes] = {}
        self._target = b""
        self._body: list[bytes] = []
        self._size = self._head_bytes = 0
        self.transport: asyncio.Transport
        self.stage = Stage.IDLE
        self.since = shared.loop.time()

    @property
    def target(self) -> str:
        """What the request that is being answered asks for; empty if there is none."""
        return self._answering.request.path.decode("utf-8", "replace") if self._answering else ""

    # What asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self.transport = cast("asyncio.Transport", transport)
        self._shared.connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the base's name
        """End: whoever still works for this client is told."""
        self._shared.connections.discard(self)
        if self._answering is not None:
            self._answering.leave()
        self._waiting.clear()
        # Each holds the other, and a body with them.
        del self._parser
        self._exchange = self._answering = None
        self._body = []

    def data_received(self, data: bytes) -> None:
        """Take what the client sent."""
        if self.stage is Stage.LINGERING:
            return
        if self.stage is Stage.IDLE:
            self._enter(Stage.HEAD)
        if self._exchange is None:
            self._head_bytes += len(data)
        try:
            self._feed(data)
        except httptools.HttpParserCallbackError:
            # A fault of ours, not of the client's: nothing sensible can follow on this connection.
            _LOG.exception("a request failed outside the component")
            self.transport.abort()
            return
        except httptools.HttpParserError:
            self._refuse(400, "request: malformed HTTP (expected: HTTP/1.1)")
            return
        if self._exchange is None and self._head_bytes > MAX_HEAD_BYTES:
            text = f"head: over {MAX_HEAD_BYTES} bytes (expected: at most {MAX_HEAD_BYTES})"
            self._refuse(431, text)

    def _feed(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            self._without_upgrade(data[upgrade.args[0] :])

    # What the parser calls.

    def on_message_begin(self) -> None:
        """Begin a request."""
        self._headers = {}
        self._target = b""
        self._body = []
        self._size = 0

    def on_url(self, url: bytes) -> None:
        """Take a part of the request's target."""
        self._target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take one header."""
        name = name.lower()
        headers = self._headers
        headers[name] = headers[name] + b", " + value if name in headers else value

    def on_headers_complete(self) -> None:
        """Begin to wait for the body."""
        parser, headers = self._parser, self._headers
        if parser.should_upgrade():
            return
        request = HttpRequest(parser.get_method().decode("ascii"), self._target, headers)
        keep_alive = parser.should_keep_alive()
        self._exchange = Exchange(self, request, keep_alive=keep_alive)
        self._head_bytes = 0
        length = headers.get(b"content-length")
        if length is not None and int(length) > self._shared.max_body_bytes:
            request.excess = length.decode("ascii")
            self._complete(self._exchange)
            return
        if self.stage is Stage.HEAD:
            self._enter(Stage.BODY)
        if headers.get(b"expect", b"").lower() == b"100-continue" and self._answering is None:
            self.transport.write(_CONTINUE)

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        exchange = self._exchange
        if exchange is None or exchange.request.excess:
            return
        self._size += len(body)
        if self._size > self._shared.max_body_bytes:
            exchange.request.excess = f"over {self._shared.max_body_bytes}"
            self._body = []
            self._complete(exchange)
            return
        self._body.append(body)

    def on_message_complete(self) -> None:
        """Hand the request on."""
        exchange = self._exchange
        if exchange is None or exchange.request.excess:
            return
        body = self._body
        exchange.request.body = body[0] if len(body) == 1 else b"".join(body)
        self._complete(exchange)
        self._body = []

    # Answering.

    def _complete(self, exchange: Exchange) -> None:
        """Have a request answered, now or after those before it."""
        if exchange.request.excess:
            # The rest of the body is not read, so nothing can come after it.
            exchange.keep_alive = False
        else:
            self._exchange = None
        if self._answering is None and not self._waiting:
            self._answer(exchange)
        else:
            self._waiting.append(exchange)
            self.transport.pause_reading()

    def _answer(self, exchange: Exchange) -> None:
        self._answering = exchange
        self._enter(Stage.ANSWERING)
        self._shared.application(exchange)

    def send(self, exchange: Exchange, reply: Reply) -> None:
        """Write the reply, and go on with the next request."""
        shared, transport = self._shared, self.transport
        keep_alive = exchange.keep_alive and not shared.draining
        body = reply.body
        head = shared.heads.head(reply.status, reply.headers, len(body), keep_alive=keep_alive)
        if exchange.request.method == "HEAD":
            transport.write(head)
        elif len(body) <= _JOINED_BYTES:
            transport.write(head + body)
        else:
            transport.writelines((head, body))
        self._answering = None
        if not keep_alive:
            self._close(linger=bool(exchange.request.excess))
        elif self._waiting:
            # By the loop: replies that are made at once would nest as deep as the pipeline is long.
            shared.loop.call_soon(self._next)
        else:
            self._enter(Stage.IDLE if self._exchange is None else Stage.BODY)

    def _next(self) -> None:
        """Answer the next of the requests that came in one go."""
        if not self._waiting or self._answering is not None:
            return
        exchange = self._waiting.popleft()
        if not self._waiting:
            self.transport.resume_reading()
        self._answer(exchange)

    def _refuse(self, status: int, text: str) -> None:
        """Answer what is no request, and close; what came before it is answered first."""
        if self._answering is None and not self.transport.is_closing():
            reply = self._shared.refuse(status, text)
            heads = self._shared.heads
            head = heads.head(status, reply.headers, len(reply.body), keep_alive=False)
            self.transport.write(head + reply.body)
            self._close(linger=True)
            return
        self.transport.pause_reading()
        last = self._waiting[-1] if self._waiting else self._answering
        if last is not None:
            last.keep_alive = False

    def _without_upgrade(self, rest: bytes) -> None:
        """Read a request that offers another protocol as if it did not.

        Java's own client offers h2c with each first request. The parser takes what follows the
        head for the other protocol, so it reads the same head again without the offer.
        """
        line = self._parser.get_method() + b" " + self._target + b" HTTP/1.1\r\n"
        offer = (b"upgrade", b"connection", b"http2-settings")
        kept = (item for item in self._headers.items() if item[0] not in offer)
        head = line + b"".join(b"%s: %s\r\n" % item for item in kept) + b"\r\n"
        self._parser = httptools.HttpRequestParser(self)
        self._parser.feed_data(head + rest)

    # Ending.

    def _enter(self, stage: Stage) -> None:
        self.stage = stage
        self.since = self._shared.loop.time()

    def _close(self, *, linger: bool) -> None:
        if linger:
            self._enter(Stage.LINGERING)
            self.transport.write_eof()
        else:
            self.transport.close()

    def expire(self) -> None:
        """Refuse a request that did not come in time, and close."""
        what = "head" if self.stage is Stage.HEAD else "body"
        age = self._shared.loop.time() - self.since
        self._refuse(408, f"{what}: not received within {age:.0f} s")

    def close(self) -> None:
        """End the connection once what was written has gone out."""
        self.transport.close()

    def abort(self) -> None:
        """End the connection at once."""
        self.transport.abort()
