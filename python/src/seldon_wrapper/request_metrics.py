"""How many requests, how long they took and how large they were (contract.md, MTR-7).

One cell for each verb, transport and code, made when it is first seen; a request finds its cell in
a dict and adds one to a bucket of three lists, 1.1 µs in all. What Prometheus wants, cumulated
buckets and labels, is made from that when somebody scrapes. With several workers each has its own
cells, by the label ``worker_id``; ``serving.metrics_union`` puts them together.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Imported at the first scrape, for the sake of the start.
    from prometheus_client.metrics_core import Metric

# From a verb that does nothing (0.1 ms) to the longest that an orchestrator waits for.
DURATION_BOUNDS_S = (
    *(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1),
    *(0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0),
)
# Powers of four from 256 bytes to 64 MiB; the default limit (LIM-1) is above the last.
SIZE_BOUNDS_BYTES = tuple(float(4**power) for power in range(4, 14))

_REQUESTS = "seldon_microservice_requests"
_DURATION = "seldon_microservice_request_duration_seconds"
_REQUEST_SIZE = "seldon_microservice_request_size_bytes"
_RESPONSE_SIZE = "seldon_microservice_response_size_bytes"


class _Cell:
    """The requests of one verb, transport and code: a count for each bucket, and sums."""

    __slots__ = (
        "duration_s",
        "durations",
        "request_bytes",
        "requests",
        "response_bytes",
        "responses",
    )

    def __init__(self) -> None:
        self.durations = [0] * (len(DURATION_BOUNDS_S) + 1)
        self.requests = [0] * (len(SIZE_BOUNDS_BYTES) + 1)
        self.responses = [0] * (len(SIZE_BOUNDS_BYTES) + 1)
        self.duration_s = 0.0
        self.request_bytes = 0
        self.response_bytes = 0


class RequestMetrics:
    """The requests of one worker; safe to use from any thread."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        """Take the labels that each series has beside method, transport and code."""
        self._labels = dict(labels)
        self._cells: dict[tuple[str, str, str], _Cell] = {}
        self._lock = threading.Lock()

    @property
    def bytes(self) -> int:
        """Bytes of all requests and answers."""
        with self._lock:
            return sum(cell.request_bytes + cell.response_bytes for cell in self._cells.values())

    def observe(  # noqa: PLR0917 - called for each request: keywords would cost more
        self,
        method: str,
        transport: str,
        code: str,
        seconds: float,
        request_bytes: int,
        response_bytes: int,
    ) -> None:
        """Count one request that was answered.

        Args:
            method: The verb, by its ``metric_label``.
            transport: ``rest`` or ``grpc``.
            code: The HTTP status over REST (``200``), the status's name over gRPC (``OK``).
            seconds: From the request's last byte to the answer's being handed to the socket.
            request_bytes: Length of the body or message as received.
            response_bytes: Length of the body or message as sent.
        """
        key = (method, transport, code)
        with self._lock:
            cell = self._cells.get(key)
            if cell is None:
                cell = self._cells[key] = _Cell()
            cell.durations[bisect_left(DURATION_BOUNDS_S, seconds)] += 1
            cell.duration_s += seconds
            cell.requests[bisect_left(SIZE_BOUNDS_BYTES, request_bytes)] += 1
            cell.request_bytes += request_bytes
            cell.responses[bisect_left(SIZE_BOUNDS_BYTES, response_bytes)] += 1
            cell.response_bytes += response_bytes

    def collect(self) -> Iterable[Metric]:
        """Give the four families, as prometheus_client's registry asks for them; empty at first."""
        from prometheus_client.metrics_core import Metric  # noqa: PLC0415 - see above

        count = Metric(_REQUESTS, "Requests answered.", "counter")
        duration = Metric(
            _DURATION, "Time from a request to its answer, waiting included.", "histogram"
        )
        request = Metric(_REQUEST_SIZE, "Length of a request's body or message.", "histogram")
        response = Metric(_RESPONSE_SIZE, "Length of an answer's body or message.", "histogram")
        with self._lock:
            for (method, transport, code), cell in self._cells.items():
                labels = {
                    "method": method, "transport": transport, "code": code, **self._labels,
                }  # fmt: skip
                count.add_sample(f"{_REQUESTS}_total", labels, sum(cell.durations))
                _add(duration, labels, DURATION_BOUNDS_S, cell.durations, cell.duration_s)
                _add(request, labels, SIZE_BOUNDS_BYTES, cell.requests, cell.request_bytes)
                _add(response, labels, SIZE_BOUNDS_BYTES, cell.responses, cell.response_bytes)
        return [count, duration, request, response]


def _add(
    metric: Metric,
    labels: dict[str, str],
    bounds: Sequence[float],
    counts: Sequence[int],
    total: float,
) -> None:
    """Add one histogram; Prometheus counts in each bucket what is in those below it."""
    from prometheus_client.utils import floatToGoString  # noqa: PLC0415 - see above

    below = 0
    for le, count in zip((*map(floatToGoString, bounds), "+Inf"), counts, strict=True):
        below += count
        metric.add_sample(f"{metric.name}_bucket", {**labels, "le": le}, below)
    metric.add_sample(f"{metric.name}_count", labels, below)
    metric.add_sample(f"{metric.name}_sum", labels, total)
