"""The main process: starts the workers, passes on the order to stop, and ends as they end.

It is granian's own main process with three differences. A signal first makes the workers fail
readiness, and only after SHUTDOWN_DELAY_S closes their ports. A worker that ends on its own ends
the server with its code, and a line that says so. And nothing of the component is imported here,
so that a worker is forked from a small process without threads.
"""

from __future__ import annotations

import functools
import logging
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from seldon_wrapper import logs
from seldon_wrapper.serving import exits
from seldon_wrapper.serving.application import Assemble, assemble
from seldon_wrapper.serving.drain import DRAIN_SIGNAL
from seldon_wrapper.serving.metrics_union import make_shared_directory
from seldon_wrapper.serving.ports import check_ports
from seldon_wrapper.serving.worker import serve_grpc_only, start_worker
from seldon_wrapper.settings import ConfigurationError, Settings

_ACCESS_LOG = '%(addr)s "%(method)s %(path)s %(protocol)s" %(status)d %(dt_ms).1f ms'
# granian's records go where all others go; it would write them to stdout in a form of its own.
_GRANIAN_LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {},
    "handlers": {},
    "loggers": {
        "_granian": {"level": "WARNING"},
        "granian.access": {"level": "INFO"},
    },
}
_log = logging.getLogger(__name__)


def serve(settings: Settings, assemble: Assemble = assemble) -> int:
    """Serve until told to stop.

    Args:
        settings: As read.
        assemble: Makes the application in each worker; a function of a module, since it may
            have to be sent to the worker.

    Returns:
        The exit code: 0 after a stop that finished every call, 2 for a configuration that cannot
        be served, else what the worker that failed ended with (128 + n for signal n).

    Source: contract.md, LIF-1 to LIF-6.
    """
    directory: Path | None = None
    try:
        check_ports(settings)
        if settings.workers > 1:
            directory = make_shared_directory()
        sys.stdout.write(f"{_start_line(settings)}\n")
        sys.stdout.flush()
        _run(settings, functools.partial(start_worker, settings, assemble, directory))
    except ConfigurationError as error:
        return exits.report(error)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else exits.COMPONENT
    finally:
        if directory:
            shutil.rmtree(directory, ignore_errors=True)
    return 0


def _run(settings: Settings, start: Callable[[], Any]) -> None:
    """Start the main process; it raises ``SystemExit`` unless it ends with 0.

    Args:
        settings: As read.
        start: Makes the present process a worker.
    """
    # A worker inherits it, so that being told to drain before it listens does not end it.
    signal.signal(DRAIN_SIGNAL, lambda *_: None)
    if settings.serve_rest:
        _Supervisor(settings).serve(target_loader=start, wrap_loader=False)
    else:
        worker = functools.partial(serve_grpc_only, start)
        _Supervisor(settings).serve(spawn_target=worker, target_loader=start, wrap_loader=False)


