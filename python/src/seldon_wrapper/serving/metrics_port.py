"""The metrics port: Prometheus text for whoever asks, and nothing else.

Each worker has this server; with several they share the port by SO_REUSEPORT, and whichever is
asked answers for all (see metrics_union).
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from seldon_wrapper.settings import Settings

Exposition = Callable[[], tuple[bytes, str]]

_log = logging.getLogger(__name__)


class _Server(ThreadingHTTPServer):
    """A thread for each scrape; none of them keeps the process alive."""

    daemon_threads = True
    allow_reuse_port = True

    def server_bind(self) -> None:
        """Bind without HTTPServer's look-up of the host's name, which may take seconds."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()


def start_metrics_server(settings: Settings, exposition: Exposition) -> ThreadingHTTPServer:
    """Serve the metrics from a thread of this process, until it ends.

    Args:
        settings: Address, port and paths.
        exposition: Gives the text and its content type; called for each scrape, from any
            thread. What it raises is a 500 to the scraper and a traceback in the log.

    Returns:
        The running server.

    Raises:
        OSError: The port cannot be opened.

    Source: contract.md, MTR-1.
    """

    class Handler(_Handler):
        """Knows this server's paths and text."""

        paths = settings.metrics_endpoints
        text = staticmethod(exposition)

    server = _Server((settings.host, settings.metrics_port), Handler, bind_and_activate=False)
    if ":" in settings.host:
        server.socket.close()
        server.address_family = socket.AF_INET6
        server.socket = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
    server.server_bind()
    server.server_activate()
    threading.Thread(target=server.serve_forever, name="metrics-port", daemon=True).start()
    return server


class _Handler(BaseHTTPRequestHandler):
    """Answers GET on the paths of the metrics."""

    paths: ClassVar[tuple[str, ...]]
    text: Exposition
    # Head and body in one write: two would wait 40 ms for a delayed ACK.
    wbufsize = -1
    # A scraper that connects and says nothing must not hold a thread for ever.
    timeout = 10

    def do_GET(self) -> None:
        """Send the metrics, or 404."""
        path = self.path.partition("?")[0]
        if path not in self.paths:
            expected = ", ".join(self.paths)
            body = f"path: {path} (expected: one of {expected})\n".encode()
            self._reply(HTTPStatus.NOT_FOUND, body, "text/plain; charset=utf-8")
            return
        try:
            body, content_type = self.text()
        except Exception:  # noqa: BLE001 - whatever it is, the next scrape must work
            _log.exception("the metrics cannot be written out")
            body = b"the metrics cannot be written out; the cause is in the server's log\n"
            self._reply(HTTPStatus.INTERNAL_SERVER_ERROR, body, "text/plain; charset=utf-8")
            return
        self._reply(HTTPStatus.OK, body, content_type)

    def _reply(self, status: HTTPStatus, body: bytes, content_type: str) -> None:
        """Send one whole response."""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Write scrapes to the DEBUG log only: they come every few seconds."""
        _log.debug(format, *args)
