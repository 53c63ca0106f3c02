"""The collector: where spans go, by the standard variables, and one way to post to it."""

from __future__ import annotations

import gzip
import ssl
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import SplitResult, unquote, urlsplit

_DEFAULT_ENDPOINT = "http://localhost:4318"
_DEFAULT_TIMEOUT_S = 10.0
# What the protocol's specification says to try again.
_TRANSIENT = (429, 502, 503, 504)


class PostError(Exception):
    """A collector did not take what was posted.

    Attributes:
        transient: Whether it may take it when tried again.
    """

    def __init__(self, message: str, *, transient: bool) -> None:
        super().__init__(message)
        self.transient = transient


@dataclass(frozen=True, slots=True)
class Collector:
    """An OTLP/HTTP collector.

    Attributes:
        url: Of the traces, without a user name and password; they are in ``headers``.
        headers: Sent with each request, often a password: never logged.
        timeout_s: For one batch, further tries included.
        compressed: Whether bodies are sent with gzip.
        tls: For https; None for http.
    """

    url: str
    headers: Mapping[str, str]
    timeout_s: float
    compressed: bool
    tls: ssl.SSLContext | None

    def post(self, body: bytes, timeout_s: float) -> None:
        """Send one body of JSON.

        Args:
            body: As OTLP/HTTP has it.
            timeout_s: Longest wait for connecting, and for each part of the answer.

        Raises:
            PostError: It could not be reached, or answered another status than 2xx.
        """
        headers = {"Content-Type": "application/json", **self.headers}
        if self.compressed:
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body)
        request = urllib.request.Request(self.url, body, headers)  # noqa: S310 - http or https
        try:
            with urllib.request.urlopen(request, timeout=timeout_s, context=self.tls):  # noqa: S310
                pass
        except urllib.error.HTTPError as error:
            error.close()
            message = f"{error.code} {error.reason}"
            raise PostError(message, transient=error.code in _TRANSIENT) from error
        except urllib.error.URLError as error:
            raise PostError(str(error.reason), transient=True) from error
        except (OSError, HTTPException) as error:
            raise PostError(f"{type(error).__name__}: {error}", transient=True) from error


def collector_of(environ: Mapping[str, str]) -> Collector:
    """Read the collector from ``OTEL_EXPORTER_OTLP_*``, those for traces first.

    Raises:
        ValueError: A value is none that can be used; the message names the variable.
        OSError: A certificate cannot be read.
    """

    def value(name: str) -> tuple[str, str]:
        for full in (f"OTEL_EXPORTER_OTLP_TRACES_{name}", f"OTEL_EXPORTER_OTLP_{name}"):
            if text := environ.get(full, "").strip():
                return full, text
        return f"OTEL_EXPORTER_OTLP_{name}", ""

    variable, url = value("ENDPOINT")
    if not variable.endswith("TRACES_ENDPOINT"):
        url = f"{(url or _DEFAULT_ENDPOINT).rstrip('/')}/v1/traces"
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        message = f"{variable}: {url!r} (expected: a URL such as {_DEFAULT_ENDPOINT})"
        raise ValueError(message)
    compression = value("COMPRESSION")
    if compression[1] not in ("", "none", "gzip"):
        message = f"{compression[0]}: {compression[1]!r} (expected: none or gzip)"
        raise ValueError(message)
    files = [value(name)[1] for name in ("CERTIFICATE", "CLIENT_CERTIFICATE", "CLIENT_KEY")]
    plain_url = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    return Collector(
        plain_url,
        {**_basic(parts), **_headers(value("HEADERS")[1])},
        _timeout(*value("TIMEOUT")),
        compressed=compression[1] == "gzip",
        tls=_tls(*files) if parts.scheme == "https" else None,
    )


def _basic(parts: SplitResult) -> dict[str, str]:
    """Give the header of a URL with a user name, which urllib would take for the host's."""
    if parts.username is None:
        return {}
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


def _headers(text: str) -> dict[str, str]:
    """Read ``a=1,b=2``; values may be percent-encoded, as the standard has it."""
    pairs = (pair.partition("=") for pair in text.split(",") if pair.strip())
    return {name.strip(): unquote(value.strip()) for name, _, value in pairs}


def _timeout(variable: str, text: str) -> float:
    """Read seconds, as OpenTelemetry's own exporters for Python do."""
    try:
        seconds = float(text or _DEFAULT_TIMEOUT_S)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        message = f"{variable}: {text!r} (expected: seconds, above 0)"
        raise ValueError(message)
    return seconds


def _tls(authority: str, certificate: str, key: str) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=authority or None)
    if certificate:
        context.load_cert_chain(certificate, key or None)
    return context
