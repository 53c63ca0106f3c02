"""A server with the real supervisor, workers and loading, and faces as small as can be.

Run as a program by the tests of serving: its arguments are the real ones. The faces answer what
the component's methods return, so that a test fails for the fault of the processes alone.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Callable
from concurrent import futures
from typing import Any

import grpc

from seldon_wrapper import loading, logs
from seldon_wrapper.http.exchange import Exchange, Reply
from seldon_wrapper.service_type import ServiceType
from seldon_wrapper.serving import exits
from seldon_wrapper.serving.application import Application
from seldon_wrapper.serving.state import State
from seldon_wrapper.serving.supervisor import serve
from seldon_wrapper.settings import ConfigurationError, Settings


class _Rest:
    """Answers each exchange by a function, in threads."""

    def __init__(self, answer: Callable[[str], tuple[int, bytes]]) -> None:
        self._answer = answer
        self._threads = futures.ThreadPoolExecutor(4)

    def bind(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take the loop."""
        self._loop = loop

    def __call__(self, exchange: Exchange) -> None:
        """Answer in a thread."""
        self._threads.submit(self._work, exchange)

    def _work(self, exchange: Exchange) -> None:
        status, body = self._answer(exchange.request.path.decode())
        reply = Reply(status, b"Content-Type: text/plain\r\n", body)
        self._loop.call_soon_threadsafe(exchange.reply, reply)

    def refuse(self, status: int, text: str) -> Reply:
        """Say what it is that is no request."""
        return Reply(status, b"", text.encode())


def assemble(settings: Settings, state: State) -> Application:
    """Make the user's component with the real loading, and stand-ins for the rest."""
    cls = loading.load_class(settings.component)
    component: Any = loading.instantiate(cls, settings.parameters)

    def answer(path: str) -> tuple[int, bytes]:
        """Answer /live, /ready, /phase, /pid, and the component for all else."""
        if path == "/live":
            return 200, b"live"
        if path == "/ready":
            return (200 if state.ready else 503), state.name.encode()
        if path == "/pid":
            return 200, str(os.getpid()).encode()
        if not state.takes_calls:
            return 503, state.name.encode()
        return 200, component.predict(path).encode()

    def rpc(details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler[bytes, bytes]:
        path = details.method.removeprefix("/subject")
        return grpc.unary_unary_rpc_method_handler(lambda _request, _context: answer(path)[1])

    class Handler(grpc.GenericRpcHandler):
        """Answers every method below /subject."""

        def service(self, details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler[bytes, bytes]:
            return rpc(details)

    server = None
    if settings.serve_grpc:
        pool = futures.ThreadPoolExecutor(4)
        server = grpc.server(pool, [Handler()], options=[("grpc.so_reuseport", 1)])
    return Application(
        name=cls.__name__,
        service_type=ServiceType.MODEL,
        load=getattr(component, "load", lambda: None),
        rest=_Rest(answer) if settings.serve_rest else None,
        grpc_server=server,
        exposition=lambda: (f"pid {os.getpid()}\n".encode(), "text/plain"),
    )


def main() -> int:
    """Serve as the arguments and the environment say."""
    try:
        settings = Settings.from_args(sys.argv[1:], os.environ)
    except ConfigurationError as error:
        return exits.report(error)
    logs.configure(settings.log_level)
    logging.getLogger(__name__).debug("the subject of the tests of serving")
    return serve(settings, assemble)


if __name__ == "__main__":
    sys.exit(main())
