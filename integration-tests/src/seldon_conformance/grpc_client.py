"""Sends exact bytes over gRPC and takes what comes back, unread."""

from dataclasses import dataclass
from typing import Any, Self

import grpc
from google.protobuf import message

from seldon_conformance.descriptors import contract_descriptors

_STATUS_DETAILS = "grpc-status-details-bin"
# Without a serialiser for requests and one for answers, grpc passes bytes through.
_BYTES = (None, None)
_OPTIONS = (
    ("grpc.max_receive_message_length", -1),
    ("grpc.max_send_message_length", -1),
    ("grpc.enable_http_proxy", 0),
    ("grpc.enable_retries", 0),
    # Every subject has a connection of its own, though addresses are used again.
    ("grpc.use_local_subchannel_pool", 1),
)


@dataclass(frozen=True)
class ErrorInfo:
    """The ``google.rpc.ErrorInfo`` of an error."""

    reason: str
    domain: str


@dataclass(frozen=True)
class GrpcAnswer:
    """What came back.

    Attributes:
        code: The status by name, OK included.
        message: The status message.
        error_info: The ErrorInfo in the status's details, or nothing.
        response: The bytes of the answered message; nothing with another code than OK.
    """

    code: str
    message: str
    error_info: ErrorInfo | None
    response: bytes | None


class GrpcClient:
    """A client of one target, with one channel until it is closed."""

    def __init__(self, target: str, timeout_s: float = 30.0) -> None:
        """Make a channel; it connects with the first call."""
        self._channel = grpc.insecure_channel(target, options=_OPTIONS)
        self._timeout_s = timeout_s

    def __enter__(self) -> Self:
        """Give the client itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the channel."""
        self._channel.close()

    def call(
        self,
        method: str,
        request: bytes,
        *,
        is_streaming: bool = False,
        metadata: tuple[tuple[str, str | bytes], ...] = (),
    ) -> GrpcAnswer:
        """Send one message and take one answer.

        Args:
            method: For instance ``seldon.protos.Model/Predict``.
            request: The message's bytes, valid or not.
            is_streaming: Whether both sides stream; then the first answer is taken.
            metadata: Sent with it, names in lower case.

        Returns:
            The answer; a subject that cannot be reached answers UNAVAILABLE, as gRPC has it.
        """
        try:
            if is_streaming:
                stream: Any = self._channel.stream_stream(f"/{method}", *_BYTES)
                answers = stream(iter([request]), timeout=self._timeout_s, metadata=metadata)
                response = next(answers)
            else:
                unary = self._channel.unary_unary(f"/{method}", *_BYTES)
                response = unary(request, timeout=self._timeout_s, metadata=metadata)
        except grpc.RpcError as error:
            return _failed(error)
        return GrpcAnswer("OK", "", None, response)


def _failed(error: Any) -> GrpcAnswer:
    details = dict(error.trailing_metadata() or ()).get(_STATUS_DETAILS)
    return GrpcAnswer(error.code().name, error.details() or "", _error_info(details), None)


def _error_info(details: Any) -> ErrorInfo | None:
    """Find the ErrorInfo in the bytes of a ``google.rpc.Status``; nothing if there is none."""
    if not isinstance(details, bytes):
        return None
    # The names of fields are known to the pool alone, not to a type checker.
    status: Any = contract_descriptors().message_class("google.rpc.Status")()
    info: Any = contract_descriptors().message_class("google.rpc.ErrorInfo")()
    try:
        status.ParseFromString(details)
        if any(detail.Unpack(info) for detail in status.details):
            return ErrorInfo(info.reason, info.domain)
    except message.DecodeError:
        return None
    return None
