"""``grpc.health.v1``: whether the server takes calls (contract.md, HLT-4).

All services of a server live and die together, so there is one status. ``Watch`` holds no thread:
its call only leaves a watcher behind, and one thread for all of them, started with the first, sends
what changes. A client that does not read can hold up that thread and nothing else. When the server
drains, watchers are told NOT_SERVING and their streams end, or the server would wait for them.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import grpc

from seldon_wrapper import protos
from seldon_wrapper.errors import NotFoundError, SeldonError
from seldon_wrapper.rpc.methods import Table, apart, server_stream, unary, without_thread
from seldon_wrapper.rpc.status import abort
from seldon_wrapper.state_view import StateView

SERVICE = "grpc.health.v1.Health"
_THREADS = 2
_DRAINING = "draining"

_Request = protos.message("grpc.health.v1.HealthCheckRequest")
_ListRequest = protos.message("grpc.health.v1.HealthListRequest")
_Response = protos.message("grpc.health.v1.HealthCheckResponse")
_ListResponse = protos.message("grpc.health.v1.HealthListResponse")


@dataclass(eq=False, slots=True)
class _Watcher:
    """One Watch: how to send, whether its service exists, and what was sent last."""

    send: Callable[[bytes | None], None]
    known: bool
    told: int | None = None


class Health:
    """The health of one server."""

    def __init__(self, state: StateView, services: Iterable[str]) -> None:
        """Follow a state.

        Args:
            state: The worker's.
            services: Full names; the empty name is the server as a whole.
        """
        self._state = state
        self._services = {"", *services}
        self._watchers: set[_Watcher] = set()
        self._lock = threading.Lock()
        self._news: queue.SimpleQueue[_Watcher | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        state.listen(lambda _phase: self._news.put(None))

    def table(self) -> Table:
        """Give the handlers."""
        return {
            f"/{SERVICE}/Check": unary(apart(_THREADS, "grpc-health", self._guarded(self._check))),
            f"/{SERVICE}/List": unary(apart(1, "grpc-health-list", self._guarded(self._list))),
            f"/{SERVICE}/Watch": server_stream(
                without_thread(apart(1, "grpc-health-watch", self._watch_behavior()))
            ),
        }

    def _status(self) -> int:
        return int(_Response.SERVING if self._state.ready else _Response.NOT_SERVING)

    def _check(self, request: bytes) -> bytes:
        service = protos.parse(_Request, request).service
        if service not in self._services:
            text = f'service: "{service}" (expected: "" or one that reflection lists)'
            raise NotFoundError(text)
        return _Response(status=self._status()).SerializeToString()  # type: ignore[no-any-return]

    def _list(self, request: bytes) -> bytes:
        protos.parse(_ListRequest, request)
        statuses = {name: _Response(status=self._status()) for name in self._services}
        return _ListResponse(statuses=statuses).SerializeToString()  # type: ignore[no-any-return]

    @staticmethod
    def _guarded(
        answer: Callable[[bytes], bytes],
    ) -> Callable[[bytes, grpc.ServicerContext], bytes]:
        def behavior(request: bytes, context: grpc.ServicerContext) -> bytes:
            try:
                return answer(request)
            except SeldonError as error:
                abort(context, error)

        return behavior

    def _watch_behavior(self) -> Callable[..., None]:
        def watch(
            request: bytes,
            context: grpc.ServicerContext,
            send_response_callback: Callable[[bytes | None], None],
        ) -> None:
            try:
                service = protos.parse(_Request, request).service
            except SeldonError as error:
                abort(context, error)
            watcher = _Watcher(send_response_callback, service in self._services)
            with self._lock:
                self._watchers.add(watcher)
                self._start_thread()
            self._news.put(watcher)
            if not context.add_callback(lambda: self._forget(watcher)):
                self._forget(watcher)

        return watch

    def _forget(self, watcher: _Watcher) -> None:
        with self._lock:
            self._watchers.discard(watcher)

    def _start_thread(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._tell, name="grpc-health-tell", daemon=True)
            self._thread.start()

    def _tell(self) -> None:
        """Send each change to all watchers, and what holds now to a new one."""
        while True:
            watcher = self._news.get()
            with self._lock:
                told = list(self._watchers) if watcher is None else [watcher]
            for each in told:
                self._tell_one(each)

    def _tell_one(self, watcher: _Watcher) -> None:
        # Asked once: between two questions the state may change, and the last status be left out.
        draining = self._state.name == _DRAINING
        status = int(_Response.NOT_SERVING) if draining else self._status()
        if not watcher.known:
            status = int(_Response.SERVICE_UNKNOWN)
        if status != watcher.told:
            watcher.told = status
            watcher.send(_Response(status=status).SerializeToString())
        if draining:
            self._forget(watcher)
            watcher.send(None)
