"""The access log: one record for each answered request of a verb (contract.md, LOG-4)."""

from __future__ import annotations

import logging

_LOG = logging.getLogger("seldon_wrapper.access")
# Who asks for the access log gets it, whatever the level of the rest.
_LOG.setLevel(logging.INFO)


def write(  # noqa: PLR0917 - the same values as RequestMetrics.observe, in the same order
    verb: str,
    transport: str,
    code: str,
    seconds: float,
    request_bytes: int,
    response_bytes: int,
    *,
    puid: str = "",
    traceparent: str = "",
) -> None:
    """Write one request's record, from any thread.

    Args:
        verb: The verb, by its ``metric_label``.
        transport: ``rest`` or ``grpc``.
        code: The HTTP status over REST, the status's name over gRPC.
        seconds: How long it took.
        request_bytes: Length of the body or message as received.
        response_bytes: Length of the body or message as sent.
        puid: Of the request, if it had one and could be read.
        traceparent: The W3C header, or the server's own span.
    """
    ms = round(seconds * 1000, 3)
    fields = {
        "verb": verb,
        "transport": transport,
        "code": code,
        "ms": ms,
        "request_bytes": request_bytes,
        "response_bytes": response_bytes,
        "puid": puid,
        "traceparent": traceparent,
    }
    _LOG.info(
        "%s %s %s in %s ms, %d bytes in, %d bytes out",
        *(verb, transport, code, ms, request_bytes, response_bytes),
        extra=fields,
    )
