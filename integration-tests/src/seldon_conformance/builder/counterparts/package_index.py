"""A package index of our own: pages of PEP 503 over HTTP or TLS, with a password or without.

The first part of every path is free, so that each build has an index URL of its own and what was
asked can be told apart: ``/<build>/simple/<package>/`` and ``/<build>/files/<wheel>``.
"""

import ssl
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from seldon_conformance.builder.counterparts.login_server import LoginServer


class PackageIndex(LoginServer):
    """Serves the wheels of a folder.

    Attributes:
        address: Host and port that it listens on.
        asked: Paths that were asked for and allowed, in order.
    """

    def __init__(
        self, host: str, wheels: Path, login: str = "", tls: ssl.SSLContext | None = None
    ) -> None:
        """Listen on a free port.

        Args:
            host: An address of this host that containers reach.
            wheels: A folder of wheels.
            login: ``user:password`` that is wanted; empty: none.
            tls: Serve TLS with this certificate.
        """
        super().__init__(host, _Handler, login)
        self.asked: list[str] = []
        self.wheels = wheels
        if tls is not None:
            self.socket = tls.wrap_socket(
                self.socket, server_side=True, do_handshake_on_connect=False
            )

    def page(self, package: str) -> str:
        """Give the page of a package, a link for each of its wheels; empty if it has none."""
        wheels = sorted(self.wheels.glob(f"{package.replace('-', '_')}-*.whl"))
        return "".join(
            f'<a href="../../files/{wheel.name}">{wheel.name}</a><br>\n' for wheel in wheels
        )


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    server: PackageIndex

    def do_GET(self) -> None:
        """Answer with a page or a wheel."""
        index = self.server
        if not index.allows(self.headers.get("Authorization")):
            self._answer(HTTPStatus.UNAUTHORIZED, "text/plain", b"")
            return
        index.asked.append(self.path)
        match self.path.strip("/").split("/"):
            case [_, "simple", package] if page := index.page(package):
                self._answer(HTTPStatus.OK, "text/html", page.encode())
            case [_, "files", name] if (wheel := index.wheels / name).is_file():
                self._answer(HTTPStatus.OK, "application/octet-stream", wheel.read_bytes())
            case _:
                self._answer(HTTPStatus.NOT_FOUND, "text/plain", b"")

    do_HEAD = do_GET  # noqa: N815 - http.server looks for this name

    def _answer(self, status: HTTPStatus, content_type: str, body: bytes) -> None:
        self.send_response(status)
        if status is HTTPStatus.UNAUTHORIZED:
            self.send_header("WWW-Authenticate", 'Basic realm="packages"')
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet: ``asked`` is the log."""
