"""One HTTP connection on which every byte and its time count.

``http.client`` reads ahead and hides when bytes came; here several answers are read from one
stream, as they follow each other, and the time between the first and last piece of each is known.
"""

import http.client
import io
import select
import socket
import time
from typing import Any, Self, cast
from urllib.parse import urlsplit

from seldon_conformance.check import ViolationError
from seldon_conformance.compare import Difference
from seldon_conformance.rest_client import RestAnswer, RestRequest


class HttpConnection:
    """A connection to a subject; a context manager that opens and closes it."""

    def __init__(self, base_url: str, timeout_s: float = 30.0) -> None:
        """Remember where the subject is; a path in the URL is put before every request's."""
        url = urlsplit(base_url)
        self._address = (url.hostname or "", url.port or 80)
        self._prefix = url.path.rstrip("/")
        self._timeout_s = timeout_s

    def __enter__(self) -> Self:
        """Connect."""
        self._socket = socket.create_connection(self._address, timeout=self._timeout_s)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._pieces = _Pieces(self._socket)
        self._stream = _Stream(self._pieces)
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self._socket.close()

    def written(self, request: RestRequest) -> bytes:
        """Give a request as it goes onto the wire, kept alive."""
        body = request.body or b""
        headers = {"Host": f"{self._address[0]}:{self._address[1]}", **request.headers}
        lines = [f"{request.method} {self._prefix}{request.target} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if "Content-Length" not in request.headers:
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + body

    def send(self, data: bytes) -> None:
        """Send bytes, at once.

        A server may refuse a request before it has read it, and close: its answer counts.
        """
        try:
            self._socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            return

    def finish_sending(self) -> None:
        """Tell the server that nothing more comes, and go on reading."""
        self._socket.shutdown(socket.SHUT_WR)

    def is_silent(self, for_s: float) -> bool:
        """Tell whether nothing comes, neither bytes nor the end, for so many seconds."""
        return not select.select([self._socket], [], [], for_s)[0]

    def answer(self) -> RestAnswer:
        """Read the next answer.

        Raises:
            ViolationError: The connection ended or was silent instead, or it is no HTTP.
        """
        found = self.answer_or_end()
        if found is None:
            raise ViolationError([Difference("answer", "the connection was closed", "an answer")])
        return found

    def answer_or_end(self) -> RestAnswer | None:
        """Read the next answer; give nothing if the server has closed the connection instead.

        Raises:
            ViolationError: The connection was silent for too long, or it is no HTTP.
        """
        self._pieces.times.clear()
        # It asks its socket for a stream, and for nothing else.
        response = http.client.HTTPResponse(cast("socket.socket", self._stream))
        try:
            response.begin()
            headers = {name.lower(): value for name, value in response.getheaders()}
            return RestAnswer(response.status, headers, response.read())
        except (http.client.RemoteDisconnected, ConnectionResetError):
            return None
        except (OSError, http.client.HTTPException) as error:
            expected = f"an HTTP answer within {self._timeout_s:g} s"
            raise ViolationError([Difference("answer", repr(error), expected)]) from error

    def exchange(self, request: RestRequest) -> RestAnswer:
        """Send a request and read its answer.

        Raises:
            ViolationError: As ``answer``.
        """
        self.send(self.written(request))
        return self.answer()

    @property
    def spread_s(self) -> float:
        """Seconds between the first and the last piece of the answer that was read last."""
        times = self._pieces.times
        return times[-1] - times[0] if times else 0.0


class _Pieces(io.RawIOBase):
    """Reads from a socket, and notes when something came."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self.times: list[float] = []

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = self._socket.recv_into(buffer)
        self.times.append(time.monotonic())
        return count


class _Stream(io.BufferedReader):
    """What an answer is read from; it stays open, since the next answer follows."""

    def makefile(self, _mode: str) -> Self:
        return self

    def close(self) -> None:
        """Close nothing."""
