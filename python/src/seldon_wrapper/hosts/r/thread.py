"""The one thread that R lives in.

R knows the limits of the C stack of the thread that it was started in, keeps its state in globals,
and jumps over frames on errors, so all calls into it are made here. The server's queue has its
calls run here as a whole, as tasks: to hand over the part of each that is R's takes as long as a
small model. What other threads ask of R (health, metadata) is handed over, and goes before the next
task.

A call can be interrupted from outside: R looks at a flag wherever Ctrl-C would stop it. C code that
never looks can't be; such a call breaks the thread when its time is over, and so does a crash of C
code (``crash``). A broken thread is never used again: the call that broke it and those that wait
for it get errors, and the server answers what it has and ends.
"""

from __future__ import annotations

import logging
import threading
import time
from _thread import allocate_lock
from collections.abc import Callable
from contextvars import Context, copy_context
from queue import Empty, SimpleQueue
from typing import Any, Protocol, TypeVar

from seldon_wrapper import logs
from seldon_wrapper.errors import CallTimeoutError, NotReadyError
from seldon_wrapper.hosts.r.errors import RError

STACK_BYTES = 256 * 1024 * 1024
# What an interrupt may take, and how often it is repeated meanwhile: R code may catch one.
_GRACE_S = 1.0
_AGAIN_S = 0.05
# What the server may take to answer and end, once nothing can be answered by R any more.
ENDING_S = 2.0
_EXIT_CODE = 1
_log = logging.getLogger(__name__)
T = TypeVar("T")


class Flag(Protocol):
    """What makes R stop."""

    def set(self, pending: bool) -> None:  # noqa: FBT001 - one value, to be stored
        """Ask R to stop, or take it back."""


class Task(Protocol):
    """What runs in the thread as a whole; it never raises."""

    def run(self) -> None:
        """Run it."""

    def fail(self, error: Exception) -> None:
        """End it from another thread, since it will never run, or never come to its end."""


class _Job:
    """One call into R, by a task."""

    __slots__ = ("given_up", "owner", "since")

    def __init__(self, owner: int) -> None:
        self.owner = owner
        self.since = 0.0
        self.given_up = False


class _HandedOver(_Job):
    """One call into R that another thread waits for."""

    __slots__ = ("_context", "_done", "_error", "_result", "_work")

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__(threading.get_ident())
        self._work = work
        self._context: Context = copy_context()
        self._result: Any = None
        self._error: BaseException | None = None
        self._done = allocate_lock()
        self._done.acquire()

    def run(self, run: Callable[[_Job, Callable[[], Any]], Any]) -> None:
        """Run it, in R's thread; the log's lines get the puid of the call."""
        try:
            self._result = self._context.run(run, self, self._work)
        except BaseException as error:  # noqa: BLE001 - it is raised where the call came from
            self._error = error
        self._done.release()

    def fail(self, error: Exception) -> None:
        """Have it raise an error in place of what it did or would have done."""
        self._error = error
        self._done.release()

    def result(self) -> Any:
        """Wait for the end, and give what the work gave, or raise what it raised."""
        self._done.acquire()
        if self._error is not None:
            raise self._error
        return self._result


