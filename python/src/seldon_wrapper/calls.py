"""The one queue of calls to the component, and the threads that run them (DIS-10, LIM-4, LIM-5).

Both faces put their calls in here, so THREADS holds over both protocols, the order of arrival is
kept between them, and the component is always called from the same threads. A call is WAITING,
then RUNNING, then OVER; one whose client has left, or whose time is up, is GIVEN_UP: if it still
waits it will never run and no longer counts, if it runs it runs to its end and its answer is lost.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from enum import IntEnum
from queue import SimpleQueue

from seldon_wrapper.errors import OverloadedError

_LOG = logging.getLogger(__name__)


class Stage(IntEnum):
    """How far a call is."""

    WAITING = 0
    RUNNING = 1
    GIVEN_UP = 2
    OVER = 3


class Call:
    """One call; each face has a subclass that says what is done."""

    __slots__ = ("stage", "thread")

    def __init__(self) -> None:
        self.stage = Stage.WAITING
        self.thread = 0

    def wanted(self) -> bool:
        """Whether anybody still waits for the answer; asked in a thread of the queue."""
        return True

    def run(self) -> None:
        """Read the request, ask the component, hand the answer over; it never raises."""
        raise NotImplementedError

    def drop(self) -> None:
        """End without having been run, since it turned out that nobody waits any more."""

    def fail(self, error: Exception) -> None:
        """End with an error, since the thread that it was to run in, or runs in, is broken."""
        raise NotImplementedError


class Turn:
    """A call that is run in a thread which is not the queue's; nothing of it raises."""

    __slots__ = ("_call", "_queue")

    def __init__(self, queue: CallQueue, call: Call) -> None:
        self._queue = queue
        self._call = call

    def run(self) -> None:
        """Run the call."""
        self._queue.run(self._call)

    def fail(self, error: Exception) -> None:
        """End the call, which waits or runs, with an error; from another thread."""
        self._queue.fail(self._call, error)


Lane = Callable[[Turn], None]
"""Has calls run one after the other, in a thread that is somebody else's."""


class CallQueue:
    """Runs calls in the order in which they come, ``threads`` at a time.

    Attributes:
        by_lane: Whether they are run in the thread that the component lives in.
    """

    def __init__(
        self,
        threads: int,
        size: int,
        interrupt: Callable[[int], None] | None = None,
        lane: Lane | None = None,
    ) -> None:
        """Start the threads.

        Args:
            threads: Calls inside the component at once.
            size: Calls that may wait beside them.
            interrupt: Stops what a thread, given by its ident, has the component do; None where a
                call that is given up runs to its end.
            lane: Runs the calls where the component lives in a thread of its own, so that none is
                handed over twice; ``threads`` is 1 then.
        """
        self._threads = threads
        self._size = size
        self._interrupt = interrupt
        self._bound = threads + size
        self._pending = 0
        self._running = 0
        self._lock = threading.Lock()
        self.by_lane = lane is not None
        self._enter = self._start_threads() if lane is None else self._into(lane)

    def _start_threads(self) -> Callable[[Call], None]:
        """Start the queue's own threads; gives the way to them."""
        queue: SimpleQueue[Call] = SimpleQueue()
        for index in range(self._threads):
            name = f"component-{index}"
            threading.Thread(target=self._work, args=(queue,), name=name, daemon=True).start()
        return queue.put

    def _into(self, lane: Lane) -> Callable[[Call], None]:
        return lambda call: lane(Turn(self, call))

    @property
    def running(self) -> int:
        """Calls inside the component."""
        return self._running

    @property
    def waiting(self) -> int:
        """Calls that wait for one of those to end."""
        return self._pending - self._running

    def put(self, call: Call) -> bool:
        """Have a call run when its turn comes.

        Returns:
            Whether others are before it: only then it can be given up before it begins.

        Raises:
            OverloadedError: As many calls wait as may.
        """
        with self._lock:
            pending = self._pending
            if pending >= self._bound:
                message = f"overloaded: {self._size} calls are waiting (expected: fewer)"
                raise OverloadedError(message)
            self._pending = pending + 1
        self._enter(call)
        return pending >= self._threads

    def give_up(self, call: Call) -> bool:
        """Note that nobody waits for a call any more.

        Returns:
            Whether it still waited; then it is neither run nor dropped.
        """
        with self._lock:
            waited = call.stage is Stage.WAITING
            if waited:
                self._pending -= 1
            elif call.stage is Stage.RUNNING and self._interrupt:
                # Under the lock: once the call is over, its thread may run another.
                self._interrupt(call.thread)
            if call.stage is not Stage.OVER:
                call.stage = Stage.GIVEN_UP
            return waited

    def fail(self, call: Call, error: Exception) -> None:
        """End a call of a lane whose thread is broken."""
        with self._lock:
            stage, begun = call.stage, call.thread != 0
            if stage is Stage.OVER or (stage is Stage.GIVEN_UP and not begun):
                return
            call.stage = Stage.OVER
            self._pending -= 1
            self._running -= begun
        # Who has given it up has been told.
        if stage is not Stage.GIVEN_UP:
            call.fail(error)

    def _work(self, queue: SimpleQueue[Call]) -> None:
        while True:
            self.run(queue.get())

    def run(self, call: Call) -> None:
        """Run a call whose turn has come, unless nobody waits for it."""
        if not self._begin(call):
            return
        try:
            call.run()
        except BaseException:  # noqa: BLE001 - see below
            # Nothing of ours raises here; without this a fault would cost a thread for ever.
            _LOG.exception("a call failed outside the component")
            call.drop()
        with self._lock:
            if call.stage is not Stage.OVER:
                call.stage = Stage.OVER
                self._pending -= 1
                self._running -= 1

    def _begin(self, call: Call) -> bool:
        """Take a call as running, unless nobody waits for it."""
        wanted = call.wanted()
        with self._lock:
            if call.stage is Stage.GIVEN_UP:
                return False
            if wanted:
                call.stage = Stage.RUNNING
                call.thread = threading.get_ident()
                self._running += 1
                return True
            # Who left may say so only now: it must not count twice.
            call.stage = Stage.GIVEN_UP
            self._pending -= 1
        call.drop()
        return False
