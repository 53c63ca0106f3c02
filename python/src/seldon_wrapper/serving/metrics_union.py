"""The metrics of all workers from any of them.

A count stays in the process that made it, so a request never waits for another process. Only a
scrape crosses: each worker gives its text to whoever connects to its Unix socket in a directory
that they share, and the worker that is scraped asks them all and joins the texts. Every series
carries its worker's id as a label, so nothing is added up, no series comes twice, and counters
are monotonic: a worker that ends, ends the server.
"""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import socketserver
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path

from seldon_wrapper.serving.metrics_port import Exposition
from seldon_wrapper.settings import ConfigurationError

_WAIT_S = 5.0
_log = logging.getLogger(__name__)


def make_shared_directory() -> Path:
    """Make the directory for the workers' sockets.

    Returns:
        A new directory, mode 0700; the caller removes it. A noexec mount is fine.

    Raises:
        ConfigurationError: Neither the directory for temporary files nor /dev/shm is writable.
    """
    problem: OSError | None = None
    for parent in (None, "/dev/shm"):  # noqa: S108 - mkdtemp makes a name of its own in it
        try:
            return Path(tempfile.mkdtemp(prefix="seldon-metrics-", dir=parent))
        except OSError as error:
            problem = error
    message = (
        f"WORKERS: more than 1 without a writable directory, {problem} "
        "(expected: a writable /tmp or /dev/shm, where the workers share their metrics)"
    )
    raise ConfigurationError([message]) from problem


def join(directory: Path, exposition: Exposition) -> Exposition:
    """Offer this worker's metrics to the others.

    Args:
        directory: The one that all workers of the server share.
        exposition: This worker's own text.

    Returns:
        An exposition of all workers that have joined by the time it is called.
    """
    path = directory / f"{os.getpid()}.sock"
    server = _Server(str(path), _handler(exposition))
    threading.Thread(target=server.serve_forever, name="metrics-union", daemon=True).start()

    def union() -> tuple[bytes, str]:
        own, content_type = exposition()
        others = (_ask(other) for other in sorted(directory.glob("*.sock")) if other != path)
        return merge([own, *others]), content_type

    return union


class _Server(socketserver.ThreadingUnixStreamServer):
    """A thread for each that asks; none of them keeps the process alive."""

    daemon_threads = True


def _handler(exposition: Exposition) -> type[socketserver.BaseRequestHandler]:
    """Return a handler that sends the text and closes."""

    class Handler(socketserver.BaseRequestHandler):
        """Sends one worker's text."""

        def handle(self) -> None:
            """Send it; one that has gone meanwhile does not matter."""
            with contextlib.suppress(OSError):
                self.request.sendall(exposition()[0])

    return Handler


def _ask(path: Path) -> bytes:
    """Return another worker's text, or nothing if it does not answer."""
    chunks = []
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(_WAIT_S)
            connection.connect(str(path))
            while chunk := connection.recv(65536):
                chunks.append(chunk)
    except OSError as error:
        _log.warning("a worker's metrics are missing from this scrape: %s: %s", path.name, error)
        return b""
    return b"".join(chunks)


def merge(texts: Iterable[bytes]) -> bytes:
    """Join Prometheus texts, so that the series of one family stand together.

    Args:
        texts: Texts in which each family begins with its # HELP or # TYPE lines.

    Returns:
        One text with the comments of each family once, in the order of first appearance.
    """
    comments: dict[bytes, list[bytes]] = {}
    samples: dict[bytes, list[bytes]] = {}
    for text in texts:
        family = b""
        for line in text.splitlines(keepends=True):
            if line.startswith((b"# HELP ", b"# TYPE ")):
                family = line.split(b" ", 3)[2].strip()
                known = comments.setdefault(family, [])
                if line not in known:
                    known.append(line)
            else:
                comments.setdefault(family, [])
                samples.setdefault(family, []).append(line)
    lines = [line for f in comments for line in (*comments[f], *samples.get(f, ()))]
    return b"".join(lines)
