"""What a worker runs, put together from the other parts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from seldon_wrapper import loading
from seldon_wrapper.hosts import is_hosted
from seldon_wrapper.http.exchange import Exchange, Reply
from seldon_wrapper.service_type import ServiceType
from seldon_wrapper.serving.memory import MemoryKeeper
from seldon_wrapper.serving.state import State
from seldon_wrapper.settings import Settings, check_router_workers

if TYPE_CHECKING:
    import grpc

    from seldon_wrapper.calls import Lane
    from seldon_wrapper.tracing.tracer import Tracer


class Rest(Protocol):
    """The REST face, as the HTTP server asks it."""

    def bind(self, loop: asyncio.AbstractEventLoop) -> None:
        """Say in which loop the exchanges live; before the first of them."""

    def __call__(self, exchange: Exchange) -> None:
        """Answer an exchange, now or when it is ready."""

    def refuse(self, status: int, text: str) -> Reply:
        """Make the reply to what is no request."""


@dataclass(frozen=True, slots=True)
class Application:
    """One component with its two faces, not started.

    Attributes:
        name: The class, for messages.
        service_type: What it is served as.
        load: Runs the component's ``load``; called once, in a thread.
        rest: The REST face, or None.
        grpc_server: The gRPC face without a port, or None.
        exposition: Prometheus text and its content type.
        tracer: Sends spans until it is stopped, or None.
        memory: Gives memory back while the worker is idle, or None.
        when_broken: Takes what is to be called with an exit code once the component's host is
            beyond use; None for a component that has no host.
    """

    name: str
    service_type: ServiceType
    load: Callable[[], object]
    rest: Rest | None
    grpc_server: grpc.Server | None
    exposition: Callable[[], tuple[bytes, str]]
    tracer: Tracer | None = None
    memory: MemoryKeeper | None = None
    when_broken: Callable[[Callable[[int], object]], None] | None = None


Assemble = Callable[[Settings, State], Application]


def assemble(settings: Settings, state: State) -> Application:
    """Import the component, make its object and build both faces around it.

    Args:
        settings: As read.
        state: The worker's; the faces follow it.

    Returns:
        The application; ``load`` has not run and no port is open.

    Raises:
        LoadError: The component cannot be imported, made, or served as its type.
        ConfigurationError: The type, found out from the component, forbids several workers.
    """
    # First, so that a broken component says so before the servers' own modules take their time.
    cls = loading.load_class(settings.component)
    loading.check_signatures(cls)
    service_type = loading.service_type(cls, settings.service_type)
    check_router_workers(settings, service_type)
    user_object = loading.instantiate(cls, settings.parameters)

    from seldon_wrapper import tracing  # noqa: PLC0415
    from seldon_wrapper.call_observer import CallObserver  # noqa: PLC0415
    from seldon_wrapper.calls import CallQueue  # noqa: PLC0415
    from seldon_wrapper.component import Component  # noqa: PLC0415
    from seldon_wrapper.dispatch import Dispatcher  # noqa: PLC0415
    from seldon_wrapper.metrics import Metrics  # noqa: PLC0415

    metrics = Metrics(settings)
    component = Component(user_object)
    dispatcher = Dispatcher(component, settings, metrics)
    interrupt, lane = _interrupt(user_object, settings), _lane(user_object, settings)
    queue = CallQueue(settings.threads, settings.queue_size, interrupt, lane)
    tracer = tracing.start(settings)
    observer = CallObserver(metrics.requests, tracer, write_access_log=settings.access_log)
    metrics.worker.follow(
        ready=lambda: state.ready,
        calls_waiting=lambda: queue.waiting,
        calls_running=lambda: queue.running,
    )
    rest = server = None
    if settings.serve_rest:
        from seldon_wrapper.rest.app import RestFace  # noqa: PLC0415 - only what is served

        rest = RestFace(dispatcher, queue, observer, state, settings)
    if settings.serve_grpc:
        from seldon_wrapper.rpc.server import build_server  # noqa: PLC0415

        server = build_server(dispatcher, queue, observer, state, settings)
    return Application(
        cls.__name__,
        service_type,
        component.load,
        rest,
        server,
        metrics.exposition,
        tracer,
        MemoryKeeper(lambda: metrics.requests.bytes, lambda: queue.running + queue.waiting > 0),
        getattr(user_object, "when_broken", None) if is_hosted(user_object) else None,
    )


def _interrupt(user_object: object, settings: Settings) -> Callable[[int], None] | None:
    """Give the way to stop a call, which hosts of other languages have."""
    stop = getattr(user_object, "interrupt_call", None) if is_hosted(user_object) else None
    return None if stop is None else lambda thread: stop(thread, settings.timeout_s)


def _lane(user_object: object, settings: Settings) -> Lane | None:
    """Give the way into the thread that the component lives in, which hosts may have."""
    if settings.threads != 1 or not is_hosted(user_object):
        return None
    return getattr(user_object, "enter", None)