class _Supervisor(MPServer):
    """granian's main process with an ordered stop."""

    def __init__(self, settings: Settings) -> None:
        """Configure granian for one server."""
        rest = settings.serve_rest
        super().__init__(
            target="component",
            # Without REST the main process still tries a port, any, and opens none.
            address=settings.host if rest else "127.0.0.1",
            port=settings.http_port if rest else 0,
            interface=Interfaces.WSGI,
            http=HTTPModes.http1,
            websockets=False,
            workers=settings.workers,
            blocking_threads=settings.pool_threads,
            # The worker itself ends in time, and says what it cut off; this is for one that
            # hangs in native code with the interpreter's lock held.
            workers_kill_timeout=int(settings.drain_timeout_s) + 2,
            pid_file=Path(settings.pidfile) if settings.pidfile else None,
            log_level=LogLevels.warning,
            log_dictconfig=_GRANIAN_LOGGING,
            log_access=settings.access_log,
            log_access_format=_ACCESS_LOG,
        )
        logs.configure(settings.log_level)
        # Here its lines would only repeat ours; in the workers they stay.
        logging.getLogger("_granian").setLevel(logging.CRITICAL)
        self._delay_s = settings.shutdown_delay_s
        self._stopping = False

    def startup(self, spawn_target: Callable[..., None], target_loader: Callable[..., Any]) -> None:
        """Start the workers."""
        super().startup(spawn_target, target_loader)  # type: ignore[no-untyped-call]
        if os.getpid() == 1:
            threading.Thread(target=_reap, args=(self._pids(),), daemon=True).start()

    def signal_handler_interrupt(self, *_: Any, **__: Any) -> None:
        """Begin to stop, on the first SIGTERM or SIGINT; further ones change nothing."""
        if self._stopping:
            return
        self._stopping = True
        threading.Thread(target=self._stop, name="stop", daemon=True).start()

    # Upstream's gunicorn restarted its workers on SIGHUP; a terminal that is closed means stop.
    signal_handler_reload = signal_handler_interrupt

    def _stop(self) -> None:
        """Fail readiness, keep the ports open for the delay, then let granian drain."""
        _log.info("told to stop: not ready from now on")
        for pid in self._pids():
            try:
                os.kill(pid, DRAIN_SIGNAL)
            except ProcessLookupError:
                continue
        threading.Event().wait(self._delay_s)
        super().signal_handler_interrupt()  # type: ignore[no-untyped-call]

    def _pids(self) -> list[int]:
        """Return the process ids of the workers."""
        return [worker.inner.pid for worker in self.wrks]

    def shutdown(self, exit_code: int = 0) -> None:
        """Stop the workers and end with the code of the one that failed, if any."""
        processes = [worker.inner for worker in self.wrks]
        failed = [process for process in processes if process.exitcode is not None]
        if not self.interrupt_signal:
            for process in failed:
                if exits.was_told(process.exitcode):
                    continue
                _log.error("worker %d %s", process.pid, _ending(process.exitcode))
        # granian would make any early end a 1; the loop below knows the worker's own code.
        self.interrupt_children.clear()
        super().shutdown(exit_code)  # type: ignore[no-untyped-call]
        codes = [_exit_code(_code_of(process)) for process in failed or processes]
        if not self.interrupt_signal:
            sys.exit(next((code for code in codes if code), exits.COMPONENT))
        if any(codes):
            sys.exit(exits.COMPONENT)
        _log.info("stopped; every call was finished")


def _code_of(process: BaseProcess) -> int | None:
    """Return the exit code of a process that has been joined.

    granian joins a worker from two threads. The one that loses the race to collect it comes
    back at once, before the other has noted the code.
    """
    end = time.monotonic() + 1
    while process.exitcode is None and time.monotonic() < end:
        time.sleep(0.001)
    return process.exitcode


def _exit_code(code: int | None) -> int:
    """Return a worker's end as an exit code, as a shell does."""
    if code is None:
        return exits.COMPONENT
    if exits.was_told(code):
        return code - exits.TOLD
    return code if code >= 0 else 128 - code


def _ending(code: int) -> str:
    """Return how a worker ended, in words."""
    if code < 0:
        hint = " (out of memory?)" if -code == signal.SIGKILL else ""
        return f"was killed by {signal.Signals(-code).name}{hint}; the server ends"
    return f"ended with code {code}; the server ends"


def _reap(workers: list[int]) -> None:
    """Collect processes that the component has left behind, as process 1 must.

    Args:
        workers: Process ids that belong to the supervisor; when one ends, so does the server.
    """
    while True:
        found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        if found is None or found.si_pid in workers:
            return
        os.waitpid(found.si_pid, 0)


def _start_line(settings: Settings) -> str:
    """Return the one line that says what is about to be served."""
    served = []
    if settings.serve_rest:
        served.append(f"REST on {settings.http_port}")
    if settings.serve_grpc:
        served.append(f"gRPC on {settings.grpc_port}")
    served.append(f"metrics on {settings.metrics_port}")
    kind = settings.service_type or "service type by its methods"
    return (
        f"serving {settings.component} ({kind}): {', '.join(served)}; "
        f"workers: {settings.workers}, threads: {settings.threads}"
    )
