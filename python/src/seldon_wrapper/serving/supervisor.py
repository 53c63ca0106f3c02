"""The main process: starts the workers, passes on the order to stop, and ends as they end.

It imports nothing of the component and next to nothing else, so a worker is forked from a small
process without threads. A stop first makes the workers fail readiness, and only after
SHUTDOWN_DELAY_S close their ports. A worker that ends on its own ends the server with its code,
and a line that says so. As process 1 of a container it also collects the processes that the
component has left behind.
"""

from __future__ import annotations

import contextlib
import logging
import math
import os
import select
import shutil
import signal
import time
from pathlib import Path

from seldon_wrapper.serving import exits
from seldon_wrapper.serving.application import Assemble, assemble
from seldon_wrapper.serving.drain import DRAIN_SIGNAL, WORKER_SIGNALS
from seldon_wrapper.serving.metrics_union import make_shared_directory
from seldon_wrapper.serving.ports import check_ports
from seldon_wrapper.serving.reload import LOOK_EVERY_S, SourceWatch
from seldon_wrapper.serving.worker import run_worker
from seldon_wrapper.settings import ConfigurationError, Settings

# Upstream's gunicorn restarted its workers on SIGHUP; a terminal that is closed means stop.
_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
# A worker ends in time by itself, and says what it cut off; this is for one that hangs in native
# code with the interpreter's lock held.
_BEYOND_DRAIN_S = 2.0
_log = logging.getLogger(__name__)


def serve(settings: Settings, assemble: Assemble = assemble) -> int:
    """Serve until told to stop. The workers are forks of this process and do not return.

    Args:
        settings: As read.
        assemble: Makes the application in each worker.

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
    except ConfigurationError as error:
        return exits.report(error)
    supervisor = _Supervisor(settings)
    if settings.pidfile:
        Path(settings.pidfile).write_text(f"{os.getpid()}\n", encoding="ascii")
    code = None
    while code is None:
        for _ in range(settings.workers):
            worker = supervisor.fork()
            if worker is not None:
                run_worker(settings, assemble, directory, worker)
        code = supervisor.reload() if settings.reload else supervisor.watch()
    if directory:
        shutil.rmtree(directory, ignore_errors=True)
    if settings.pidfile:
        Path(settings.pidfile).unlink(missing_ok=True)
    return code


class _Supervisor:
    """Keeps the workers of one server."""

    def __init__(self, settings: Settings) -> None:
        """Take signals from now on; they are looked at by ``watch``."""
        self._settings = settings
        self._workers: set[int] = set()
        self._codes: dict[int, int] = {}
        # The workers have its other end: when this process ends, they see it closed.
        self._life, self._alive = os.pipe()
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(self._wake, False)
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        # A worker inherits this one, so that being told to drain before it listens does not end it.
        for number in (*_STOP_SIGNALS, signal.SIGCHLD, DRAIN_SIGNAL):
            signal.signal(number, lambda *_: None)

    def fork(self) -> int | None:
        """Start one worker.

        Returns:
            None here; in the worker, a descriptor that becomes readable when this process ends.
        """
        # Held back until the worker has handlers of its own: what came in between would be lost.
        signal.pthread_sigmask(signal.SIG_BLOCK, WORKER_SIGNALS)
        pid = os.fork()
        if pid:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, WORKER_SIGNALS)
            self._workers.add(pid)
            return None
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        for descriptor in (self._alive, self._woken, self._wake):
            os.close(descriptor)
        return self._life

    def watch(self) -> int:
        """Wait for a worker's end, or for the order to stop, and end them all.

        Returns:
            The exit code.
        """
        told = False
        while not self._codes and not told:
            numbers = self._wait(None)
            told = any(number in numbers for number in _STOP_SIGNALS)
            self._collect()
        if told:
            return self._stop()
        code = self._failure()
        self._end_all()
        return code

    def reload(self) -> int | None:
        """Wait for the order to stop, or for a change of the source; end the workers.

        A worker that fails meanwhile, for instance by half-written source, ends nothing: the next
        change may mend it.

        Returns:
            The exit code of a stop; None for a change, after which the workers start again.
        """
        source = SourceWatch(Path.cwd())
        while not (changed := source.changed()):
            if any(number in self._wait(LOOK_EVERY_S) for number in _STOP_SIGNALS):
                return self._stop()
            if self._codes and not self._workers:
                _log.info("nothing is served until the source changes")
                self._codes.clear()
            self._collect()
        _log.info("reload: %s", ", ".join(changed))
        self._end_all()
        self._codes.clear()
        return None

    def _stop(self) -> int:
        """Fail readiness, keep the ports open for the delay, then have the workers drain."""
        _log.info("told to stop: not ready from now on")
        self._signal(DRAIN_SIGNAL)
        self._wait_for_all(self._settings.shutdown_delay_s)
        self._end_all()
        if any(self._codes.values()):
            self._failure()
            return exits.COMPONENT
        _log.info("stopped; every call was finished")
        return 0

    def _end_all(self) -> None:
        """Have the workers drain and end; those that do not in time are killed."""
        self._signal(signal.SIGTERM)
        self._wait_for_all(self._settings.drain_timeout_s + _BEYOND_DRAIN_S)
        if self._workers:
            _log.error("%d workers do not end and are killed", len(self._workers))
            self._signal(signal.SIGKILL)
            self._wait_for_all(math.inf)

    def _wait_for_all(self, bound_s: float) -> None:
        """Wait until the workers have ended, at the latest after the bound."""
        end = time.monotonic() + bound_s
        while self._workers and (left_s := end - time.monotonic()) > 0:
            self._wait(left_s if math.isfinite(left_s) else None)
            self._collect()

    def _wait(self, bound_s: float | None) -> bytes:
        """Return the numbers of the signals that came, at the latest after the bound."""
        select.select([self._woken], [], [], bound_s)
        with contextlib.suppress(BlockingIOError):
            return os.read(self._woken, 64)
        return b""

    def _collect(self) -> None:
        """Note which workers have ended, and collect whatever else has."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            if pid in self._workers:
                self._workers.remove(pid)
                self._codes[pid] = os.waitstatus_to_exitcode(status)

    def _failure(self) -> int:
        """Say which worker has ended on its own, and return the code that the server ends with."""
        for pid, code in self._codes.items():
            if not exits.was_told(code):
                _log.error("worker %d %s", pid, _ending(code))
        codes = [_exit_code(code) for code in self._codes.values()]
        return next((code for code in codes if code), exits.COMPONENT)

    def _signal(self, number: int) -> None:
        """Send a signal to every worker."""
        for pid in self._workers:
            # It may have ended and not been collected: then this does nothing.
            os.kill(pid, number)


def _exit_code(code: int) -> int:
    """Return a worker's end as an exit code, as a shell does."""
    if exits.was_told(code):
        return code - exits.TOLD
    return code if code >= 0 else 128 - code


def _ending(code: int) -> str:
    """Return how a worker ended, in words."""
    if code < 0:
        hint = " (out of memory?)" if -code == signal.SIGKILL else ""
        return f"was killed by {signal.Signals(-code).name}{hint}; the server ends"
    return f"ended with code {code}; the server ends"
