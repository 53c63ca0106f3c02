"""One call of a verb over gRPC: a handler's thread waits for it, a thread of the queue runs it."""

from __future__ import annotations

import logging
from _thread import allocate_lock
from collections.abc import Callable

import grpc

from seldon_wrapper.call_context import CallContext
from seldon_wrapper.calls import Call, CallQueue
from seldon_wrapper.errors import CallerLeftError, CallTimeoutError, SeldonError, from_exception

_LOG = logging.getLogger(__name__)


class RpcCall(Call):
    """A request, and in time its answer or its error."""

    __slots__ = ("_answer", "_done", "_error", "_reply", "_request", "_seen")

    def __init__(
        self,
        answer: Callable[[bytes], bytes],
        request: bytes,
        seen: CallContext,
    ) -> None:
        super().__init__()
        self._answer = answer
        self._request = request
        self._seen = seen
        self._reply = b""
        self._error: SeldonError | None = None
        # A bare lock, taken now and let go when the call is over: an Event takes ten times as long.
        self._done = allocate_lock()
        self._done.acquire()

    def run(self) -> None:
        """Answer it."""
        try:
            with self._seen:
                self._reply = self._answer(self._request)
        except SeldonError as error:
            self._error = error
        except BaseException as error:  # noqa: BLE001 - ERR-8
            _LOG.exception("a call failed outside the component")
            self._error = from_exception(error)
        self._done.release()

    def drop(self) -> None:
        """Let the handler's thread go; nobody gets what it says."""
        self._error = CallerLeftError("the caller has left")
        self._done.release()

    def fail(self, error: Exception) -> None:
        """Answer with an error in place of a run."""
        self._error = from_exception(error)
        self._done.release()

    def follow(self, queue: CallQueue, context: grpc.ServicerContext) -> None:
        """Have the call given up if its caller leaves, or its deadline passes, while it waits.

        grpcio says when a call is over, so nobody has to ask before user code starts: that takes
        a lock that grpcio's own thread is after, and costs a tenth of all small calls.
        """
        if not context.add_callback(lambda: self._leave(queue)):
            self._leave(queue)

    def _leave(self, queue: CallQueue) -> None:
        """Note that the call is over for its caller, which has an answer or has left."""
        if queue.give_up(self):
            self.drop()

    def result(self, queue: CallQueue, timeout_s: float | None) -> bytes:
        """Wait for the answer.

        Args:
            queue: Where the call is.
            timeout_s: Longest wait; None waits for as long as it takes.

        Raises:
            SeldonError: What the call ended with; ``CallTimeoutError`` when it took too long.
        """
        if not self._done.acquire(timeout=-1 if timeout_s is None else timeout_s):
            queue.give_up(self)
            message = f"timeout: no answer within {timeout_s:g} s"
            raise CallTimeoutError(message)
        if self._error is not None:
            raise self._error
        return self._reply
