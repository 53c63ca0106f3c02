"""What the tests' own servers have in common: a free port, threads, TLS, a password (RFC 7617)."""

import base64
import hmac
import ssl
import sys
import threading
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

# How long the end of a server may take.
_POLL_INTERVAL_S = 0.05


class LoginServer(ThreadingHTTPServer):
    """Listens on a free port; a context manager that serves, and ends with its context.

    Attributes:
        address: Host and port that it listens on.
        asked: Paths that were asked for and allowed, in order.
        lost: What was said of clients that went away, in order. They may: one does not trust a
            certificate, another has ended and left its connection open.
    """

    daemon_threads = True

    def __init__(
        self,
        host: str,
        handler: type[BaseHTTPRequestHandler],
        login: str = "",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Listen.

        Args:
            host: An address of this host that containers reach.
            handler: Answers one connection.
            login: ``user:password`` that is wanted; empty: none.
            tls: Serve TLS with this certificate.
        """
        super().__init__((host, 0), handler)
        self._wanted = f"Basic {base64.b64encode(login.encode()).decode()}" if login else ""
        self.address = f"{host}:{self.server_port}"
        self.asked: list[str] = []
        self.lost: list[str] = []
        self._faults: list[Exception] = []
        if tls is not None:
            # The handshake is for the connection's own thread.
            self.socket = tls.wrap_socket(
                self.socket, server_side=True, do_handshake_on_connect=False
            )

    def __enter__(self) -> Self:
        """Serve in threads of its own."""
        serve = partial(self.serve_forever, poll_interval=_POLL_INTERVAL_S)
        threading.Thread(target=serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop serving and close the port.

        Raises:
            ExceptionGroup: What handlers raised, which nobody sees in their threads.
        """
        self.shutdown()
        self.server_close()
        if self._faults:
            raise ExceptionGroup(f"faults of the server at {self.address}", self._faults)

    def allows(self, given: str | None) -> bool:
        """Tell whether a header has the password, if one is wanted."""
        return not self._wanted or hmac.compare_digest(given or "", self._wanted)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 (socketserver)
        """Note down what ended a connection: the client, or a fault for the end of the context."""
        error = sys.exception()
        if isinstance(error, ConnectionError | ssl.SSLError):
            self.lost.append(str(error))
        elif isinstance(error, Exception):
            self._faults.append(error)


class LoginHandler(BaseHTTPRequestHandler):
    """Answers one connection: sees to the password, and leaves the rest to ``reply``."""

    protocol_version = "HTTP/1.1"
    server: LoginServer

    def do_GET(self) -> None:
        """Answer a request; one without the password is not noted down."""
        if "Transfer-Encoding" in self.headers:
            self.close_connection = True
            self.answer(HTTPStatus.LENGTH_REQUIRED)
            # To close with something unread resets the connection, and the answer may be lost.
            self.rfile.read()
            return
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not self.server.allows(self.headers.get("Authorization")):
            self.answer(HTTPStatus.UNAUTHORIZED)
            return
        self.server.asked.append(self.path)
        self.reply(body)

    do_HEAD = do_GET  # noqa: N815 - http.server looks for this name

    def reply(self, body: bytes) -> None:
        """Answer a request that is allowed."""
        raise NotImplementedError

    def answer(
        self, status: int, body: bytes = b"", content_type: str = "application/octet-stream"
    ) -> None:
        """Send a whole answer."""
        self.send_response(status)
        if status == HTTPStatus.UNAUTHORIZED:
            self.send_header("WWW-Authenticate", 'Basic realm="tests"')
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet: ``asked`` is the log."""
