"""Sends spans to a collector as OTLP over HTTP, in JSON.

OpenTelemetry's exporter for protobuf pins protobuf to a narrower range than ours, which the
component shares (pyproject.toml); its exporter for JSON brings urllib3, which would come before the
component's own. Its encoder for JSON brings neither, so only the posting is ours.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence

from opentelemetry.exporter.otlp.json.common.trace_encoder import encode_spans
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult

from seldon_wrapper.tracing.collector import Collector, PostError

_LOG = logging.getLogger(__name__)
_FIRST_PAUSE_S = 1.0


class JsonExporter(SpanExporter):
    """Posts batches from OpenTelemetry's own thread, so that no call waits for the collector.

    A collector that takes nothing is logged once, until it takes a batch again.
    """

    def __init__(self, collector: Collector) -> None:
        self._collector = collector
        self._stopping = threading.Event()
        self._failing = False

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Send a batch; try again while it may help and the time is not up."""
        body = encode_spans(spans).to_json().encode()
        end = time.monotonic() + self._collector.timeout_s
        pause_s = _FIRST_PAUSE_S
        while True:
            left_s = end - time.monotonic()
            try:
                self._collector.post(body, max(left_s, 0.001))
            except PostError as error:
                hopeless = not error.transient or pause_s >= left_s
                if hopeless or self._stopping.wait(pause_s):
                    self._say_failing(error)
                    return SpanExportResult.FAILURE
                pause_s *= 2
            else:
                self._say_well()
                return SpanExportResult.SUCCESS

    def shutdown(self) -> None:
        """Try nothing again."""
        self._stopping.set()

    def force_flush(self, timeout_millis: int = 30000) -> bool:  # noqa: ARG002 - the base's
        """Have nothing to do: ``export`` keeps nothing back."""
        return True

    def _say_failing(self, error: PostError) -> None:
        if not self._failing:
            self._failing = True
            url = self._collector.url
            _LOG.warning("spans are lost: %s: %s (said once, until it takes them)", url, error)

    def _say_well(self) -> None:
        if self._failing:
            self._failing = False
            _LOG.info("spans are taken by %s again", self._collector.url)
