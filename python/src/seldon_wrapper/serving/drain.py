"""How a worker comes to its end: it is told, it finishes what it has, it ends in time."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Sequence
from multiprocessing import connection
from typing import TYPE_CHECKING

from seldon_wrapper import logs
from seldon_wrapper.serving import exits
from seldon_wrapper.serving.state import Phase, State

if TYPE_CHECKING:
    from seldon_wrapper.serving.application import Application
    from seldon_wrapper.serving.in_flight import InFlight
    from seldon_wrapper.settings import Settings

DRAIN_SIGNAL = signal.SIGUSR1  # readiness fails; sent by the supervisor before SIGTERM
_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)
# A request whose head is not whole by then was never received.
_HALF_SENT_S = 1.0
_log = logging.getLogger(__name__)


class Drain:
    """Watches for the signals of one worker and sees it to its end."""

    def __init__(
        self, settings: Settings, state: State, application: Application, in_flight: InFlight
    ) -> None:
        """Make the wake-up pipe; nothing is watched before ``watch``."""
        self._timeout_s = settings.drain_timeout_s
        self._state = state
        self._application = application
        self._in_flight = in_flight
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)
        os.set_blocking(self._write, False)

    def watch(self) -> None:
        """Begin to watch; called in the worker's main thread, before granian's handlers."""
        signal.signal(DRAIN_SIGNAL, lambda *_: None)
        signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        # A process that the component forks has the pipe and the handlers too: the SIGTERM of
        # Pool.terminate() would stop this worker, and not that process. Signals are held back
        # around the fork, or one that comes right after it would still find the pipe.
        os.register_at_fork(
            before=_hold_signals,
            after_in_parent=_let_signals,
            after_in_child=_forget_signals,
        )
        threading.Thread(target=self._follow, name="drain").start()

    def _follow(self) -> None:
        """Wait for a signal, or for the supervisor's end; then finish."""
        parent = multiprocessing.parent_process()
        sources: list[int] = [self._read]
        if parent:
            sources.append(parent.sentinel)
        while True:
            ready = connection.wait(sources)
            if parent and parent.sentinel in ready:
                _log.error("the supervisor has gone; this worker stops too")
                sources.remove(parent.sentinel)
                os.kill(os.getpid(), signal.SIGTERM)
            numbers = os.read(self._read, 64) if self._read in ready else b""
            if DRAIN_SIGNAL in numbers:
                self._state.advance(Phase.DRAINING)
            if any(number in numbers for number in _STOP_SIGNALS):
                self._finish()
                return

    def _finish(self) -> None:
        """Drain gRPC while granian drains HTTP, and cut off what takes too long."""
        self._state.advance(Phase.DRAINING)
        end = time.monotonic() + self._timeout_s
        server = self._application.grpc_server
        # The grace is longer than the wait, so that this thread decides, and says so.
        grpc_done = server.stop(grace=self._timeout_s + 1) if server else None
        http_ended = self._wait_for_http(end)
        if grpc_done and not grpc_done.wait(max(0.0, end - time.monotonic())):
            self._cut_off("gRPC")
        if not http_ended:
            logs.exit_now(0)

    def _wait_for_http(self, end: float) -> bool:
        """Wait for granian, which has the main thread.

        Args:
            end: When to cut off, on the monotonic clock.

        Returns:
            Whether granian has ended; if not, it waits for clients that have sent half of a
            request's head and would hold it for 30 s.
        """
        main = threading.main_thread()
        busy_at = time.monotonic()
        while main.is_alive():
            now = time.monotonic()
            if len(self._in_flight):
                busy_at = now
            if now - busy_at > _HALF_SENT_S:
                return False
            if now > end:
                self._cut_off("REST", self._in_flight.paths())
            main.join(0.05)
        return True

    def _cut_off(self, protocol: str, calls: Sequence[str] = ()) -> None:
        """End the process although calls are running, and say which."""
        _log.error(
            "DRAIN_TIMEOUT_S: calls over %s still running after %g s are cut off%s",
            protocol,
            self._timeout_s,
            f": {', '.join(calls)}" if calls else "",
        )
        logs.exit_now(exits.COMPONENT)


_OURS = (*_STOP_SIGNALS, DRAIN_SIGNAL)


def _hold_signals() -> None:
    """Keep the signals of a worker from the thread that forks."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _OURS)


def _let_signals() -> None:
    """Take them again."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _OURS)


def _forget_signals() -> None:
    """Give a forked child the signals of a process that is not a worker."""
    signal.set_wakeup_fd(-1)
    for number in _OURS:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _let_signals()
