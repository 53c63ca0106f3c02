"""One span for each request of a verb, a child of the caller's if it sent one."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from opentelemetry import propagate, trace
from opentelemetry.context import Context
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, StatusCode
from opentelemetry.util.types import AttributeValue

from seldon_wrapper.errors import SeldonError
from seldon_wrapper.settings import Settings
from seldon_wrapper.tracing.collector import collector_of
from seldon_wrapper.tracing.exporter import JsonExporter

_LOG = logging.getLogger(__name__)
_FIRST_SERVER_ERROR = 500
# The codes by which a gRPC server says that it is to blame (semantic conventions for gRPC).
_SERVER_CODES = {
    "UNKNOWN",
    "DEADLINE_EXCEEDED",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
}


class CallSpan:
    """The span of one request. It may begin, be current and end in three different threads."""

    def __init__(self, span: Span, *, is_rest: bool) -> None:
        self._span = span
        self._is_rest = is_rest

    @property
    def traceparent(self) -> str:
        """This span as a W3C header, for ``CallContext``: log records then name it."""
        of = self._span.get_span_context()
        return f"00-{of.trace_id:032x}-{of.span_id:016x}-{of.trace_flags:02x}"

    @contextmanager
    def current(self) -> Iterator[None]:
        """Be the parent of spans that this thread begins, the component's own among them."""
        with trace.use_span(self._span, record_exception=False, set_status_on_exception=False):
            yield

    def end(self, code: str, puid: str = "", error: SeldonError | None = None) -> None:
        """End the span with what the caller got.

        Args:
            code: The HTTP status over REST, the status's name over gRPC.
            puid: Of the request, if it had one.
            error: If the answer is one. The span has its reason; if the server is to blame it has
                the status ERROR, and the exception with its traceback as an event.
        """
        name = "http.response.status_code" if self._is_rest else "rpc.response.status_code"
        self._span.set_attribute(name, int(code) if self._is_rest else code)
        if puid:
            self._span.set_attribute("seldon.puid", puid)
        if error is not None:
            self._span.set_attribute("seldon.reason", error.reason)
        blamed = int(code) >= _FIRST_SERVER_ERROR if self._is_rest else code in _SERVER_CODES
        if blamed:
            self._span.set_attribute("error.type", code)
            self._span.set_status(StatusCode.ERROR, error.info if error else None)
            if error is not None:
                self._span.record_exception(error.__cause__ or error)
        self._span.end()


class Tracer:
    """Makes the spans of one worker; safe to use from any thread.

    Attributes:
        fields: Lower-case names of the headers, or metadata, that a carrier should have.
    """

    def __init__(self, provider: TracerProvider, settings: Settings) -> None:
        self.fields = frozenset(propagate.get_global_textmap().fields)
        self._provider = provider
        self._tracer = provider.get_tracer("seldon_wrapper")
        self._http_port = settings.http_port
        self._grpc_port = settings.grpc_port

    def begin_rest(self, method: str, path: str, carrier: Mapping[str, str]) -> CallSpan:
        """Begin the span of a REST request.

        Args:
            method: Of HTTP.
            path: One of the verbs' (BOD-1), which makes it the route, too.
            carrier: The request's headers by their lower-case names; ``fields`` are enough.
        """
        attributes: dict[str, AttributeValue] = {
            "http.request.method": method,
            "http.route": path,
            "url.path": path,
            "url.scheme": "http",
            "server.port": self._http_port,
        }
        return CallSpan(self._begin(f"{method} {path}", carrier, attributes), is_rest=True)

    def begin_grpc(self, full_method: str, carrier: Mapping[str, str]) -> CallSpan:
        """Begin the span of a gRPC call.

        Args:
            full_method: ``/seldon.protos.Model/Predict``.
            carrier: The call's metadata, of which ``fields`` are enough.
        """
        method = full_method.removeprefix("/")
        attributes: dict[str, AttributeValue] = {
            "rpc.system.name": "grpc",
            "rpc.method": method,
            "server.port": self._grpc_port,
        }
        return CallSpan(self._begin(method, carrier, attributes), is_rest=False)

    def _begin(
        self, name: str, carrier: Mapping[str, str], attributes: dict[str, AttributeValue]
    ) -> Span:
        # From an empty context: a span that a thread left open is no parent.
        parent = propagate.extract(carrier, Context())
        return self._tracer.start_span(name, parent, SpanKind.SERVER, attributes)

    def stop(self, timeout_s: float) -> None:
        """Send what is left, and wait for it no longer than ``timeout_s``."""
        thread = threading.Thread(
            target=self._provider.shutdown, name="tracing-shutdown", daemon=True
        )
        thread.start()
        thread.join(timeout_s)
        if thread.is_alive():
            _LOG.warning("spans are lost: the collector took more than %g s at the end", timeout_s)


def make_tracer(settings: Settings) -> Tracer:
    """Make the tracer, and make it the process's own, for the component's spans.

    Raises:
        ValueError: A variable of OpenTelemetry has a value that it does not take.
        OSError: A certificate cannot be read.
    """
    collector = collector_of(os.environ)
    protocol = os.environ.get("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")
    if protocol != "http/json":
        _LOG.warning(
            "OTEL_EXPORTER_OTLP_PROTOCOL=%s has no effect: spans go to %s as http/json",
            protocol,
            collector.url,
        )
    logging.getLogger("opentelemetry.sdk._shared_internal").addFilter(_once_for_a_full_queue())
    # At the end the server itself says how long it waits for the last spans; atexit would not.
    provider = TracerProvider(resource=_resource(settings), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(JsonExporter(collector)))
    if isinstance(trace.get_tracer_provider(), TracerProvider):
        _LOG.warning("the component has set a tracer provider: its own spans go where that says")
    else:
        trace.set_tracer_provider(provider)
    _LOG.info("tracing: spans go to %s", collector.url)
    return Tracer(provider, settings)


def _resource(settings: Settings) -> Resource:
    """Say whose spans they are; OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win."""
    own: dict[str, AttributeValue] = {
        "service.name": settings.unit_id or settings.component,
        "process.pid": os.getpid(),
    }
    if settings.deployment_id:
        own["service.namespace"] = settings.deployment_id
    merged = Resource(own).merge(OTELResourceDetector().detect())
    return Resource.create(dict(merged.attributes))


def _once_for_a_full_queue() -> logging.Filter:
    """Let "Queue full" through once: it comes with a collector that was logged already."""

    class Once(logging.Filter):
        said = False

        def filter(self, record: logging.LogRecord) -> bool:
            if not str(record.msg).startswith("Queue full"):
                return True
            first, self.said = not self.said, True
            return first

    return Once()
