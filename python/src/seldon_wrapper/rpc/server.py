"""The gRPC face: a table from rpc to verb, and what goes around it.

grpcio's synchronous server hands over the bytes of a message and takes bytes back: measured, twice
the small calls a second of generated messages, and six times the large ones. An interceptor would
cost each call; what must see every call of a verb (counting, tracing) goes into ``_Face._verb``,
through which all of them pass. A handler's thread waits while the call has its turn in the queue.
The hop costs a tenth of the small calls a second. It keeps a request whose bytes do not come, for
which grpcio waits in the handler's thread, out of the component's threads, which stay the same
(DIS-10).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import grpc
from google.protobuf import json_format

from seldon_wrapper import protos
from seldon_wrapper.call_observer import CallObserver
from seldon_wrapper.calls import CallQueue
from seldon_wrapper.dispatch import Dispatcher
from seldon_wrapper.errors import (
    ComponentError,
    MetadataError,
    NotImplementedVerbError,
    NotReadyError,
    PayloadError,
    SeldonError,
    from_exception,
)
from seldon_wrapper.rpc.call import RpcCall
from seldon_wrapper.rpc.decode import feedback_of, message_of, messages_of
from seldon_wrapper.rpc.encode import message_bytes
from seldon_wrapper.rpc.health import SERVICE as HEALTH_SERVICE
from seldon_wrapper.rpc.health import Health
from seldon_wrapper.rpc.methods import Methods, Table, apart, unary
from seldon_wrapper.rpc.reflection import VERSIONS, Reflection, service_name
from seldon_wrapper.rpc.status import abort
from seldon_wrapper.settings import Settings
from seldon_wrapper.state_view import StateView
from seldon_wrapper.user_errors import SeldonNotImplementedError
from seldon_wrapper.verbs import Verb

_LOG = logging.getLogger(__name__)

# DIS-4: one line an rpc.
VERBS = {
    "/seldon.protos.Generic/TransformInput": Verb.TRANSFORM_INPUT,
    "/seldon.protos.Generic/TransformOutput": Verb.TRANSFORM_OUTPUT,
    "/seldon.protos.Generic/Route": Verb.ROUTE,
    "/seldon.protos.Generic/Aggregate": Verb.AGGREGATE,
    "/seldon.protos.Generic/SendFeedback": Verb.SEND_FEEDBACK,
    "/seldon.protos.Model/Predict": Verb.PREDICT,
    "/seldon.protos.Model/SendFeedback": Verb.SEND_FEEDBACK,
    "/seldon.protos.Router/Route": Verb.ROUTE,
    "/seldon.protos.Router/SendFeedback": Verb.SEND_FEEDBACK,
    "/seldon.protos.Transformer/TransformInput": Verb.TRANSFORM_INPUT,
    "/seldon.protos.OutputTransformer/TransformOutput": Verb.TRANSFORM_OUTPUT,
    "/seldon.protos.Combiner/Aggregate": Verb.AGGREGATE,
    "/seldon.protos.Seldon/Predict": Verb.PREDICT,
    "/seldon.protos.Seldon/SendFeedback": Verb.SEND_FEEDBACK,
}
_READERS: dict[Verb, Callable[[bytes], Any]] = {
    Verb.AGGREGATE: messages_of,
    Verb.SEND_FEEDBACK: feedback_of,
}
Behavior = Callable[[bytes, grpc.ServicerContext], bytes]
_RAW_MESSAGES = {Verb.AGGREGATE: "SeldonMessageList", Verb.SEND_FEEDBACK: "Feedback"}
_SELDON_MESSAGE = "SeldonMessage"
_METADATA_THREADS = 2
# For the calls that are one too many, which are told so at once.
_REFUSING_THREADS = 2

_OPTIONS = (
    # Workers share the port.
    ("grpc.so_reuseport", 1),
    # Load balancers and meshes keep connections alive by pings, also between calls; by default a
    # server takes two of them for an attack and hangs up.
    ("grpc.keepalive_permit_without_calls", 1),
    ("grpc.http2.min_recv_ping_interval_without_data_ms", 5_000),
    # An answer is as long as the component makes it; only requests are bounded (LIM-1).
    ("grpc.max_send_message_length", -1),
)


def build_server(
    dispatcher: Dispatcher,
    queue: CallQueue,
    observer: CallObserver,
    state: StateView,
    settings: Settings,
) -> grpc.Server:
    """Make the gRPC server of one worker.

    Args:
        dispatcher: Answers the verbs.
        queue: Where calls wait for their turn.
        observer: Is told of each call of a verb.
        state: The worker's; health follows it.
        settings: Threads and limits.

    Returns:
        A server with all seven services, health and reflection; without a port, not started.
    """
    reflections = [service_name(version) for version in VERSIONS]
    services = [*protos.services(), HEALTH_SERVICE, *reflections]
    table = {
        **_Face(dispatcher, queue, observer, state, settings.grpc_timeout_s).table(),
        **Health(state, services).table(),
        **Reflection(state, services).table(),
    }
    return grpc.server(
        # One for each call that may wait or run. They are started as they are needed.
        ThreadPoolExecutor(settings.threads + settings.queue_size + _REFUSING_THREADS, "grpc"),
        handlers=[Methods(table)],
        options=[*_OPTIONS, ("grpc.max_receive_message_length", settings.grpc_max_message_bytes)],
    )


class _Face:
    """The seven services of one dispatcher."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        queue: CallQueue,
        observer: CallObserver,
        state: StateView,
        timeout_s: float | None,
    ) -> None:
        self._observer = observer
        self._dispatcher = dispatcher
        self._queue = queue
        self._state = state
        self._timeout_s = timeout_s

    def table(self) -> Table:
        """Give the handlers of the seven services."""
        handlers = {path: unary(self._verb(verb, path)) for path, verb in VERBS.items()}
        metadata = apart(_METADATA_THREADS, "grpc-metadata", _behavior(self._metadata))
        handlers["/seldon.protos.Model/Metadata"] = unary(metadata)
        handlers["/seldon.protos.Seldon/ModelMetadata"] = unary(metadata)
        handlers["/seldon.protos.Seldon/GraphMetadata"] = unary(_behavior(_graph_metadata))
        return handlers

    def _verb(self, verb: Verb, path: str) -> Behavior:
        """Make the function of a verb's handler: it has the call run, and waits."""
        answer, queue, state = self._answerer(verb), self._queue, self._state
        timeout_s, observer, label = self._timeout_s, self._observer, verb.metric_label
        fields = observer.fields

        def behavior(request: bytes, context: grpc.ServicerContext) -> bytes:
            metadata = context.invocation_metadata()
            carried = {key: str(value) for key, value in metadata if key in fields}
            seen = observer.grpc(label, path, carried)
            try:
                if not state.takes_calls:
                    text = f"not ready: {state.name}"
                    raise NotReadyError(text)
                call = RpcCall(answer, request, seen)
                if queue.put(call):
                    call.follow(queue, context)
                reply = call.result(queue, timeout_s)
            except SeldonError as error:
                seen.answered(error.grpc_code, len(request), 0, error)
                abort(context, error)
            seen.answered("OK", len(request), len(reply))
            return reply

        return behavior

    def _answerer(self, verb: Verb) -> Callable[[bytes], bytes]:
        """Make the function that answers one verb: codec, dispatch, codec."""
        read = _READERS.get(verb, message_of)
        raw = self._raw_class(verb)

        def answer(request: bytes) -> bytes:
            if raw is not None:
                with suppress(SeldonNotImplementedError):
                    return self._raw(verb, protos.parse(raw, request))
            return self._dispatcher.answer(verb, read(request), message_bytes)

        return answer

    def _raw_class(self, verb: Verb) -> Any:
        """Give the class of what the component's raw method gets; None if it has no such method."""
        if not self._dispatcher.has_raw(verb, "grpc"):
            return None
        from seldon_wrapper import user_protos  # noqa: PLC0415 - only who needs it pays (TensorFlow)

        return user_protos.message(_RAW_MESSAGES.get(verb, _SELDON_MESSAGE))

    def _raw(self, verb: Verb, request: Any) -> bytes:
        """Let the component's raw method answer the whole message (DIS-7)."""
        return self._dispatcher.call_raw(verb, "grpc", request, _raw_answer)

    def _metadata(self, request: bytes) -> bytes:
        """Answer Model.Metadata and Seldon.ModelMetadata; the name that is asked for is ignored."""
        protos.parse(protos.SeldonModelMetadataRequest, request)
        found = self._dispatcher.metadata()
        try:
            message = json_format.ParseDict(
                found, protos.SeldonModelMetadata(), ignore_unknown_fields=True
            )
        except (json_format.ParseError, TypeError, ValueError) as error:
            _LOG.exception("metadata has no protobuf form")
            text = "Model metadata unavailable"
            raise MetadataError(text) from error
        return message.SerializeToString()  # type: ignore[no-any-return]


