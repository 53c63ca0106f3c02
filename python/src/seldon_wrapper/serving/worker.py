"""One worker: a process that holds the component once and serves both protocols from it.

Threads. The main thread imports the component and makes its object, as upstream does: imports
that set signal handlers or look for an asyncio event loop fail in any other. Then granian waits
in it, so ``load`` runs in a thread of its own, while the ports are open and answer "not ready".
The price: during a slow import or ``__init__`` the ports are closed, as upstream.

Stopping. The supervisor sends SIGUSR1 (readiness fails, everything is still served), and after
SHUTDOWN_DELAY_S SIGTERM, which granian's own handler takes as the order to drain HTTP. Handlers
are granian's, so this module sees signals through the wake-up descriptor: the C handler writes
their numbers there whoever handles them. The thread that reads it drains gRPC beside HTTP, waits
for both, and cuts off what takes longer than DRAIN_TIMEOUT_S. It is no daemon, so the process
lives until it is done.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from seldon_wrapper import loading, logs
from seldon_wrapper.serving import exits, metrics_union
from seldon_wrapper.serving.drain import Drain
from seldon_wrapper.serving.in_flight import InFlight, Wsgi
from seldon_wrapper.serving.metrics_port import start_metrics_server
from seldon_wrapper.serving.ports import bracketed, wait_until_open
from seldon_wrapper.serving.state import Phase, State
from seldon_wrapper.settings import ConfigurationError, Settings

if TYPE_CHECKING:
    from seldon_wrapper.serving.application import Application, Assemble

_log = logging.getLogger(__name__)


def start_worker(settings: Settings, assemble: Assemble, directory: Path | None) -> Wsgi | None:
    """Make this process a worker; called in its main thread.

    Args:
        settings: As read by the supervisor.
        assemble: Makes the application.
        directory: Where several workers share their metrics; None for one worker.

    Returns:
        The REST face for granian to serve, or None. The gRPC and metrics ports are open and
        ``load`` is running. Does not return when the component or a port fails.
    """
    # Ctrl-C goes to every process of the terminal's group; the supervisor alone acts on it.
    os.setpgid(0, 0)
    # Until granian has handlers, nothing is being served and there is nothing to finish.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: logs.exit_now(0))
    logs.configure(settings.log_level)
    state = State()
    try:
        application = assemble(settings, state)
        exposition = application.exposition
        if directory:
            exposition = metrics_union.join(directory, exposition)
        start_metrics_server(settings, exposition)
        _open_grpc(settings, application)
    except (loading.LoadError, ConfigurationError) as error:
        exits.end_worker(error)
    except OSError as error:
        exits.end_worker(ConfigurationError([f"a port cannot be opened: {error}"]))
    except BaseException:  # noqa: BLE001 - the process ends, whatever it is
        # Nothing of ours raises anything else; without this a thread that the component has
        # started would keep a worker alive that serves nothing.
        _log.exception("the worker cannot start")
        logs.exit_now(exits.COMPONENT)
    in_flight = InFlight()
    Drain(settings, state, application, in_flight).watch()
    threading.Thread(
        target=_load, args=(settings, application, state), name="component-load", daemon=True
    ).start()
    return in_flight.around(application.wsgi) if application.wsgi else None


def serve_grpc_only(start: Callable[[], object], *_of_granian: object) -> None:
    """Be a worker that opens no HTTP port; runs in place of granian's own worker."""
    start()
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    stopped.wait()


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
    except loading.LoadError as error:
        # The supervisor sees the process end, and ends the others.
        exits.end_worker(error)
    took = time.monotonic() - began
    # granian opens its port when the main thread gets there, and says so to nobody; a load that
    # takes no time would be ready, and logged as ready, before the port is.
    if settings.serve_rest:
        wait_until_open(settings.host, settings.http_port)
    if state.advance(Phase.READY):
        _log.info(
            "ready: %s as %s, load took %.1f s, worker %d",
            application.name,
            application.service_type,
            took,
            os.getpid(),
        )
