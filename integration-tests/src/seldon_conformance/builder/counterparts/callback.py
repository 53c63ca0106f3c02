"""Listens for what s2i posts when a build is done (--callback-url)."""

import json
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any

from seldon_conformance.builder.counterparts.login_server import LoginServer


class Callback(LoginServer):
    """The listener.

    Attributes:
        url: Where it listens.
        posted: The bodies, parsed, in order.
    """

    def __init__(self) -> None:
        """Listen on a free port of this host, where s2i runs."""
        super().__init__("127.0.0.1", _Handler, login="")
        self.url = f"http://{self.address}/"
        self.posted: list[dict[str, Any]] = []


class _Handler(BaseHTTPRequestHandler):
    """Takes one body."""

    server: Callback

    def do_POST(self) -> None:
        """Keep the body."""
        length = int(self.headers["Content-Length"])
        self.server.posted.append(json.loads(self.rfile.read(length)))
        self.send_response(HTTPStatus.OK)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet: ``posted`` is the log."""
