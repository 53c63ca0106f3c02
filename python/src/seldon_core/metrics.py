"""Upstream's ``seldon_core.metrics``: helpers that make metrics (contract.md, MTR-2)."""

from __future__ import annotations

from typing import Any

from seldon_wrapper.errors import MetricError
from seldon_wrapper.metrics import checked

COUNTER, GAUGE, TIMER = "COUNTER", "GAUGE", "TIMER"


def create_counter(key: str, value: float, tags: dict[str, str] | None = None) -> dict[str, Any]:
    """Give a metric that adds ``value`` to the counter ``<key>_total``."""
    return _metric(COUNTER, key, value, tags)


def create_gauge(key: str, value: float, tags: dict[str, str] | None = None) -> dict[str, Any]:
    """Give a metric that sets the gauge ``<key>``."""
    return _metric(GAUGE, key, value, tags)


def create_timer(key: str, value: float, tags: dict[str, str] | None = None) -> dict[str, Any]:
    """Give a metric that observes ``value`` milliseconds in the histogram ``<key>``."""
    return _metric(TIMER, key, value, tags)


def validate_metrics(metrics: Any) -> bool:
    """Say whether metrics are what MTR-2 asks for."""
    try:
        checked(metrics, "metrics")
    except MetricError:
        return False
    return isinstance(metrics, (list, tuple))


def _metric(kind: str, key: str, value: float, tags: dict[str, str] | None) -> dict[str, Any]:
    metric = {"key": key, "type": kind, "value": value}
    return metric if tags is None else {**metric, "tags": tags}
