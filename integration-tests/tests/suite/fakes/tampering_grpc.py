"""A gRPC proxy that is honest until it is told to misbehave, in one way."""

from __future__ import annotations  # grpc is generic in its stubs alone

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NoReturn, Self

import grpc

from seldon_conformance.descriptors import contract_descriptors
from seldon_conformance.grpc_client import GrpcAnswer, GrpcClient

GrpcFault = Callable[[str, GrpcAnswer], GrpcAnswer]
_STREAMING = "ServerReflectionInfo"


class GrpcTamperer:
    """A proxy on a free port of the loopback interface; a context manager."""

    def __init__(self, target: str, fault: GrpcFault) -> None:
        """Stand in front of a server, honest until ``is_armed``."""
        self.is_armed = False
        self._client = GrpcClient(target)
        self._fault = fault
        unlimited = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
        self._server = grpc.server(ThreadPoolExecutor(16), options=unlimited)
        self._server.add_generic_rpc_handlers([_Handler(self)])
        self.target = f"127.0.0.1:{self._server.add_insecure_port('127.0.0.1:0')}"

    def __enter__(self) -> Self:
        """Accept calls."""
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End all calls."""
        self._server.stop(None).wait()
        self._client.__exit__()

    def answer(self, method: str, request: bytes, context: grpc.ServicerContext) -> bytes:
        """Give the server's answer to one message, tampered with."""
        is_streaming = method.endswith(_STREAMING)
        answer = self._client.call(method, request, is_streaming=is_streaming)
        if self.is_armed:
            answer = self._fault(method, answer)
        return answer.response if answer.response is not None else _abort(context, answer)


# Generic in the stubs alone, so it cannot have its types here.
class _Handler(grpc.GenericRpcHandler):  # type: ignore[type-arg]
    """Takes every method there may be."""

    def __init__(self, tamperer: GrpcTamperer) -> None:
        self._tamperer = tamperer

    def service(self, details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler[bytes, bytes]:
        """Give a handler of bytes."""
        method = details.method.removeprefix("/")

        def unary(request: bytes, context: grpc.ServicerContext) -> bytes:
            return self._tamperer.answer(method, request, context)

        def stream(requests: Iterator[bytes], context: grpc.ServicerContext) -> Iterator[bytes]:
            for request in requests:
                yield self._tamperer.answer(method, request, context)

        if method.endswith(_STREAMING):
            return grpc.stream_stream_rpc_method_handler(stream)
        return grpc.unary_unary_rpc_method_handler(unary)


def _abort(context: grpc.ServicerContext, answer: GrpcAnswer) -> NoReturn:
    """End a call with the answer's error, and its ErrorInfo if it has one."""
    code = grpc.StatusCode[answer.code]
    if answer.error_info is not None:
        descriptors = contract_descriptors()
        # The names of fields are known to the pool alone, not to a type checker.
        status: Any = descriptors.message_class("google.rpc.Status")()
        info: Any = descriptors.message_class("google.rpc.ErrorInfo")()
        info.reason, info.domain = answer.error_info.reason, answer.error_info.domain
        status.code, status.message = code.value[0], answer.message
        status.details.add().Pack(info)
        details = status.SerializeToString()
        context.set_trailing_metadata((("grpc-status-details-bin", details),))
    context.abort(code, answer.message)
