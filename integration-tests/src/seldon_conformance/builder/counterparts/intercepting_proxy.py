"""An HTTP proxy as companies have them: it opens TLS, with certificates made for each host.

A CONNECT is answered with a certificate for the host that was asked for, signed by the proxy's own
CA; the requests inside are read, noted down, and sent on over a second TLS connection to the real
server. Names are resolved by the proxy's table alone, so what arrives has come through it.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

import trustme

from seldon_conformance.builder.counterparts.login_server import LoginServer

# What belongs to one connection is not handed on (RFC 9110, 7.6.1).
_HOP_BY_HOP = {"connection", "proxy-authorization", "proxy-connection", "transfer-encoding"}
_TIMEOUT_S = 20.0


class InterceptingProxy(LoginServer):
    """The proxy.

    Attributes:
        seen: URLs that went through it, those inside TLS too, in order.
    """

    def __init__(
        self,
        host: str,
        routes: Mapping[str, str],
        authority: trustme.CA,
        trusted: ssl.SSLContext,
        login: str = "",
    ) -> None:
        """Listen on a free port.

        Args:
            host: An address of this host that containers reach.
            routes: ``scheme://name`` to the ``host:port`` where it really is.
            authority: Signs the certificates that clients are shown.
            trusted: How the real servers are judged.
            login: ``user:password`` that is wanted; empty: none.
        """
        super().__init__(host, _Handler, login)
        self.seen: list[str] = []
        self.routes = routes
        self.trusted = trusted
        self._authority = authority
        self._certificates: dict[str, ssl.SSLContext] = {}
        self._lock = threading.Lock()

    def pretending(self, host: str) -> ssl.SSLContext:
        """Give the TLS settings of a server that has a certificate for a host, made when needed."""
        with self._lock:
            if host not in self._certificates:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                self._authority.issue_cert(host).configure_cert(context)
                self._certificates[host] = context
            return self._certificates[host]


class _Handler(BaseHTTPRequestHandler):
    """Serves one client's connection."""

    protocol_version = "HTTP/1.1"
    server: InterceptingProxy
    # Inside a CONNECT: where the requests go.
    tunnel = ""

    def do_CONNECT(self) -> None:
        """Open TLS in place of the server, and answer the requests inside."""
        host = self.path.rpartition(":")[0]
        if not self._is_allowed():
            return
        self.send_response(HTTPStatus.OK, "Connection established")
        self.end_headers()
        context = self.server.pretending(host)
        try:
            inside = context.wrap_socket(self.connection, server_side=True)
        except (ssl.SSLError, ConnectionError):
            # The client does not trust the certificate; it says why.
            self.close_connection = True
            return
        self.tunnel = f"https://{host}"
        # What called this flushes the stream that it knows, when those of the tunnel are closed.
        outside = self.rfile, self.wfile
        try:
            with inside, inside.makefile("rb") as self.rfile, inside.makefile("wb") as self.wfile:
                self.close_connection = False
                while not self.close_connection:
                    self.handle_one_request()
        finally:
            self.rfile, self.wfile = outside

    def do_GET(self) -> None:
        """Send a request on to where the table says, and hand the answer back."""
        if not self.tunnel and not self._is_allowed():
            return
        url = urlsplit(f"{self.tunnel}{self.path}" if self.tunnel else self.path)
        proxy = self.server
        proxy.seen.append(url.geturl())
        place = proxy.routes.get(f"{url.scheme}://{url.hostname}")
        if place is None:
            self._answer(HTTPStatus.BAD_GATEWAY, [], b"")
            return
        connection = http.client.HTTPConnection(str(url.hostname))
        connection.sock = _connected(place, str(url.hostname), url.scheme, proxy.trusted)
        headers = {k: v for k, v in self.headers.items() if k.lower() not in _HOP_BY_HOP}
        connection.request(self.command, url.path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        self._answer(HTTPStatus(answer.status), answer.getheaders(), body)

    do_HEAD = do_GET  # noqa: N815 - http.server looks for this name

    def _is_allowed(self) -> bool:
        """Tell whether the client has the password; answer for the one that has not."""
        if self.server.allows(self.headers.get("Proxy-Authorization")):
            return True
        challenge = [("Proxy-Authenticate", 'Basic realm="proxy"')]
        self._answer(HTTPStatus.PROXY_AUTHENTICATION_REQUIRED, challenge, b"")
        return False

    def _answer(self, status: HTTPStatus, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in _HOP_BY_HOP | {"content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Keep quiet: ``seen`` is the log."""


def _connected(place: str, name: str, scheme: str, trusted: ssl.SSLContext) -> socket.socket:
    """Connect to the real server; over TLS, its certificate has to be right for the name."""
    host, _, port = place.rpartition(":")
    plain = socket.create_connection((host, int(port)), timeout=_TIMEOUT_S)
    return trusted.wrap_socket(plain, server_hostname=name) if scheme == "https" else plain
