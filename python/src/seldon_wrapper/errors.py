"""Every error a caller can get, and the only place that knows their numbers.

Dispatch and the codecs raise; the faces in ``rest`` and ``rpc`` translate. Rules: contract.md, ERR.
"""

from __future__ import annotations

from numbers import Integral

INFO_LIMIT_BYTES = 1024
_CUT_MARK = "…"

# ERR-5. What is not here is INVALID_ARGUMENT below 500 and INTERNAL from 500 on.
_GRPC_OF_HTTP = {
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
_FIRST_ERROR, _FIRST_SERVER_ERROR, _LAST_ERROR = 400, 500, 599


def grpc_code_of(http_status: int) -> str:
    """Give the name of the gRPC status that means the same as an HTTP status (ERR-5)."""
    fallback = "INVALID_ARGUMENT" if http_status < _FIRST_SERVER_ERROR else "INTERNAL"
    return _GRPC_OF_HTTP.get(http_status, fallback)


def cut_info(text: str) -> str:
    """Shorten a text to 1024 bytes of UTF-8, at a character, marking the cut (ERR-6)."""
    encoded = text.encode("utf-8", "replace")
    if len(encoded) <= INFO_LIMIT_BYTES:
        return encoded.decode("utf-8")
    kept = encoded[: INFO_LIMIT_BYTES - len(_CUT_MARK.encode("utf-8"))]
    return kept.decode("utf-8", "ignore") + _CUT_MARK


class SeldonError(Exception):
    """An error with a place in the contract's table (ERR-2).

    Attributes:
        info: What went wrong, for the caller; at most 1024 bytes of UTF-8.
        http_status: From 400 to 599.
        grpc_code: The name of a gRPC status code.
        reason: One of the ``MICROSERVICE_…`` words, or the component's own.
    """

    http_status: int = 500
    grpc_code: str = "INTERNAL"
    reason: str = "MICROSERVICE_INTERNAL_ERROR"

    def __init__(self, info: str) -> None:
        super().__init__(info)
        self.info = cut_info(info)


class PayloadError(SeldonError):
    """The client sent what can't be read."""

    http_status, grpc_code, reason = 400, "INVALID_ARGUMENT", "MICROSERVICE_BAD_DATA"

    def within(self, place: str) -> PayloadError:
        """Give the same error with the place it was found in set before it (DIS-6, FBK-6)."""
        return PayloadError(f"{place}: {self.info}")


class NotFoundError(SeldonError):
    """No such path."""

    http_status, grpc_code, reason = 404, "NOT_FOUND", "MICROSERVICE_NOT_FOUND"


class MethodNotAllowedError(SeldonError):
    """The path exists, the HTTP method on it does not."""

    http_status, grpc_code, reason = 405, "UNIMPLEMENTED", "MICROSERVICE_BAD_METHOD"

    def __init__(self, info: str, allowed: str = "GET, POST") -> None:
        super().__init__(info)
        self.allowed = allowed


class TooLargeError(SeldonError):
    """The message is over the limit (LIM-1)."""

    http_status, grpc_code, reason = 413, "RESOURCE_EXHAUSTED", "MICROSERVICE_TOO_LARGE"


class ContentTypeError(SeldonError):
    """The content type, charset or encoding of a body is none that is read (BOD)."""

    http_status, grpc_code, reason = 415, "INVALID_ARGUMENT", "MICROSERVICE_BAD_CONTENT_TYPE"


class ComponentError(SeldonError):
    """The component's code raised, or returned what can't be sent."""


class MetricError(SeldonError):
    """The component gave a metric that is none (MTR-4)."""

    reason = "MICROSERVICE_BAD_METRIC"


class MetadataError(SeldonError):
    """The component gave metadata that is none (MDA-2)."""

    reason = "MICROSERVICE_BAD_METADATA"


class NotImplementedVerbError(SeldonError):
    """The component lacks the verb (DIS-2)."""

    http_status, grpc_code = 501, "UNIMPLEMENTED"
    reason = "MICROSERVICE_NOT_IMPLEMENTED"


class NotReadyError(SeldonError):
    """The component is still loading, or the server is stopping (ERR-9)."""

    http_status, grpc_code, reason = 503, "UNAVAILABLE", "MICROSERVICE_NOT_READY"


class OverloadedError(SeldonError):
    """As many calls wait as may (LIM-4)."""

    http_status, grpc_code, reason = 503, "RESOURCE_EXHAUSTED", "MICROSERVICE_OVERLOADED"


class CallTimeoutError(SeldonError):
    """There was no answer in time (LIM-5)."""

    http_status, grpc_code, reason = 504, "DEADLINE_EXCEEDED", "MICROSERVICE_TIMEOUT"


class CallerLeftError(SeldonError):
    """Nobody waits for the answer any more, so nobody gets this either (LIM-5)."""

    http_status, grpc_code, reason = 499, "CANCELLED", "MICROSERVICE_TIMEOUT"


class LateRequestError(SeldonError):
    """A request was not received in time (LIM-6)."""

    http_status, grpc_code, reason = 408, "DEADLINE_EXCEEDED", "MICROSERVICE_TIMEOUT"


class HeadTooLargeError(SeldonError):
    """The head of a request is over the limit (LIM-6)."""

    http_status, grpc_code, reason = 431, "RESOURCE_EXHAUSTED", "MICROSERVICE_TOO_LARGE"


class UserError(SeldonError):
    """An exception of the component's that carries its own status and reason (ERR-5)."""

    def __init__(self, info: str, http_status: int, reason: str) -> None:
        super().__init__(info)
        self.http_status = http_status
        self.grpc_code = grpc_code_of(http_status)
        self.reason = reason


def from_exception(error: BaseException) -> SeldonError:
    """Turn what the component raised into the error its caller gets (ERR-4, ERR-5, ERR-8)."""
    if isinstance(error, SeldonError):
        return error
    status = _attribute(error, "status_code")
    info = _text_of(error)
    if not isinstance(error, Exception):
        info = f"{type(error).__name__}: {info}"
    if isinstance(status, Integral) and _FIRST_ERROR <= int(status) <= _LAST_ERROR:
        reason = _attribute(error, "reason")
        default = PayloadError if int(status) < _FIRST_SERVER_ERROR else ComponentError
        given = cut_info(reason) if isinstance(reason, str) and reason else default.reason
        found: SeldonError = UserError(info, int(status), given)
    else:
        found = ComponentError(info)
    found.__cause__ = error
    return found


def _text_of(error: BaseException) -> str:
    """Give an exception's text, its ``message``, or the name of its class."""
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 - an exception that can't say what it is
        text = ""
    message = text or _attribute(error, "message")
    return message if isinstance(message, str) and message else type(error).__name__


def _attribute(error: BaseException, name: str) -> object:
    try:
        return getattr(error, name, None)
    except Exception:  # noqa: BLE001 - a property of the component's own
        return None
