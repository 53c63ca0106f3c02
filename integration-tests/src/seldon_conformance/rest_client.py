"""Sends exact bytes over HTTP and takes what comes back, unread."""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from seldon_conformance.errors import SubjectError


@dataclass(frozen=True)
class RestRequest:
    """One request.

    Attributes:
        method: For instance POST.
        target: Path and query as they go onto the request line.
        headers: Beside Host and Content-Length, which the client adds.
        body: The bytes; nothing for none, which sends no Content-Length with GET.
    """

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes | None


@dataclass(frozen=True)
class RestAnswer:
    """What came back: ``headers`` by their names in lower case, ``body`` as bytes."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class RestClient:
    """A client of one base URL; each request has a connection of its own."""

    def __init__(self, base_url: str, timeout_s: float = 30.0) -> None:
        """Remember where the subject is; a path in the URL is put before every request's."""
        url = urlsplit(base_url)
        self._host = url.hostname or ""
        self._port = url.port or 80
        self._prefix = url.path.rstrip("/")
        self._timeout_s = timeout_s

    def __enter__(self) -> Self:
        """Give the client itself; nothing is open between requests."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close nothing."""

    def send(self, request: RestRequest) -> RestAnswer:
        """Send a request and read the whole answer.

        Raises:
            SubjectError: No connection, no HTTP, a cut answer, or none in time.
        """
        connection = http.client.HTTPConnection(self._host, self._port, timeout=self._timeout_s)
        try:
            self._put(connection, request)
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            return RestAnswer(response.status, headers, response.read())
        except (OSError, http.client.HTTPException) as error:
            raise SubjectError(
                f"{request.method} {request.target}: {error!r} "
                f"(expected: an HTTP answer within {self._timeout_s:g} s)"
            ) from error
        finally:
            connection.close()

    def _put(self, connection: http.client.HTTPConnection, request: RestRequest) -> None:
        connection.putrequest(
            request.method, self._prefix + request.target, skip_accept_encoding=True
        )
        for name, value in request.headers.items():
            connection.putheader(name, value)
        if request.body is not None or request.method not in {"GET", "HEAD"}:
            connection.putheader("Content-Length", str(len(request.body or b"")))
        try:
            connection.endheaders(request.body)
        except (BrokenPipeError, ConnectionResetError):
            # A server may refuse a body before it has read it; its answer counts.
            return
