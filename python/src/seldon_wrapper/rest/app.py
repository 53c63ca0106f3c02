"""The REST face: what becomes of each request.

A verb takes the short way: into the queue of calls, and in a thread of it through body, codec,
dispatch and codec. The probes are answered at once, out of reach of whatever a call does.
Everything else, metadata, documents, CORS preflights, wrong paths and methods, is Flask's, in
threads of its own; Flask is imported when it is first asked. A component that brings error
handlers of its own (ERR-10) has its verbs answered by Flask too, in the queue's threads.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING

from seldon_wrapper.call_observer import Call as ObservedCall
from seldon_wrapper.call_observer import CallObserver
from seldon_wrapper.calls import Call, CallQueue
from seldon_wrapper.dispatch import Dispatcher
from seldon_wrapper.errors import (
    CallTimeoutError,
    ComponentError,
    HeadTooLargeError,
    LateRequestError,
    NotReadyError,
    PayloadError,
    SeldonError,
    TooLargeError,
    from_exception,
)
from seldon_wrapper.http.exchange import Exchange, HttpRequest, Reply
from seldon_wrapper.rest.cors import Cors
from seldon_wrapper.rest.encode import error_bytes
from seldon_wrapper.rest.verb_face import PATHS, VerbFace, no_such_path
from seldon_wrapper.settings import Settings
from seldon_wrapper.state_view import StateView
from seldon_wrapper.verbs import Verb

if TYPE_CHECKING:
    from seldon_wrapper.rest.wsgi import FlaskPages

_LOG = logging.getLogger(__name__)

_JSON = b"Content-Type: application/json\r\n"
_TEXT = b"Content-Type: text/plain; charset=utf-8\r\n"
_HTML = b"Content-Type: text/html; charset=utf-8\r\n"
_VERB_METHODS = ("POST", "GET", "HEAD")
_PAGE_THREADS = 4
# How long a reply may wait for those behind it (see _Answers).
_HELD_BACK_S = 0.002
# Verb, label and path; a label is looked up once, that of an enumeration's member is slow.
_Route = tuple[Verb, str, str]
_ROUTES: dict[bytes, _Route] = {
    path.encode("ascii"): (verb, verb.metric_label, path) for path, verb in PATHS.items()
}
# What proxies log when the client hangs up.
_LEFT = "499"
_REFUSALS: dict[int, Callable[[str], SeldonError]] = {
    400: PayloadError,
    408: LateRequestError,
    431: HeadTooLargeError,
}


class RestFace:
    """Answers the exchanges of one worker; called in the event loop's thread."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        queue: CallQueue,
        observer: CallObserver,
        state: StateView,
        settings: Settings,
    ) -> None:
        self._dispatcher = dispatcher
        self._queue = queue
        self._observer = observer
        self._fields = [(name.encode("ascii"), name) for name in observer.fields]
        self._state = state
        self._max_bytes = settings.max_message_bytes
        self._timeout_s = settings.rest_timeout_s
        self._cors = Cors(settings.cors_origins)
        self._face = VerbFace(dispatcher)
        self._threads = ThreadPoolExecutor(_PAGE_THREADS, "page")
        self._answers: _Answers | None = None
        by_flask = dispatcher.component.error_blueprint is not None
        self._respond = self._by_flask if by_flask else self._by_codec

    def bind(self, loop: asyncio.AbstractEventLoop) -> None:
        """Say in which loop the exchanges live; before the first of them."""
        self._answers = _Answers(loop, self._queue)

    def __call__(self, exchange: Exchange) -> None:
        """Answer an exchange, now or when it is ready."""
        request = exchange.request
        # Nearly all targets are paths as they stand; to look for a query takes a microsecond.
        route = _ROUTES.get(request.target)
        path = request.target if route else request.path
        route = route or _ROUTES.get(path)
        if route and request.method in _VERB_METHODS:
            call = _RestCall(self, route[0], exchange, self._observed(route, request))
            try:
                self._begin(call, exchange)
            except SeldonError as error:
                self._refuse(call, error)
        elif (probe := self._probe(path, request)) is not None:
            exchange.reply(probe)
        elif path.startswith(b"//"):
            # werkzeug takes //predict for /predict; BOD-1 does not.
            unknown = no_such_path(path.decode("utf-8", "replace"))
            exchange.reply(self._failure(request, unknown))
        else:
            self._threads.submit(self._page, exchange)

    def refuse(self, status: int, text: str) -> Reply:
        """Make the reply to what is no request (LIM-6)."""
        error = _REFUSALS[status](text)
        return Reply(status, _JSON + self._cors.headers(""), error_bytes(error))

    def _observed(self, route: _Route, request: HttpRequest) -> ObservedCall:
        headers = request.headers
        carried = {name: request.header(key) for key, name in self._fields if key in headers}
        _, label, path = route
        return self._observer.rest(label, request.method, path, carried)

    def _begin(self, call: _RestCall, exchange: Exchange) -> None:
        """Put a call into the queue."""
        if not self._state.takes_calls:
            message = f"not ready: {self._state.name}"
            raise NotReadyError(message)
        if exchange.request.excess:
            got = exchange.request.excess
            message = f"body: {got} bytes (expected: at most {self._max_bytes})"
            raise TooLargeError(message)
        self._queue.put(call)
        exchange.on_leave = call.leave
        if self._timeout_s is not None and self._answers is not None:
            call.timer = self._answers.loop.call_later(self._timeout_s, self._expire, call)

    def _expire(self, call: _RestCall) -> None:
        """Answer in place of a call that takes too long (LIM-5)."""
        self._queue.give_up(call)
        message = f"timeout: no answer within {self._timeout_s:g} s"
        self._refuse(call, CallTimeoutError(message))

    def _refuse(self, call: _RestCall, error: SeldonError) -> None:
        """Answer a call that is not run, or not waited for."""
        reply = self._failure(call.exchange.request, error)
        call.answered(reply)
        call.exchange.reply(reply)

    def give_up(self, call: _RestCall) -> None:
        """Note that a call's client has left."""
        if call.timer is not None:
            call.timer.cancel()
        self._queue.give_up(call)
        request = call.exchange.request
        call.seen.answered(_LEFT, len(request.body), 0)

    def answer(self, call: _RestCall) -> None:
        """Answer a call whose turn has come; in a thread of the queue."""
        with call.seen:
            reply = self._respond(call.verb, call.exchange.request)
        self._send(call.exchange, reply, call)

    def fail(self, call: _RestCall, error: SeldonError) -> None:
        """Answer a call that has ended without an answer; from any thread."""
        self._send(call.exchange, self._failure(call.exchange.request, error), call)

    def _send(self, exchange: Exchange, reply: Reply, call: _RestCall | None = None) -> None:
        """Send a reply from any thread."""
        assert self._answers is not None  # noqa: S101 - an exchange comes after bind
        self._answers.add((exchange, reply, call))

    def _by_codec(self, verb: Verb, request: HttpRequest) -> Reply:
        try:
            status, body = self._face.answer(verb, request)
        except SeldonError as error:
            return self._failure(request, error)
        return Reply(status, self._headers(request), body)

    def _by_flask(self, _verb: Verb, request: HttpRequest) -> Reply:
        return self._flask.reply(request)

    def _page(self, exchange: Exchange) -> None:
        """Answer by Flask, in one of its threads."""
        try:
            reply = self._flask.reply(exchange.request)
        except Exception as error:  # noqa: BLE001 - a client that is not answered waits for ever
            _LOG.exception("a request failed outside the component")
            reply = self._failure(exchange.request, from_exception(error))
        self._send(exchange, reply)

    def _failure(self, request: HttpRequest, error: SeldonError) -> Reply:
        return Reply(error.http_status, self._headers(request), error_bytes(error), error)

    def _probe(self, path: bytes, request: HttpRequest) -> Reply | None:
        """Give the reply to a probe (HLT-1, HLT-2); None if it is none."""
        if request.method not in ("GET", "HEAD"):
            return None
        cors = self._cors.headers(request.header(b"origin"))
        if path == b"/ready":
            state = self._state
            return Reply(200 if state.ready else 503, _TEXT + cors, state.name.encode())
        if path == b"/live":
            return Reply(200, _TEXT + cors, b"live")
        if path == b"/health/ping":
            return Reply(200, _HTML + cors, b"pong")
        return None

    def _headers(self, request: HttpRequest) -> bytes:
        return _JSON + self._cors.headers(request.header(b"origin"))

    @cached_property
    def _flask(self) -> FlaskPages:
        from seldon_wrapper.rest.wsgi import FlaskPages  # noqa: PLC0415 - a fifth of a second

        return FlaskPages(self._face, self._dispatcher, self._cors)


