"""An OpenTelemetry collector that keeps what it gets."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from serving_fixtures import free_ports


@dataclass
class FakeCollector:
    """A server that keeps what is posted to it, and answers as it is told."""

    url: str
    statuses: list[int] = field(default_factory=list)
    requests: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)

    @property
    def resources(self) -> list[dict[str, Any]]:
        """What each batch that was taken says."""
        return [resource for _, _, body in self.requests for resource in body["resourceSpans"]]

    @property
    def every_span(self) -> list[dict[str, Any]]:
        """All spans, their attributes as a mapping."""
        return [
            {**span, "attributes": mapping(span)}
            for resource in self.resources
            for scope in resource["scopeSpans"]
            for span in scope["spans"]
        ]

    @property
    def spans(self) -> dict[str, dict[str, Any]]:
        """Each span by its name."""
        return {span["name"]: span for span in self.every_span}


def mapping(of: dict[str, Any]) -> dict[str, Any]:
    """Give attributes of the wire as a mapping; integers are strings there."""
    return {
        item["key"]: int(value) if kind == "intValue" else value
        for item in of.get("attributes", [])
        for kind, value in item["value"].items()
    }


@contextmanager
def running_collector() -> Iterator[FakeCollector]:
    """Run a collector on a free port."""
    (port,) = free_ports(1)
    fake = FakeCollector(f"http://127.0.0.1:{port}")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers["Content-Encoding"] == "gzip":
                body = gzip.decompress(body)
            status = fake.statuses.pop(0) if fake.statuses else 200
            if status == 200:
                fake.requests.append((self.path, dict(self.headers), json.loads(body)))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield fake
    server.shutdown()
    server.server_close()