def _raw_answer(answer: Any) -> bytes:
    """Write what a raw method answered, a message or a mapping."""
    if isinstance(answer, Mapping):
        try:
            answer = protos.json_to_proto(answer, _SELDON_MESSAGE)
        except PayloadError as error:
            raise ComponentError(error.info.replace("body", "answer", 1)) from error
    if not protos.is_message(answer, f"seldon.protos.{_SELDON_MESSAGE}"):
        text = f"answer: {type(answer).__name__} (expected: a SeldonMessage or a dict)"
        raise ComponentError(text)
    return answer.SerializeToString()  # type: ignore[no-any-return]


def _graph_metadata(_request: bytes) -> bytes:
    text = "GraphMetadata is not implemented by a component"
    raise NotImplementedVerbError(text)


def _behavior(answer: Callable[[bytes], bytes]) -> Behavior:
    """Make the function of a handler that needs no turn in the queue."""

    def behavior(request: bytes, context: grpc.ServicerContext) -> bytes:
        try:
            return answer(request)
        except SeldonError as error:
            abort(context, error)
        except BaseException as error:  # noqa: BLE001 - ERR-8
            # An escaped SystemExit would hang the call: grpcio ends only an Exception's.
            _LOG.exception("a call failed outside the component")
            abort(context, from_exception(error))

    return behavior
