"""Asks the component, and makes its answer a message: all rules between decoding and encoding.

Works on ``Message`` alone: no JSON, protobuf, Flask or grpc comes in here. One flow serves all
verbs: the component's method is called once (DIS-1), what it returned becomes a payload (PAY-14),
names and meta are put to it (NAM, MET), and its metrics are recorded (MTR). A verb that the
component lacks has its default (DIS-2, DIS-3, FBK-5).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from copy import deepcopy
from typing import Any, TypeVar

import numpy as np

from seldon_wrapper import call_context
from seldon_wrapper import metrics as component_metrics
from seldon_wrapper.answer import to_payload
from seldon_wrapper.component import Component, checked_tags
from seldon_wrapper.errors import (
    ComponentError,
    NotImplementedVerbError,
    SeldonError,
    from_exception,
)
from seldon_wrapper.message import Feedback, Kind, Message, Meta
from seldon_wrapper.meta import MetaWriter, merged
from seldon_wrapper.metadata import read_metadata
from seldon_wrapper.metrics import Metrics
from seldon_wrapper.names import Namer
from seldon_wrapper.response import SeldonResponse
from seldon_wrapper.settings import Settings
from seldon_wrapper.user_errors import SeldonNotImplementedError
from seldon_wrapper.verbs import HEALTH_METRIC_LABEL, Verb

_LOG = logging.getLogger(__name__)
_TRANSFORMS = (Verb.TRANSFORM_INPUT, Verb.TRANSFORM_OUTPUT)
_LEAST_BRANCH = -2
_SERVER_ERROR = 500

Request = Message | list[Message] | Feedback
T = TypeVar("T")


class Dispatcher:
    """Answers verbs by one component; safe to use from many threads (``calls`` bounds them)."""

    def __init__(self, component: Component, settings: Settings, metrics: Metrics) -> None:
        self.component = component
        self.passthrough = settings.payload_passthrough
        self._settings = settings
        self._metrics = metrics
        self._meta = MetaWriter(settings)
        self._namer = Namer(component)
        self._route_key = settings.unit_id or "0"

    def call(self, verb: Verb, request: Request) -> Message:
        """Answer one verb.

        Args:
            verb: What is asked.
            request: A list of messages for AGGREGATE, a Feedback for SEND_FEEDBACK, else a Message.

        Returns:
            The whole answer, meta included.

        Raises:
            SeldonError: As contract.md, ERR has it; the traceback is in the log already.
        """
        return self.answer(verb, request, _as_it_is)

    def answer(self, verb: Verb, request: Request, encode: Callable[[Message], T]) -> T:
        """Answer one verb, as a codec writes it; what can't be written is in the log, too.

        Args:
            verb: What is asked.
            request: As for ``call``.
            encode: The codec's way to write a message.

        Returns:
            What ``encode`` gives.

        Raises:
            SeldonError: As for ``call``.
        """
        meta = _meta_of(request)
        call = call_context.current()
        if call is not None:
            call.puid = meta.get("puid", "")
        try:
            # Encoded in the call's turn: a component may use its array again in the next one.
            return encode(self._answer(verb, request, meta))
        except SeldonError as error:
            _log(error, verb.method)
            raise
        except BaseException as error:
            found = from_exception(error)
            _log(found, verb.method)
            raise found from error

    def has_raw(self, verb: Verb, transport: str) -> bool:
        """Whether the component answers the verb by a raw method over ``rest`` or ``grpc``."""
        return self.component.raw(verb, transport) is not None

    def call_raw(self, verb: Verb, transport: str, request: Any, encode: Callable[[Any], T]) -> T:
        """Give the message as the transport has it to the raw method, and its answer back (DIS-7).

        Args:
            verb: One for which ``has_raw``.
            transport: ``rest`` or ``grpc``.
            request: What the method gets.
            encode: Writes what the method answers; its errors are as the method's.

        Raises:
            SeldonError: The method raised.
            SeldonNotImplementedError: It leaves the message to the plain method.
        """
        raw = self.component.raw(verb, transport)
        if raw is None:
            raise _lacks(verb)
        answer: T = _guarded(lambda: encode(raw(request)), verb.method)
        if verb is Verb.SEND_FEEDBACK:
            self._metrics.record_feedback(request.reward)
        return answer

    def health(self) -> Message:
        """Give the component's health as a message (HLT-3)."""

        def ask() -> Message:
            kind, value = to_payload(self.component.health_status(), None, "health_status")
            metrics = component_metrics.checked(self.component.metrics(), "metrics()")
            self._metrics.record(metrics, HEALTH_METRIC_LABEL)
            meta = self._meta.answer({}, [self.component.tags()], [metrics])
            return Message(kind, value, meta=meta)

        answer: Message = _guarded(ask, "health_status")
        return answer

    def health_raw(self) -> Any:
        """Give what the component's ``health_status_raw`` answers, a whole message."""
        raw = self.component.health_status_raw
        if raw is None:
            return None
        try:
            return _guarded(raw, "health_status_raw")
        except SeldonNotImplementedError:
            return None

    def exposition(self) -> tuple[bytes, str]:
        """Give the metrics as Prometheus text, and its content type (MTR-1)."""
        return self._metrics.exposition()

    def metadata(self) -> dict[str, Any]:
        """Give the component's metadata (MDA-1).

        Raises:
            MetadataError: It breaks the schema.
        """
        return read_metadata(self.component, self._settings)

    def _answer(self, verb: Verb, request: Request, meta: Meta) -> Message:
        asked = _asked(request)
        returned, data = self._ask(verb, request, meta)
        if isinstance(data, Message):
            kind, value, names = data.kind, data.value, data.names
        elif verb is Verb.ROUTE:
            kind, value = _branch(data, asked.kind)
            names = ["t:0"]
        else:
            kind, value = to_payload(data, asked.kind, verb.method)
            names = (
                self._namer.names_of(verb, value, asked.names, returned.names)
                if kind.is_data
                else []
            )
        tags = [self.component.tags(), checked_tags(returned.tags, "tags")]
        own = component_metrics.checked(self.component.metrics(), "metrics()")
        metrics = [own, component_metrics.checked(returned.metrics, "metrics")]
        # At once, so that a name of the second that is refused leaves nothing of the first (MTR-9).
        if own or metrics[1]:
            self._metrics.record([*own, *metrics[1]], verb.metric_label)
        if isinstance(request, Feedback):
            self._metrics.record_feedback(request.reward)
        return Message(kind, value, names, self._meta.answer(meta, tags, metrics))

    def _ask(self, verb: Verb, request: Request, meta: Meta) -> tuple[SeldonResponse, Any]:
        """Call the component; the second value is its data, or the default as a Message."""
        if not self.component.has(verb):
            default = _default(verb, request)
            if verb is Verb.TRANSFORM_INPUT and self.component.score:
                return self._score(_asked(request), meta), default
            return SeldonResponse(default), default
        try:
            returned = self.component.call(verb, self._values(request, meta))
        except SeldonNotImplementedError:
            default = _default(verb, request)
            return SeldonResponse(default), default
        if not isinstance(returned, SeldonResponse):
            returned = SeldonResponse(returned)
        data = returned.data
        if data is None and verb is Verb.SEND_FEEDBACK:
            data = _default(verb, request)
        return returned, data

    def _score(self, request: Message, meta: Meta) -> SeldonResponse:
        """Ask a 2018 outlier detector, which only has ``score(X, names)`` (DIS-8)."""
        score = self.component.score
        if score is None:
            raise _lacks(Verb.TRANSFORM_INPUT)
        value = request.value.copy() if isinstance(request.value, np.ndarray) else request.value
        values = {"value": value, "names": list(request.names), "meta": deepcopy(meta)}
        return SeldonResponse(request, tags={"outlierScore": score(values)})

    def _values(self, request: Request, meta: Meta) -> dict[str, Any]:
        if isinstance(request, Message):
            return {
                "value": request.value,
                "names": list(request.names),
                "meta": deepcopy(meta) if meta else {},
            }
        if isinstance(request, list):
            return {
                "values": [message.value for message in request],
                "names": [list(message.names) for message in request],
                "meta": [deepcopy(message.meta) for message in request],
            }
        routing = request.response.meta.get("routing", {}) if request.response else {}
        return {
            "value": _value_of(request.request),
            "names": request.request.names if request.request else [],
            "reward": request.reward,
            "truth": _value_of(request.truth),
            "routing": routing.get(self._route_key),
        }


