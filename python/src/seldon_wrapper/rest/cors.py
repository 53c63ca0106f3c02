"""Which web pages may read the answers (contract.md, BOD-8)."""

from __future__ import annotations

from collections.abc import Sequence

_ANY = b"Access-Control-Allow-Origin: *\r\n"
_VARY = b"Vary: Origin\r\n"


class Cors:
    """The headers that browsers ask for."""

    def __init__(self, origins: Sequence[str]) -> None:
        """Take the origins of ``CORS_ORIGINS``: ``*`` is any, an empty sequence none."""
        self.origins = tuple(origins)
        self._any = "*" in self.origins

    def headers(self, origin: str) -> bytes:
        """Give the header lines of an answer.

        Args:
            origin: What the request's header Origin says; empty without one.
        """
        if self._any:
            return _ANY
        if not self.origins:
            return b""
        if origin in self.origins:
            return b"Access-Control-Allow-Origin: " + origin.encode("latin-1") + b"\r\n" + _VARY
        return _VARY
