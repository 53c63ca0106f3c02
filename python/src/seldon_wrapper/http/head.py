"""The first lines of a reply."""

from __future__ import annotations

import time
from http import HTTPStatus

_LINES = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n" for status in HTTPStatus}


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def _date() -> str:
    """Give the time as HTTP has it; the standard library's way needs all of ``email``."""
    now = time.gmtime()
    month = _MONTHS[now.tm_mon - 1]
    clock = f"{now.tm_hour:02}:{now.tm_min:02}:{now.tm_sec:02}"
    return f"{_DAYS[now.tm_wday]}, {now.tm_mday:02} {month} {now.tm_year} {clock} GMT"


# Heads that are kept; a preflight's repeats what its client asks for.
_KNOWN = 100


class HeadWriter:
    """Writes heads; the date is made once a second."""

    def __init__(self) -> None:
        self._until = 0.0
        self._date = ""
        self._known: dict[tuple[int, bytes, bool], bytes] = {}

    def head(self, status: int, headers: bytes, length: int, *, keep_alive: bool) -> bytes:
        """Give all bytes before the body.

        Args:
            status: HTTP status.
            headers: Further lines, each with its CRLF.
            length: Bytes of the body.
            keep_alive: Whether the connection stays open.
        """
        now = time.monotonic()
        if now >= self._until or len(self._known) > _KNOWN:
            self._until = now + 1
            self._date = _date()
            self._known.clear()
        key = (status, headers, keep_alive)
        start = self._known.get(key)
        if start is None:
            line = _LINES.get(status) or f"HTTP/1.1 {status} Unknown\r\n"
            close = "" if keep_alive else "Connection: close\r\n"
            text = f"{line}Date: {self._date}\r\n{close}"
            start = self._known[key] = text.encode("latin-1") + headers + b"Content-Length: "
        return b"%s%d\r\n\r\n" % (start, length)
