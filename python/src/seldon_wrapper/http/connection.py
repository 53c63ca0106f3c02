"""One connection of HTTP/1.1: llhttp reads it, this keeps the order and the bounds.

Requests of one connection are answered one after the other; what a client pipelines waits. A
connection is in one of six phases, and ``since`` says when it came there (BODY: when the head
began), so that the server's sweep, once a second, can end what takes too long without a timer for
each request:

    IDLE       nothing received of the next request
    HEAD       some of its head received
    BODY       its head received, the body not whole
    ANSWERING  the application has it; the client's leaving is noticed
    LINGERING  answered and to be closed, but the client may still send: closing at once would
               reset the connection, and the reply might be lost with it
    CLOSING    closed as soon as what was written has gone out

Nothing is read while requests wait, or while the client does not take its answers, so what one
connection can make the server hold is a read's worth of requests and one answer. The parser and the
connection know each other: the end takes them apart, or a body that was cut off would stay until
the garbage collector comes round.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import cast

import httptools

from seldon_wrapper.http.exchange import Exchange, HttpRequest, Reply
from seldon_wrapper.http.shared import Shared, Stage

_LOG = logging.getLogger(__name__)

MAX_HEAD_BYTES = 64 * 1024
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_MALFORMED = (400, "request: malformed HTTP (expected: HTTP/1.1)")
_HEAD_TOO_LONG = (431, f"head: over {MAX_HEAD_BYTES} bytes (expected: at most {MAX_HEAD_BYTES})")
# Chunks of one byte have six bytes around it; what goes far beyond is extensions and trailers.
_FRAMING_PER_BYTE = 16
# An object for each piece of a body costs more than a small piece itself.
_SMALL_PIECE_BYTES = 4096
# A small reply goes out in one piece, head and body: two packets might wait for a delayed ACK.
_JOINED_BYTES = 64 * 1024


class _RefusedError(Exception):
    """What was received is no request that is answered: a status and a text."""


class Connection(asyncio.Protocol):
    """One client's connection."""

    __slots__ = (
        "_answering",
        "_begun",
        "_body",
        "_deaf",
        "_exchange",
        "_fields_bytes",
        "_full",
        "_headers",
        "_moved",
        "_parser",
        "_received",
        "_shared",
        "_size",
        "_target",
        "_unsent",
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
        self._body: list[bytes | bytearray] = []
        # Bytes: of the body, of the head's fields, and received since the head or the body began.
        self._size = self._fields_bytes = self._received = 0
        # Whether some of a request was received, no more requests are taken, the client reads too
        # slowly.
        self._begun = self._deaf = self._full = False
        self._unsent = 0
        self.transport: asyncio.Transport
        self.stage = Stage.IDLE
        self.since = self._moved = shared.loop.time()

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
        self._answering = self._exchange = None
        self._body = []
        del self._parser

    def pause_writing(self) -> None:
        """Answer no more until the client has taken what it was sent."""
        self._full = True
        self._regulate()

    def resume_writing(self) -> None:
        """Go on."""
        self._full = False
        self._regulate()
        if self._waiting:
            self._shared.loop.call_soon(self._next)

    def data_received(self, data: bytes) -> None:
        """Take what the client sent."""
        if self._deaf:
            return
        self._received += len(data)
        try:
            self._feed(data)
            self._check_length()
        except httptools.HttpParserError as error:
            cause = error.__context__
            if isinstance(cause, _RefusedError):
                self._refuse(*cause.args)
            elif isinstance(error, httptools.HttpParserCallbackError) and cause is not None:
                # A fault of ours, not of the client's: nothing sensible can follow here.
                _LOG.error("a request failed outside the component", exc_info=cause)
                self.transport.abort()
            else:
                self._refuse(*_MALFORMED)
        except _RefusedError as refused:
            self._refuse(*refused.args)

    def _feed(self, data: bytes) -> None:
        while data:
            try:
                self._parser.feed_data(data)
            except httptools.HttpParserUpgrade as upgrade:
                data = self._without_upgrade(data[upgrade.args[0] :])
            else:
                return

    def _check_length(self) -> None:
        """Refuse a head that is too long, and framing without a body in it."""
        if self._exchange is None:
            if self._received > MAX_HEAD_BYTES:
                raise _RefusedError(*_HEAD_TOO_LONG)
        elif self._received > MAX_HEAD_BYTES + self._size * _FRAMING_PER_BYTE:
            raise _RefusedError(*_MALFORMED)

    # What the parser calls.

    def on_message_begin(self) -> None:
        """Begin a request."""
        if self._deaf:
            return
        self._begun = True
        self._headers = {}
        self._target = b""
        self._body = []
        self._size = self._fields_bytes = 0
        if self.stage is Stage.IDLE:
            self._enter(Stage.HEAD)

    def on_url(self, url: bytes) -> None:
        """Take a part of the request's target."""
        self._count_field(len(url))
        self._target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take one header; a trailer is dropped, for it must not pass for a header."""
        self._count_field(len(name) + len(value) + 4)
        if self._exchange is not None:
            return
        name = name.lower()
        headers = self._headers
        headers[name] = headers[name] + b", " + value if name in headers else value

    def _count_field(self, size: int) -> None:
        self._fields_bytes += size
        if self._fields_bytes > MAX_HEAD_BYTES:
            raise _RefusedError(*_HEAD_TOO_LONG)

    def on_headers_complete(self) -> None:
        """Begin to wait for the body."""
        parser, headers = self._parser, self._headers
        if self._deaf or parser.should_upgrade():
            return
        version = parser.get_http_version()
        if version != "1.1" and (version != "1.0" or b"transfer-encoding" in headers):
            raise _RefusedError(*_MALFORMED)
        request = HttpRequest(parser.get_method().decode("ascii"), self._target, headers)
        # A client of HTTP/1.0 is not promised that its connection stays: few still ask for it.
        keep_alive = version == "1.1" and parser.should_keep_alive()
        self._exchange = Exchange(self, request, keep_alive=keep_alive)
        self._received = 0
        length = headers.get(b"content-length")
        if length is not None and int(length) > self._shared.max_body_bytes:
            request.excess = length.decode("ascii")
            self._complete(self._exchange)
            return
        if self.stage is Stage.HEAD:
            self.stage = Stage.BODY
        expects = headers.get(b"expect", b"").lower() == b"100-continue"
        if expects and version == "1.1" and self._answering is None:
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
        pieces = self._body
        if len(body) >= _SMALL_PIECE_BYTES or not pieces:
            pieces.append(body)
        elif isinstance(pieces[-1], bytearray):
            pieces[-1] += body
        else:
            pieces.append(bytearray(body))

    def on_message_complete(self) -> None:
        """Hand the request on."""
        exchange = self._exchange
        if exchange is None or exchange.request.excess:
            return
        self._begun = False
        self._received = 0
        pieces, self._body = self._body, []
        exchange.request.body = bytes(pieces[0]) if len(pieces) == 1 else b"".join(pieces)
        self._complete(exchange)

    # Answering.

    def _complete(self, exchange: Exchange) -> None:
        """Have a request answered, now or after those before it."""
        if exchange.request.excess:
            # The rest of the body is not read, so nothing can come after it.
            exchange.keep_alive = False
            self._deaf = True
        else:
            self._exchange = None
        if self._answering is None and not self._waiting and not self._full:
            self._answer(exchange)
        else:
            self._waiting.append(exchange)
            self._regulate()

    def _regulate(self) -> None:
        """Read on, or not."""
        if self._waiting or self._full:
            self.transport.pause_reading()
        else:
            self.transport.resume_reading()

    def _answer(self, exchange: Exchange) -> None:
        self._answering = exchange
        self._enter(Stage.ANSWERING)
        self._shared.application(exchange)

    def send(self, exchange: Exchange, reply: Reply) -> None:
        """Write the reply, and go on with the next request."""
        shared = self._shared
        keep_alive = exchange.keep_alive and (bool(self._waiting) or not shared.draining)
        body = b"" if exchange.request.method == "HEAD" else reply.body
        self._write(reply, body, keep_alive=keep_alive)
        self._answering = None
        if not keep_alive:
            # Unless the client has asked for it, it may be sending the next request.
            self._close(linger=self._deaf or shared.draining)
        elif self._waiting:
            # By the loop: replies that are made at once would nest as deep as the pipeline is long.
            shared.loop.call_soon(self._next)
        elif not self._begun:
            self._enter(Stage.IDLE)
        else:
            self._enter(Stage.HEAD if self._exchange is None else Stage.BODY)

    def _write(self, reply: Reply, body: bytes, *, keep_alive: bool) -> None:
        """Write the head of a reply, and as its body what the method lets be sent."""
        heads = self._shared.heads
        head = heads.head(reply.status, reply.headers, len(reply.body), keep_alive=keep_alive)
        if len(body) <= _JOINED_BYTES:
            self.transport.write(head + body)
        else:
            self.transport.writelines((head, body))

    def _next(self) -> None:
        """Answer the next of the requests that came in one go."""
        if not self._waiting or self._full or self._answering is not None:
            return
        exchange = self._waiting.popleft()
        self._regulate()
        self._answer(exchange)

    def _refuse(self, status: int, text: str) -> None:
        """Answer what is no request, and close; what came before it is answered first."""
        self._deaf = True
        last = self._waiting[-1] if self._waiting else self._answering
        if last is not None:
            last.keep_alive = False
        elif not self.transport.is_closing():
            reply = self._shared.refuse(status, text)
            self._write(reply, reply.body, keep_alive=False)
            self._close(linger=True)

    def _without_upgrade(self, rest: bytes) -> bytes:
        """Give a request that offers another protocol as if it did not, and what follows it.

        Java's own client offers h2c with each first request. The parser takes what follows the
        head for the other protocol, so a new one reads the same head again without the offer.

        Raises:
            _RefusedError: For CONNECT, which is an order and no offer.
        """
        method = self._parser.get_method()
        if method == b"CONNECT":
            raise _RefusedError(*_MALFORMED)
        version = self._parser.get_http_version().encode("ascii")
        line = method + b" " + self._target + b" HTTP/" + version + b"\r\n"
        offer = (b"upgrade", b"connection", b"http2-settings")
        kept = (item for item in self._headers.items() if item[0] not in offer)
        head = line + b"".join(b"%s: %s\r\n" % item for item in kept) + b"\r\n"
        self._parser = httptools.HttpRequestParser(self)
        return head + rest

    # Ending.

    def _enter(self, stage: Stage) -> None:
        self.stage = stage
        self.since = self._shared.loop.time()

    def _close(self, *, linger: bool) -> None:
        self._deaf = True
        self._waiting.clear()
        if linger:
            self._enter(Stage.LINGERING)
            self.transport.write_eof()
            self.transport.resume_reading()
        else:
            self.close()

    def expire(self) -> None:
        """Refuse a request that did not come in time, and close."""
        what = "head" if self.stage is Stage.HEAD else "body"
        age = self._shared.loop.time() - self.since
        self._refuse(408, f"{what}: not received within {age:.0f} s")

    def close(self) -> None:
        """End the connection once what was written has gone out."""
        self._deaf = True
        self._enter(Stage.CLOSING)
        self.transport.close()

    def stuck_s(self) -> float:
        """Give for how many seconds the client has taken nothing of what waits for it."""
        now, unsent = self._shared.loop.time(), self.transport.get_write_buffer_size()
        if unsent == 0 or unsent != self._unsent:
            self._unsent, self._moved = unsent, now
        return now - self._moved

    def abort(self) -> None:
        """End the connection at once."""
        self.transport.abort()
