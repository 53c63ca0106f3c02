"""What the servers of the builder's checks have in common holds for the checks' sake."""

import http.client
import socket
import ssl
import struct
from contextlib import closing
from pathlib import Path

import pytest
import trustme

from seldon_conformance.builder.counterparts.intercepting_proxy import InterceptingProxy
from seldon_conformance.builder.counterparts.login_server import LoginHandler, LoginServer
from seldon_conformance.builder.counterparts.package_index import PackageIndex
from seldon_conformance.builder.counterparts.tls import serving, trusting
from seldon_conformance.builder.python.wheels import write_wheel

HOST = "127.0.0.1"


class _Handler(LoginHandler):
    """Has a fault, or waits for what does not come."""

    def reply(self, body: bytes) -> None:
        """Look for what is not there, or read what is not sent."""
        if self.path == "/fault":
            raise LookupError(body.decode())
        self.rfile.read(1)


def _asked(server: LoginServer, path: str) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection(server.address, timeout=5)
    connection.request("GET", path, body=b"what it says")
    return connection


def test_fault_of_a_handler_is_raised_at_the_end() -> None:
    """In its thread it would be a traceback between the lines of a report."""
    with (
        pytest.raises(ExceptionGroup) as excinfo,
        LoginServer(HOST, _Handler) as server,
        closing(_asked(server, "/fault")) as connection,
        pytest.raises(http.client.RemoteDisconnected),
    ):
        connection.getresponse()

    assert excinfo.value.message == f"faults of the server at {server.address}"
    assert [repr(error) for error in excinfo.value.exceptions] == ["LookupError('what it says')"]


def test_client_that_goes_away_is_noted_down(capfd: pytest.CaptureFixture[str]) -> None:
    """It is no fault: installers end with connections open."""
    with LoginServer(HOST, _Handler) as server:
        connection = _asked(server, "/wait")
        # A linger of 0 s has close send a reset.
        connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
        while not server.lost:
            pass

    assert server.lost == ["[Errno 104] Connection reset by peer"]
    assert capfd.readouterr() == ("", "")


def test_body_without_a_length_is_refused() -> None:
    """It would be taken for the next request."""
    with (
        LoginServer(HOST, _Handler) as server,
        closing(http.client.HTTPConnection(server.address, timeout=5)) as connection,
    ):
        connection.request("GET", "/", body=iter([b"x"]))

        assert connection.getresponse().status == http.client.LENGTH_REQUIRED


def test_tunnel_of_the_proxy_ends_without_a_word(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The stream inside TLS is closed while http.server still has to flush one."""
    write_wheel(tmp_path, "greeting", "1.0")
    world, company = trustme.CA(), trustme.CA()
    with PackageIndex(HOST, tmp_path, tls=serving(world, "packages.test")) as index:
        routes = {"https://packages.test": index.address}
        with InterceptingProxy(HOST, routes, company, trusting(world)) as proxy:
            host, port = proxy.address.split(":")
            connection = http.client.HTTPSConnection(
                host, int(port), timeout=5, context=trusting(company)
            )
            connection.set_tunnel("packages.test", 443)
            connection.request("GET", "/a/simple/greeting/")
            page = connection.getresponse().read()
            connection.close()

    assert page.startswith(b'<a href="../../files/greeting-1.0-py3-none-any.whl">')
    assert index.asked == ["/a/simple/greeting/"]
    assert (proxy.lost, index.lost) == ([], [])
    assert capfd.readouterr() == ("", "")


def test_certificate_that_a_client_does_not_trust_is_noted_down(tmp_path: Path) -> None:
    """The handshake is in the connection's thread, so no other client waits for it."""
    context = ssl.create_default_context()
    with PackageIndex(HOST, tmp_path, tls=serving(trustme.CA(), HOST)) as index:
        connection = http.client.HTTPSConnection(index.address, timeout=5, context=context)
        with closing(connection), pytest.raises(ssl.SSLCertVerificationError):
            connection.request("GET", "/")
        while not index.lost:
            pass

    assert [line.partition(" (")[0] for line in index.lost] == [
        "[SSL: TLSV1_ALERT_UNKNOWN_CA] tlsv1 alert unknown ca"
    ]
