"""The metrics port: Prometheus text for whoever asks, and nothing else.

Each worker has this server; with several they share the port by SO_REUSEPORT, and whichever is
asked answers for all (see metrics_union).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from seldon_wrapper.http.exchange import Exchange, Reply
from seldon_wrapper.http.server import HttpServer
from seldon_wrapper.settings import Settings

Exposition = Callable[[], tuple[bytes, str]]

# A scrape waits for the other workers.
_THREADS = 4
_MAX_BODY_BYTES = 64 * 1024
_RECEIVE_TIMEOUT_S = 10.0
_TEXT = "text/plain; charset=utf-8"
_log = logging.getLogger(__name__)


async def start_metrics_server(settings: Settings, exposition: Exposition) -> HttpServer:
    """Serve the metrics in this loop, until it ends.

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
    face = _Scrapes(settings.metrics_endpoints, exposition)
    server = HttpServer(
        face,
        lambda status, text: _reply(status, text.encode()),
        max_body_bytes=_MAX_BODY_BYTES,
        receive_timeout_s=_RECEIVE_TIMEOUT_S,
    )
    await server.start(settings.host, settings.metrics_port)
    return server


class _Scrapes:
    """Answers GET on the paths of the metrics."""

    def __init__(self, paths: tuple[str, ...], exposition: Exposition) -> None:
        """Take what to answer where."""
        self._paths = paths
        self._exposition = exposition
        self._loop = asyncio.get_running_loop()
        self._threads = ThreadPoolExecutor(_THREADS, "metrics-port")

    def __call__(self, exchange: Exchange) -> None:
        """Answer in a thread, or say what is wrong at once."""
        request = exchange.request
        path = request.path.decode("utf-8", "replace")
        if path not in self._paths:
            expected = ", ".join(self._paths)
            text = f"path: {path} (expected: one of {expected})\n"
            exchange.reply(_reply(404, text.encode()))
        elif request.method not in ("GET", "HEAD"):
            text = f"method: {request.method} (expected: GET)\n"
            exchange.reply(_reply(405, text.encode()))
        else:
            self._threads.submit(self._scrape, exchange)

    def _scrape(self, exchange: Exchange) -> None:
        """Write the metrics, in a thread."""
        try:
            reply = _reply(200, *self._exposition())
        except Exception:  # noqa: BLE001 - whatever it is, the next scrape must work
            _log.exception("the metrics cannot be written out")
            text = b"the metrics cannot be written out; the cause is in the server's log\n"
            reply = _reply(500, text)
        self._loop.call_soon_threadsafe(exchange.reply, reply)


def _reply(status: int, body: bytes, content_type: str = _TEXT) -> Reply:
    return Reply(status, f"Content-Type: {content_type}\r\n".encode(), body)
