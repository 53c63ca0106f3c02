"""One worker: a process that holds the component once and serves both protocols from it.

Threads. The main thread imports the component and makes its object, as upstream does: imports
that set signal handlers or look for an asyncio event loop fail in any other. Then it runs the
event loop of HTTP, so ``load`` runs in a thread of its own, while the ports are open and answer
"not ready". The price: during a slow import or ``__init__`` the ports are closed, as upstream.

Stopping. The supervisor sends SIGUSR1 (readiness fails, everything is still served), and after
SHUTDOWN_DELAY_S SIGTERM: both protocols are drained, and what takes longer than DRAIN_TIMEOUT_S
is cut off.
"""

from __future__ import annotations

import asyncio
import atexit
import logging
import os
import signal
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import uvloop

from seldon_wrapper import loading, logs
from seldon_wrapper.load_error import LoadError
from seldon_wrapper.serving import exits, metrics_union
from seldon_wrapper.serving.drain import WORKER_SIGNALS, Drain
from seldon_wrapper.serving.memory import bound_arenas
from seldon_wrapper.serving.metrics_port import start_metrics_server
from seldon_wrapper.serving.ports import bracketed
from seldon_wrapper.serving.state import Phase, State
from seldon_wrapper.settings import ConfigurationError, Settings

if TYPE_CHECKING:
    from seldon_wrapper.http.server import HttpServer
    from seldon_wrapper.serving.application import Application, Assemble

# What the spans that are not sent yet may take at the end.
_FLUSH_S = 1.0
_log = logging.getLogger(__name__)


def run_worker(
    settings: Settings, assemble: Assemble, directory: Path | None, parent: int
) -> NoReturn:
    """Make this process a worker, and end it when it is told to stop; called in its main thread.

    Args:
        settings: As read by the supervisor.
        assemble: Makes the application.
        directory: Where several workers share their metrics; None for one worker.
        parent: A descriptor that becomes readable when the supervisor ends.

    Ends with 0, with ``exits.COMPONENT`` for calls that were cut off, or as ``exits`` has it
    when the component or a port fails.
    """
    # Ctrl-C goes to every process of the terminal's group; the supervisor alone acts on it.
    os.setpgid(0, 0)
    bound_arenas()
    # Until there is a loop, nothing is being served and there is nothing to finish.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: logs.exit_now(0))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, WORKER_SIGNALS)  # see the supervisor's fork
    state = State()
    try:
        application = assemble(settings, state)
        code = uvloop.run(_serve(settings, application, state, directory, parent))
        if application.tracer:
            application.tracer.stop(_FLUSH_S)
        _end(code)
    except (LoadError, ConfigurationError) as error:
        exits.end_worker(error)
    except OSError as error:
        exits.end_worker(ConfigurationError([f"a port cannot be opened: {error}"]))
    except BaseException:  # noqa: BLE001 - the process ends, whatever it is
        # Nothing of ours raises anything else; without this a thread that the component has
        # started would keep a worker alive that serves nothing.
        _log.exception("the worker cannot start")
        logs.exit_now(exits.COMPONENT)


def _end(code: int) -> NoReturn:
    """End the process, though the component may have threads that never end."""
    atexit._run_exitfuncs()  # noqa: SLF001 - nothing public runs what the component registered
    logs.exit_now(code)


async def _serve(
    settings: Settings,
    application: Application,
    state: State,
    directory: Path | None,
    parent: int,
) -> int:
    """Open the ports, load the component, and serve until the stop is done."""
    drain = Drain(settings, state, application, parent)
    drain.watch()
    if application.when_broken:
        loop = asyncio.get_running_loop()
        application.when_broken(lambda code: loop.call_soon_threadsafe(drain.end, code))
    exposition = application.exposition
    if directory:
        exposition = metrics_union.join(directory, exposition)
    await start_metrics_server(settings, exposition)
    _open_grpc(settings, application)
    http = await _open_http(settings, application)
    if application.memory:
        application.memory.start()
    threading.Thread(
        target=_load, args=(settings, application, state), name="component-load", daemon=True
    ).start()
    return await drain.finished(http)


async def _open_http(settings: Settings, application: Application) -> HttpServer | None:
    """Open the HTTP port and start to answer on it."""
    if application.rest is None:
        return None
    from seldon_wrapper.http.server import HttpServer  # noqa: PLC0415 - only what is served

    rest = application.rest
    rest.bind(asyncio.get_running_loop())
    http = HttpServer(
        rest,
        rest.refuse,
        max_body_bytes=settings.max_message_bytes,
        receive_timeout_s=settings.receive_timeout_s,
    )
    await http.start(settings.host, settings.http_port)
    return http


def _open_grpc(settings: Settings, application: Application) -> None:
    """Open the gRPC port and start to answer on it."""
    server = application.grpc_server
    if server is None:
        return
    address = f"{bracketed(settings.host)}:{settings.grpc_port}"
    try:
        server.add_insecure_port(address)
    except RuntimeError as error:
        raise ConfigurationError([f"gRPC port {address}: {error}"]) from error
    server.start()


def _load(settings: Settings, application: Application, state: State) -> None:
    """Run the component's load, and be ready; end the process if it fails."""
    state.advance(Phase.LOADING)
    began = time.monotonic()
    try:
        loading.run_load(application.name, application.load)
    except LoadError as error:
        # The supervisor sees the process end, and ends the others.
        exits.end_worker(error)
    took = time.monotonic() - began
    if state.advance(Phase.READY):
        _log.info(
            "ready: %s as %s, load took %.1f s, worker %d; %s",
            application.name,
            application.service_type,
            took,
            os.getpid(),
            _ports(settings),
        )


def _ports(settings: Settings) -> str:
    """Return what is open, in words."""
    served = []
    if settings.serve_rest:
        served.append(f"REST on {settings.http_port}")
    if settings.serve_grpc:
        served.append(f"gRPC on {settings.grpc_port}")
    served.append(f"metrics on {settings.metrics_port}")
    return ", ".join(served)
