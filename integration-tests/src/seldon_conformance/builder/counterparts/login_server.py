"""What the tests' own servers have in common: a free port, threads, a password (RFC 7617)."""

import base64
import hmac
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self


class LoginServer(ThreadingHTTPServer):
    """Listens on a free port; a context manager that serves, and ends with its context."""

    daemon_threads = True

    def __init__(self, host: str, handler: type[BaseHTTPRequestHandler], login: str) -> None:
        """Listen.

        Args:
            host: An address of this host that containers reach.
            handler: Answers one connection.
            login: ``user:password`` that is wanted; empty: none.
        """
        super().__init__((host, 0), handler)
        self._wanted = f"Basic {base64.b64encode(login.encode()).decode()}" if login else ""
        self.address = f"{host}:{self.server_port}"

    def __enter__(self) -> Self:
        """Serve in threads of its own."""
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop serving and close the port."""
        self.shutdown()
        self.server_close()

    def allows(self, given: str | None) -> bool:
        """Tell whether a header has the password, if one is wanted."""
        return not self._wanted or hmac.compare_digest(given or "", self._wanted)
