"""A mirror of Debian's archive that can spoil what it hands on."""

import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from fnmatch import fnmatch
from http import HTTPStatus

from seldon_conformance.builder.counterparts.login_server import LoginHandler, LoginServer

_TIMEOUT_S = 60.0


class DebianMirror(LoginServer):
    """Hands on what the archive has; some paths are changed on the way."""

    def __init__(
        self, host: str, archive: str, changes: Mapping[str, Callable[[bytes], bytes]]
    ) -> None:
        """Listen on a free port.

        Args:
            host: An address of this host that containers reach.
            archive: URL of the archive, without a slash at its end.
            changes: What is done to the files whose path a pattern fits.
        """
        super().__init__(host, _Handler)
        self._archive = archive
        self._changes = changes

    @property
    def url(self) -> str:
        """Give the URL for DEBIAN_MIRROR."""
        return f"http://{self.address}/debian"

    def fetched(self, path: str) -> tuple[int, bytes]:
        """Give the status and the body of a path below ``/debian``."""
        try:
            with urllib.request.urlopen(f"{self._archive}{path}", timeout=_TIMEOUT_S) as answer:
                body: bytes = answer.read()
        except urllib.error.HTTPError as error:
            error.close()
            return error.code, b""
        for pattern, change in self._changes.items():
            if fnmatch(path, pattern):
                body = change(body)
        return HTTPStatus.OK, body


class _Handler(LoginHandler):
    """Answers one connection."""

    server: DebianMirror

    def reply(self, body: bytes) -> None:
        """Answer with a file of the archive."""
        self.answer(*self.server.fetched(self.path.removeprefix("/debian")))
