"""One request and the one reply to it, between a connection and the application."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import unquote_to_bytes


@dataclass(slots=True)
class HttpRequest:
    """One whole request.

    Attributes:
        method: In upper case.
        target: What stood on the request line, as it came.
        headers: Names in lower case; values of one name are joined by a comma.
        body: What came after the head; empty if ``excess`` is set.
        excess: How long a body over the limit is, for the error's text; else empty.
    """

    method: str
    target: bytes
    headers: dict[bytes, bytes]
    body: bytes = b""
    excess: str = ""

    @property
    def path(self) -> bytes:
        """The target without its query, %-escapes resolved."""
        path = self.target.partition(b"#")[0].partition(b"?")[0]
        if not path.startswith(b"/"):
            # The absolute form, for proxies: http://host/path
            path = b"/" + path.partition(b"://")[2].partition(b"/")[2]
        return unquote_to_bytes(path) if b"%" in path else path

    @property
    def query(self) -> bytes:
        """What stands behind the question mark, as it came."""
        return self.target.partition(b"#")[0].partition(b"?")[2]

    def header(self, name: bytes) -> str:
        """Give a header's value, empty if it is not there."""
        value = self.headers.get(name)
        return value.decode("latin-1") if value else ""


@dataclass(slots=True)
class Reply:
    """What is sent back.

    Attributes:
        status: HTTP status.
        headers: Lines that each end in CRLF; without Content-Length, Date and Connection.
        body: Not sent in answer to HEAD.
        error: What went wrong, for whoever counts; not sent.
    """

    status: int
    headers: bytes
    body: bytes
    error: Any = None


class Replier(Protocol):
    """Where a reply goes: a connection."""

    def send(self, exchange: Exchange, reply: Reply) -> None:
        """Send the reply of the exchange that is being answered."""


class Exchange:
    """A request that waits for its reply; used in the event loop's thread alone.

    Attributes:
        request: The request.
        keep_alive: Whether the connection may be used again afterwards.
        open: Whether somebody still waits for the reply.
        on_leave: Called when the client leaves before it has the reply; set by the application.
    """

    __slots__ = ("_replier", "keep_alive", "on_leave", "open", "request")

    def __init__(self, replier: Replier, request: HttpRequest, *, keep_alive: bool) -> None:
        self._replier = replier
        self.request = request
        self.keep_alive = keep_alive
        self.open = True
        self.on_leave: Callable[[], Any] | None = None

    def reply(self, reply: Reply) -> None:
        """Send the reply; without effect if there was one, or nobody waits any more."""
        if self.open:
            self.open = False
            self.on_leave = None  # it knows this exchange: a cycle would keep the body
            self._replier.send(self, reply)

    def leave(self) -> None:
        """Note that the client has gone."""
        if self.open:
            self.open = False
            told, self.on_leave = self.on_leave, None
            if told is not None:
                told()


Application = Callable[[Exchange], None]