class _RestCall(Call):
    """One verb that a client waits for."""

    __slots__ = ("_rest", "exchange", "seen", "timer", "verb")

    def __init__(self, rest: RestFace, verb: Verb, exchange: Exchange, seen: ObservedCall) -> None:
        super().__init__()
        self._rest = rest
        self.verb = verb
        self.exchange = exchange
        self.seen = seen
        self.timer: asyncio.TimerHandle | None = None

    def wanted(self) -> bool:
        """Whether the client is still there."""
        return self.exchange.open

    def run(self) -> None:
        """Answer it."""
        self._rest.answer(self)

    def drop(self) -> None:
        """Answer whoever still waits, if anybody does."""
        error = ComponentError("the call failed outside the component; the log says how")
        self._rest.fail(self, error)

    def fail(self, error: Exception) -> None:
        """Answer with an error in place of a run."""
        self._rest.fail(self, from_exception(error))

    def answered(self, reply: Reply) -> None:
        """Say what the client gets; once, in the loop's thread."""
        if self.timer is not None:
            self.timer.cancel()
        request_bytes = len(self.exchange.request.body)
        self.seen.answered(str(reply.status), request_bytes, len(reply.body), reply.error)

    def leave(self) -> None:
        """Note that the client has left."""
        self._rest.give_up(self)


