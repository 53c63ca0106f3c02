"""What the faces tell of each call: to the metrics, the access log, the trace and the log.

A face makes a ``Call`` when a request is complete, enters it in the thread that runs the verb, and
says ``answered`` when the answer is on its way (contract.md, MTR-7, LOG, TRC). For a call that is
not traced this takes 2.5 µs in all, so nothing is looked up, or made, that need not be.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Self

from seldon_wrapper import access_log
from seldon_wrapper.call_context import CallContext
from seldon_wrapper.errors import SeldonError
from seldon_wrapper.request_metrics import RequestMetrics

if TYPE_CHECKING:
    from seldon_wrapper.tracing.tracer import CallSpan, Tracer

_TRACEPARENT = "traceparent"


class CallObserver:
    """Makes the calls of one worker; safe to use from any thread.

    Attributes:
        fields: Lower-case names of the headers, or metadata, that a face has to hand over.
    """

    def __init__(
        self, requests: RequestMetrics, tracer: Tracer | None, *, write_access_log: bool
    ) -> None:
        self.fields = tracer.fields if tracer else frozenset({_TRACEPARENT})
        self.observe = requests.observe
        self.write = access_log.write if write_access_log else None
        self._tracer = tracer

    def rest(
        self, verb_label: str, http_method: str, path: str, headers: Mapping[str, str]
    ) -> Call:
        """Begin a REST call.

        Args:
            verb_label: The verb, by its ``metric_label``.
            http_method: ``GET`` or ``POST``.
            path: As asked for, one of the verb's (BOD-1).
            headers: Those of ``fields`` that the request has.
        """
        if self._tracer is None:
            return Call(self, verb_label, "rest", headers.get(_TRACEPARENT, ""))
        span = self._tracer.begin_rest(http_method, path, headers)
        return TracedCall(self, verb_label, "rest", span)

    def grpc(self, verb_label: str, full_method: str, metadata: Mapping[str, str]) -> Call:
        """Begin a gRPC call.

        Args:
            verb_label: The verb, by its ``metric_label``.
            full_method: ``/seldon.protos.Model/Predict``.
            metadata: Those of ``fields`` that the call has.
        """
        if self._tracer is None:
            return Call(self, verb_label, "grpc", metadata.get(_TRACEPARENT, ""))
        return TracedCall(self, verb_label, "grpc", self._tracer.begin_grpc(full_method, metadata))


class Call(CallContext):
    """One call of a verb.

    As a context manager it is current in the thread that runs the verb: log records there name it.
    It may begin, run and be answered in three different threads.
    """

    __slots__ = ("_began_s", "_observer", "_transport", "_verb_label")

    def __init__(
        self, observer: CallObserver, verb_label: str, transport: str, traceparent: str
    ) -> None:
        super().__init__(traceparent)
        self._observer = observer
        self._verb_label = verb_label
        self._transport = transport
        self._began_s = perf_counter()

    def answered(
        self,
        code: str,
        request_bytes: int,
        response_bytes: int,
        error: SeldonError | None = None,  # noqa: ARG002 - a traced call wants it
    ) -> None:
        """Say how it ended; once for each call, also for one that never ran.

        Args:
            code: The HTTP status over REST, the status's name over gRPC.
            request_bytes: Length of the body or message as received.
            response_bytes: Length of the body or message as sent.
            error: If the answer is one.
        """
        took_s = perf_counter() - self._began_s
        observer, verb, transport = self._observer, self._verb_label, self._transport
        observer.observe(verb, transport, code, took_s, request_bytes, response_bytes)
        if observer.write is not None:
            observer.write(
                *(verb, transport, code, took_s, request_bytes, response_bytes),
                puid=self.puid,
                traceparent=self.traceparent,
            )


class TracedCall(Call):
    """A call with a span; spans that the component begins where it runs are its children."""

    __slots__ = ("_entered", "_span")

    def __init__(
        self, observer: CallObserver, verb_label: str, transport: str, span: CallSpan
    ) -> None:
        super().__init__(observer, verb_label, transport, span.traceparent)
        self._span = span
        self._entered: AbstractContextManager[None] = span.current()

    def __enter__(self) -> Self:
        self._entered.__enter__()
        return super().__enter__()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        super().__exit__(kind, error, traceback)
        self._entered.__exit__(None, None, None)

    def answered(
        self, code: str, request_bytes: int, response_bytes: int, error: SeldonError | None = None
    ) -> None:
        """Say how it ended, and end the span."""
        super().answered(code, request_bytes, response_bytes, error)
        self._span.end(code, self.puid, error)