def _as_it_is(message: Message) -> Message:
    return message


def _guarded(ask: Callable[[], Any], what: str) -> Any:
    try:
        return ask()
    except SeldonNotImplementedError:
        raise
    except BaseException as error:
        found = from_exception(error)
        _log(found, what)
        raise found from error


def _log(error: SeldonError, what: str) -> None:
    """Write an error to the log; the call's puid is put to it there (LOG-2)."""
    if error.http_status < _SERVER_ERROR or isinstance(error, NotImplementedVerbError):
        _LOG.info("%s failed: %s", what, error.info)
    else:
        _LOG.error("%s failed: %s", what, error.info, exc_info=error.__cause__ or error)


def _lacks(verb: Verb) -> NotImplementedVerbError:
    return NotImplementedVerbError(f"{verb.method} is not implemented by this component")


def _meta_of(request: Request) -> Meta:
    if isinstance(request, list):
        return merged(message.meta for message in request)
    if isinstance(request, Feedback):
        return request.request.meta if request.request else {}
    return request.meta


def _asked(request: Request) -> Message:
    """Give the message whose payload's kind the answer keeps."""
    if isinstance(request, Message):
        return request
    found = request[0] if isinstance(request, list) else request.request
    return found or Message(None, None)


def _default(verb: Verb, request: Request) -> Message:
    """Give the answer of a component that lacks the verb.

    Raises:
        NotImplementedVerbError: There is none (DIS-2).
    """
    asked = _asked(request)
    if verb in _TRANSFORMS:
        return asked
    if verb is Verb.SEND_FEEDBACK:
        kind = Kind.NDARRAY if asked.kind is Kind.NDARRAY else Kind.TENSOR
        return Message(kind, np.empty(0))
    raise _lacks(verb) from None


def _value_of(part: Message | None) -> Any:
    """Give a feedback part's payload; an empty array for what is absent (FBK-2)."""
    return np.empty(0) if part is None or part.kind is None else part.value


def _branch(returned: Any, request: Kind | None) -> tuple[Kind, Any]:
    """Encode a branch as ``[[N]]`` (DIS-5)."""
    branch = returned
    if isinstance(branch, np.ndarray) and branch.ndim == 0:
        branch = branch[()]
    whole = isinstance(branch, (float, np.floating)) and float(branch).is_integer()
    if isinstance(branch, bool) or not (whole or isinstance(branch, (int, np.integer))):
        message = f"route returned {type(branch).__name__} (expected: an integer)"
        raise ComponentError(message)
    if branch < _LEAST_BRANCH:
        message = f"route returned {int(branch)} (expected: -2 or more)"
        raise ComponentError(message)
    kind = Kind.NDARRAY if request is Kind.NDARRAY else Kind.TENSOR
    return kind, np.array([[int(branch)]])
