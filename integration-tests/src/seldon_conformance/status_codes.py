"""Which gRPC status belongs to an HTTP status (ERR-2, ERR-5)."""

from collections.abc import Mapping
from types import MappingProxyType

_GRPC_CODES: Mapping[int, str] = MappingProxyType(
    {
        400: "INVALID_ARGUMENT",
        401: "UNAUTHENTICATED",
        403: "PERMISSION_DENIED",
        404: "NOT_FOUND",
        408: "DEADLINE_EXCEEDED",
        409: "ABORTED",
        412: "FAILED_PRECONDITION",
        413: "RESOURCE_EXHAUSTED",
        429: "RESOURCE_EXHAUSTED",
        499: "CANCELLED",
        501: "UNIMPLEMENTED",
        503: "UNAVAILABLE",
        504: "DEADLINE_EXCEEDED",
    }
)


def grpc_code(http_status: int) -> str:
    """Give the name of the gRPC status for an HTTP status from 400 to 599."""
    other = "INTERNAL" if http_status >= 500 else "INVALID_ARGUMENT"
    return _GRPC_CODES.get(http_status, other)