_Answer = tuple[Exchange, Reply, _RestCall | None]


class _Answers:
    """Brings replies from threads to the loop, and wakes it once for all that are there.

    A component with a thread of its own lets Python's lock go in each call. If each reply woke the
    loop, that would be two changes of threads a call, a third of the time of a small one. So while
    calls wait behind it, a reply may wait for theirs, for a few milliseconds at most.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, queue: CallQueue) -> None:
        self.loop = loop
        self._queue = queue
        self._ready: deque[_Answer] = deque()
        self._woken = False
        self._comes_back = False

    def add(self, answer: _Answer) -> None:
        """Have a reply sent; from any thread."""
        self._ready.append(answer)
        # Another thread may wake the loop too; that costs a look and loses nothing, since the
        # loop takes the flag down before it looks.
        if not self._woken and not (self._comes_back and self._queue.waiting > 0):
            self._woken = True
            self.loop.call_soon_threadsafe(self._send)

    def _send(self) -> None:
        self._woken = False
        if not self._ready:
            return
        while self._ready:
            exchange, reply, call = self._ready.popleft()
            if call is not None and exchange.open:
                call.answered(reply)
            exchange.reply(reply)
        if self._queue.by_lane and not self._comes_back and self._queue.waiting > 0:
            self._comes_back = True
            self.loop.call_later(_HELD_BACK_S, self._come_back)

    def _come_back(self) -> None:
        # First, so that who adds now either is seen below or wakes the loop.
        self._comes_back = False
        self._send()
