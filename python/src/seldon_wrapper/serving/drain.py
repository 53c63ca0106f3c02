"""How a worker comes to its end: it is told, it finishes what it has, it ends in time."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import time
from typing import TYPE_CHECKING

from seldon_wrapper.serving import exits
from seldon_wrapper.serving.state import Phase, State

if TYPE_CHECKING:
    from seldon_wrapper.http.server import HttpServer
    from seldon_wrapper.serving.application import Application
    from seldon_wrapper.settings import Settings

DRAIN_SIGNAL = signal.SIGUSR1  # readiness fails; sent by the supervisor before SIGTERM
_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)
WORKER_SIGNALS = (*_STOP_SIGNALS, DRAIN_SIGNAL)
_log = logging.getLogger(__name__)


class Drain:
    """Watches for the signals of one worker and sees it to its end."""

    def __init__(
        self, settings: Settings, state: State, application: Application, parent: int
    ) -> None:
        """Begin with nothing watched; called in the worker's loop."""
        self._timeout_s = settings.drain_timeout_s
        self._state = state
        self._application = application
        self._parent = parent
        self._stop = asyncio.Event()
        self._code: int | None = None

    def watch(self) -> None:
        """Begin to watch; called in the worker's main thread."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(DRAIN_SIGNAL, self._state.advance, Phase.DRAINING)
        for number in _STOP_SIGNALS:
            loop.add_signal_handler(number, self._stop.set)
        loop.add_reader(self._parent, self._orphaned)
        # A process that the component forks has the handlers too: the SIGTERM of
        # Pool.terminate() would stop this worker, and not that process. Signals are held back
        # around the fork, or one that comes right after it would still find them.
        os.register_at_fork(
            before=_hold_signals,
            after_in_parent=_let_signals,
            after_in_child=_forget_signals,
        )

    def end(self, code: int) -> None:
        """Stop because the component can answer nothing any more; called in the worker's loop."""
        self._code = code
        self._stop.set()

    def _orphaned(self) -> None:
        """Stop because there is no supervisor any more."""
        _log.error("the supervisor has gone; this worker stops too")
        asyncio.get_running_loop().remove_reader(self._parent)
        self._stop.set()

    async def finished(self, http: HttpServer | None) -> int:
        """Wait for the order to stop, and until it is carried out.

        Args:
            http: The HTTP server, or None.

        Returns:
            The exit code.
        """
        await self._stop.wait()
        self._state.advance(Phase.DRAINING)
        end = time.monotonic() + self._timeout_s
        server = self._application.grpc_server
        # The grace is longer than the wait, so that this coroutine decides, and says so.
        grpc_done = server.stop(grace=self._timeout_s + 1) if server else None
        finished = await self._drain_http(http)
        if grpc_done:
            left_s = max(0.0, end - time.monotonic())
            wait = asyncio.get_running_loop().run_in_executor(None, grpc_done.wait, left_s)
            if not await wait:
                finished = False
                self._log_cut_off("gRPC")
        if self._code is not None:
            return self._code
        return 0 if finished else exits.COMPONENT

    async def _drain_http(self, http: HttpServer | None) -> bool:
        """Return whether every answer over HTTP has been sent."""
        if http is None:
            return True
        try:
            await asyncio.wait_for(http.drain(), self._timeout_s)
        except TimeoutError:
            self._log_cut_off("REST", http.targets())
            http.abort()
            return False
        return True

    def _log_cut_off(self, protocol: str, calls: tuple[str, ...] = ()) -> None:
        """Say which calls do not get an answer."""
        _log.error(
            "DRAIN_TIMEOUT_S: calls over %s still running after %g s are cut off%s",
            protocol,
            self._timeout_s,
            f": {', '.join(calls)}" if calls else "",
        )


def _hold_signals() -> None:
    """Keep the signals of a worker from the thread that forks."""
    signal.pthread_sigmask(signal.SIG_BLOCK, WORKER_SIGNALS)


def _let_signals() -> None:
    """Take them again."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, WORKER_SIGNALS)


def _forget_signals() -> None:
    """Give a forked child the signals of a process that is not a worker."""
    signal.set_wakeup_fd(-1)
    for number in WORKER_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _let_signals()
