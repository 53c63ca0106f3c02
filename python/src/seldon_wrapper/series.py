"""Prometheus series that come into being when they are first named.

A component names metrics and tags as it goes, so no series is declared: they are floats in a dict,
turned into prometheus_client's families when somebody scrapes. An update is a dict access under a
lock and stays in the process; upstream's metrics manager costs a third of each request. With
several workers each has its own series, by the label ``worker_id``, and ``serving.metrics_union``
puts them together.
"""

from __future__ import annotations

import bisect
import threading
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np

if TYPE_CHECKING:
    # It brings an HTTP server and TLS: 30 ms of the start, so it is imported at the first scrape.
    from prometheus_client.metrics_core import Metric

Labels = Mapping[str, str]
_Key = tuple[str, str, str, tuple[tuple[str, str], ...]]

# Upstream's bounds: 50 from 1 ms to 30 s, equally far apart on a logarithmic scale.
_BOUNDS_S = [float(bound) for bound in np.logspace(np.log10(0.001), np.log10(30), 50)]
_LE = [*map(repr, _BOUNDS_S), "+Inf"]
_HELP = {
    "counter": "The component's metric of type COUNTER.",
    "gauge": "The component's metric of type GAUGE.",
    "histogram": "The component's metric of type TIMER, in seconds.",
}


class Collector(Protocol):
    """What has families to show."""

    def collect(self) -> Iterable[Metric]:
        """Give the families, as prometheus_client's registry asks for them."""


class SeriesStore:
    """Counters, gauges and timers of one worker; safe to use from any thread."""

    def __init__(self) -> None:
        self._values: dict[_Key, float] = {}
        self._lock = threading.Lock()
        self._helps: dict[str, str] = {}

    def explain(self, family: str, text: str) -> None:
        """Give a family a text of its own, for those that are not the component's."""
        self._helps[family] = text

    def add(self, key: str, labels: Labels, amount: float) -> None:
        """Add to the counter ``<key>_total``."""
        family = key.removesuffix("_total")
        with self._lock:
            self._add("counter", family, f"{family}_total", labels, amount)

    def set(self, key: str, labels: Labels, value: float) -> None:
        """Set the gauge ``<key>``."""
        with self._lock:
            self._values["gauge", key, key, tuple(labels.items())] = value

    def observe(self, key: str, labels: Labels, value_s: float) -> None:
        """Count a duration in seconds into the histogram ``<key>``."""
        bucket = _LE[bisect.bisect_left(_BOUNDS_S, value_s)]
        with self._lock:
            if ("histogram", key, f"{key}_sum", tuple(labels.items())) not in self._values:
                # All bounds exist from the first observation on, or rates over them would jump.
                for bound in _LE:
                    self._add("histogram", key, f"{key}_bucket", {**labels, "le": bound}, 0)
            self._add("histogram", key, f"{key}_bucket", {**labels, "le": bucket}, 1)
            self._add("histogram", key, f"{key}_sum", labels, value_s)

    def _add(self, kind: str, family: str, sample: str, labels: Labels, amount: float) -> None:
        key = (kind, family, sample, tuple(labels.items()))
        self._values[key] = self._values.get(key, 0.0) + amount

    def collect(self) -> Iterable[Metric]:
        """Give this worker's families, as prometheus_client's registry asks for them."""
        from prometheus_client.metrics_core import Metric  # noqa: PLC0415 - see above

        with self._lock:
            values = list(self._values.items())
        families: dict[tuple[str, str], Metric] = {}
        counts: dict[tuple[tuple[str, str], ...], float] = {}
        for (kind, family, sample, labels), amount in sorted(values, key=_order):
            metric = families.get((kind, family))
            if metric is None:
                text = self._helps.get(family, _HELP[kind])
                metric = families[kind, family] = Metric(family, text, kind)
            if sample.endswith("_bucket") and kind == "histogram":
                whole = tuple(label for label in labels if label[0] != "le")
                counts[whole] = counts.get(whole, 0.0) + amount
                metric.add_sample(sample, dict(labels), counts[whole])
                if ("le", "+Inf") in labels:
                    metric.add_sample(f"{family}_count", dict(whole), counts.pop(whole))
            else:
                metric.add_sample(sample, dict(labels), amount)
        return families.values()


def exposition(collectors: Iterable[Collector]) -> bytes:
    """Give the families of some collectors as Prometheus text, in their order."""
    from prometheus_client import CollectorRegistry, generate_latest  # noqa: PLC0415 - see above

    registry = CollectorRegistry()
    for collector in collectors:
        registry.register(cast("Any", collector))
    return generate_latest(registry)


def _order(item: tuple[_Key, float]) -> tuple[Any, ...]:
    """Sort by family, then labels, then a histogram's bounds as numbers, so that they add up."""
    (kind, family, sample, labels), _ = item
    bound = next((float(text) for name, text in labels if name == "le"), 0.0)
    whole = tuple(label for label in labels if label[0] != "le")
    return (kind, family, sample, whole, bound)