class RThread:
    """Runs tasks and functions one after the other, in a thread with a large stack."""

    def __init__(self, flag: Callable[[], Flag]) -> None:
        """Begin with no thread: it is started by the first call.

        Args:
            flag: Gives R's flag for interrupts; called in the thread, R being up by then.
        """
        self._make_flag = flag
        self._flag: Flag | None = None
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._jobs: SimpleQueue[_HandedOver] = SimpleQueue()
        self._lock = threading.Lock()
        self._ident: int | None = None
        self._started = False
        self._task: Task | None = None
        self._running: _Job | None = None
        self._waiting: dict[int, _HandedOver] = {}
        self._broken: str | None = None
        self._end_server: Callable[[int], object] | None = None

    def enter(self, task: Task) -> None:
        """Have a task run in the thread, after those before it; at once it fails if broken."""
        with self._lock:
            broken = self._broken
            if not broken:
                self._ensure_started()
                self._tasks.put(task)
        if broken:
            task.fail(_not_run(broken))

    def call(self, work: Callable[[], T]) -> T:
        """Run a function in the thread, and give what it returns or raise what it raises.

        Raises:
            RError: R crashed meanwhile.
            NotReadyError: It is broken, so that the function was not run.
        """
        if threading.get_ident() == self._ident:
            return self._run(_Job(self._ident), work)
        job = _HandedOver(work)
        with self._lock:
            if self._broken:
                raise _not_run(self._broken)
            self._waiting[job.owner] = job
            self._ensure_started()
            self._jobs.put(job)
            self._tasks.put(None)
        found: T = job.result()
        return found

    def interrupt(self, owner: int, timeout_s: float | None) -> None:
        """Stop the call that a thread has made, if it has made one.

        Args:
            owner: The thread's ident.
            timeout_s: What a call may take; one that is longer in R and can't be stopped breaks the
                thread, and ends the server with code 1. None lets it run.
        """
        with self._lock:
            job = self._running
            if job is not None and job.owner == owner:
                job.given_up = True
                self._ask_to_stop()
                threading.Thread(
                    target=self._see_to_its_end, args=(job, timeout_s), name="r-stop", daemon=True
                ).start()
            elif owner in self._waiting:
                self._waiting[owner].given_up = True

    def when_broken(self, end_server: Callable[[int], object]) -> None:
        """Say how the server is told to answer what it has and to end with a code."""
        self._end_server = end_server

    def break_off(self, text: str, code: int) -> None:
        """Never use the thread again, since it is stuck or has crashed; called in another one.

        Args:
            text: Why, for the callers.
            code: The server's exit code.
        """
        with self._lock:
            if self._broken:
                return
            self._broken = text
            task, running = self._task, self._running
            waiting = list(self._waiting.values())
            self._waiting.clear()
        if isinstance(running, _HandedOver):
            running.fail(RError(text))
        if task is not None:
            task.fail(RError(text))
        for job in waiting:
            job.fail(_not_run(text))
        self._fail_tasks(text)
        # While the component is being loaded there is none: the error ends the process.
        if self._end_server is not None:
            self._end_server(code)

    def _fail_tasks(self, text: str) -> None:
        """Fail those that wait; no more come."""
        while True:
            try:
                task = self._tasks.get_nowait()
            except Empty:
                return
            if task is not None:
                task.fail(_not_run(text))

    def _ensure_started(self) -> None:
        if self._started:
            return
        self._started = True
        before = threading.stack_size(STACK_BYTES)
        try:
            threading.Thread(target=self._work, name="r", daemon=True).start()
        finally:
            threading.stack_size(before)

    def _work(self) -> None:
        self._ident = threading.get_ident()
        while True:
            task = self._tasks.get()
            while not self._jobs.empty():
                self._jobs.get().run(self._run)
            if task is not None:
                self._task = task
                task.run()
                self._task = None

    def _run(self, job: _Job, work: Callable[[], T]) -> T:
        """Run what is not given up, as the call that can be interrupted."""
        with self._lock:
            self._waiting.pop(job.owner, None)
            if job.given_up:
                raise interrupted()
            job.since = time.monotonic()
            self._running = job
        try:
            return work()
        finally:
            with self._lock:
                broken = self._broken
                self._running = None
                # An interrupt that came too late is not for the next call.
                if self._flag is None:
                    self._flag = self._make_flag()
                self._flag.set(False)
            if broken:
                # Its caller has been told already, and the process ends.
                threading.Event().wait()

    def _ask_to_stop(self) -> None:
        if self._flag is not None:
            self._flag.set(True)

    def _see_to_its_end(self, job: _Job, timeout_s: float | None) -> None:
        """Repeat the interrupt until the call ends; end the server when that takes too long."""
        end = time.monotonic() + _GRACE_S
        if timeout_s is not None:
            end = max(end, job.since + timeout_s + _GRACE_S)
        tick = threading.Event()
        while timeout_s is None or time.monotonic() < end:
            tick.wait(_AGAIN_S)
            with self._lock:
                if self._running is not job:
                    return
                self._ask_to_stop()
        _log.critical(
            "a call into R can't be interrupted: it runs for %.1f s (expected: at most %g s, "
            "TIMEOUT_S); the server ends",
            time.monotonic() - job.since,
            timeout_s,
        )
        self.break_off("R is stuck in a call that can't be interrupted", _EXIT_CODE)
        tick.wait(ENDING_S)
        logs.exit_now(_EXIT_CODE)


def interrupted() -> CallTimeoutError:
    """Give the error of a call that was stopped; nobody waits for its answer any more."""
    return CallTimeoutError("interrupted: nobody waits for the answer any more")


def _not_run(why: str) -> NotReadyError:
    """Give the error of a call that R has not seen, so that it may be asked of another replica."""
    return NotReadyError(f"not ready: {why}")
