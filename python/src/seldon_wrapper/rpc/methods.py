"""The rpcs of a server as one table, and the threads that answer them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import grpc

_F = TypeVar("_F", bound=Callable[..., Any])

Table = Mapping[str, "grpc.RpcMethodHandler[bytes, bytes]"]


class Methods(grpc.GenericRpcHandler):  # type: ignore[type-arg]  # not generic when it runs
    """Finds the handler of a call by its full method name, in one look."""

    def __init__(self, table: Table) -> None:
        """Take the handlers by ``/<package>.<Service>/<Rpc>``."""
        self._table = table

    def service(
        self, handler_call_details: grpc.HandlerCallDetails
    ) -> grpc.RpcMethodHandler[bytes, bytes] | None:
        """Give the handler; None makes the call UNIMPLEMENTED."""
        return self._table.get(handler_call_details.method)


def unary(behavior: Callable[[bytes, grpc.ServicerContext], bytes]) -> Any:
    """Make a handler of one message for one, both as bytes."""
    return grpc.unary_unary_rpc_method_handler(behavior)


def server_stream(behavior: Callable[..., Any]) -> Any:
    """Make a handler of one message for many, all as bytes."""
    return grpc.unary_stream_rpc_method_handler(behavior)


def both_stream(behavior: Callable[[Iterator[bytes], grpc.ServicerContext], Any]) -> Any:
    """Make a handler of many messages for many, all as bytes."""
    return grpc.stream_stream_rpc_method_handler(behavior)


def apart(threads: int, name: str, behavior: _F) -> _F:
    """Have a behavior answered by threads of its own, so that it never waits behind a verb.

    Args:
        threads: How many; they are started when first needed.
        name: Of the threads.
        behavior: A function, not a method: it gets an attribute, by which grpcio knows.
    """
    behavior.experimental_thread_pool = ThreadPoolExecutor(threads, name)  # type: ignore[attr-defined]
    return behavior


def without_thread(behavior: _F) -> _F:
    """Have a stream that ``behavior`` only begins: it is given a function to send by, and returns.

    The function sends bytes, or ends the stream by None; it may be called from any thread. Health
    checking of grpcio itself works this way.
    """
    behavior.experimental_non_blocking = True  # type: ignore[attr-defined]
    return behavior
