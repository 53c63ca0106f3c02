"""Prometheus series that come into being when they are first named.

A component names metrics and tags as it goes, so no series is declared: each is a small object,
turned into a sample of prometheus_client's families when somebody scrapes. An update is an addition
under a lock and stays in the process; upstream's metrics manager costs a third of each request.
With several workers each has its own series, by the label ``worker_id``, and
``serving.metrics_union`` puts them together.
"""

from __future__ import annotations

import bisect
import threading
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    # It brings an HTTP server and TLS: 30 ms of the start, so it is imported at the first scrape.
    from prometheus_client.metrics_core import Metric

# Upstream's bounds: 50 from 1 ms to 30 s, equally far apart on a logarithmic scale. Written out,
# since numpy's power ends in another digit on another CPU, and each digit is a label (MTR-11).
# fmt: off
_BOUNDS_S = [
    0.001, 0.0012341553253454693, 0.0015231393670785815, 0.001879790561123359,
    0.002319953531544542, 0.0028631830055097247, 0.0035336125536884733, 0.004361026750842238,
    0.005382184388525997, 0.006642451525090609, 0.008197816923039709, 0.010117379411776668,
    0.012486417679584787, 0.015410178873747385, 0.019018554321561593, 0.02347185009632733,
    0.028967908792092947, 0.03575089889988335, 0.04412216226317853, 0.05445360152285871,
    0.06720420230367624, 0.0829404241586763, 0.10236136616184238, 0.12632982515827532,
    0.15591062646904755, 0.19241792993472334, 0.23747361292089023, 0.29307932401534564,
    0.36170540848218913, 0.44640065608455204, 0.5509277469444613, 0.6799304127720882,
    0.8391397397870158, 1.035628778567157, 1.2781267721496807, 1.577406962315144,
    1.9467652027782552, 2.4026106422060365, 2.965194718810281, 3.65951085290597,
    4.516404807273444, 5.573945044312399, 6.879113959621136, 8.489895126924784,
    10.477849282518772, 12.931293490187748, 15.959224724520412, 19.696162182151948,
    24.308123445970867, 29.999999999999996,
]
# fmt: on
_LE = [*map(repr, _BOUNDS_S), "+Inf"]
_KINDS = {"COUNTER": "counter", "GAUGE": "gauge", "TIMER": "histogram"}
_HELP = {
    "counter": "The component's metric of type COUNTER.",
    "gauge": "The component's metric of type GAUGE.",
    "histogram": "The component's metric of type TIMER, in seconds.",
}


class Collector(Protocol):
    """What has families to show."""

    def collect(self) -> Iterable[Metric]:
        """Give the families, as prometheus_client's registry asks for them."""


class Series:
    """One series: a family, its labels, and a value; of a timer also how many are in each bucket.

    Attributes:
        kind: counter, gauge or histogram.
        family: Its name, without ``_total``.
        labels: All of them.
        value: The sum, or what a gauge was set to; of a timer in seconds.
        counts: By bucket; empty unless it is a timer's.
    """

    __slots__ = ("counts", "family", "kind", "labels", "value")

    def __init__(self, kind: str, family: str, labels: Mapping[str, str]) -> None:
        self.kind = kind
        self.family = family
        self.labels = dict(labels)
        self.value = 0.0
        self.counts = [0] * len(_LE) if kind == "histogram" else []

    def add_to(self, metric: Metric) -> None:
        """Show the series as samples of its family."""
        if self.kind != "histogram":
            name = f"{self.family}_total" if self.kind == "counter" else self.family
            metric.add_sample(name, self.labels, self.value)
            return
        below = 0
        for le, count in zip(_LE, self.counts, strict=True):
            below += count
            metric.add_sample(f"{self.family}_bucket", {**self.labels, "le": le}, below)
        metric.add_sample(f"{self.family}_count", self.labels, below)
        metric.add_sample(f"{self.family}_sum", self.labels, self.value)


class SeriesStore:
    """Counters, gauges and timers of one worker; safe to use from any thread."""

    def __init__(self) -> None:
        self._series: dict[tuple[str, str, tuple[tuple[str, str], ...]], Series] = {}
        self._lock = threading.Lock()
        self._helps: dict[str, str] = {}

    def explain(self, family: str, text: str) -> None:
        """Give a family a text of its own, for those that are not the component's."""
        self._helps[family] = text

    def series(self, metric_type: str, key: str, labels: Mapping[str, str]) -> Series:
        """Give a series, a new one if there is none; who keeps it saves the look-up.

        Args:
            metric_type: COUNTER, GAUGE or TIMER.
            key: The metric's; a counter's may end in ``_total``.
            labels: In the order of their samples; the same labels in another order are others.
        """
        kind = _KINDS[metric_type]
        family = key.removesuffix("_total") if kind == "counter" else key
        place = (kind, family, tuple(labels.items()))
        with self._lock:
            found = self._series.get(place)
            if found is None:
                found = self._series[place] = Series(kind, family, labels)
            return found

    def update(self, series: Series, value: float) -> None:
        """Take a value in: added to a counter, what a gauge is now, observed by a timer (in ms)."""
        with self._lock:
            if series.kind == "counter":
                series.value += value
            elif series.kind == "gauge":
                series.value = value
            else:
                seconds = value / 1000
                series.value += seconds
                series.counts[bisect.bisect_left(_BOUNDS_S, seconds)] += 1

    def collect(self) -> Iterable[Metric]:
        """Give this worker's families, as prometheus_client's registry asks for them."""
        from prometheus_client.metrics_core import Metric  # noqa: PLC0415 - see above

        families: dict[tuple[str, str], Metric] = {}
        with self._lock:
            for (kind, family, _), series in sorted(self._series.items()):
                metric = families.get((kind, family))
                if metric is None:
                    text = self._helps.get(family, _HELP[kind])
                    metric = families[kind, family] = Metric(family, text, kind)
                series.add_to(metric)
        return families.values()


def exposition(collectors: Iterable[Collector]) -> bytes:
    """Give the families of some collectors as Prometheus text, in their order."""
    from prometheus_client import CollectorRegistry, generate_latest  # noqa: PLC0415 - see above

    registry = CollectorRegistry()
    for collector in collectors:
        registry.register(cast("Any", collector))
    return generate_latest(registry)
