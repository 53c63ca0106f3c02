"""Whose a Prometheus series is: one type and key each (contract.md, MTR-9).

A text with two types for one family, or a gauge called like the sum of a timer, is none that every
Prometheus reads. So whoever uses a name first has it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from typing import Any

from seldon_wrapper.errors import MetricError

_Owner = tuple[str, str]


class SeriesNames:
    """The names that one worker's metrics have taken; safe to use from any thread."""

    def __init__(self) -> None:
        self._owners: dict[str, _Owner] = {}
        self._known: set[_Owner] = set()
        self._lock = threading.Lock()

    def claim(self, metrics: Iterable[Mapping[str, Any]]) -> None:
        """Take the names of some metrics, all or none.

        Args:
            metrics: With ``type`` (COUNTER, GAUGE or TIMER) and ``key``.

        Raises:
            MetricError: A name belongs to another metric.
        """
        wanted = {(metric["type"], _family(metric)) for metric in metrics}
        if wanted <= self._known:
            return
        with self._lock:
            owners = dict(self._owners)
            for owner in sorted(wanted - self._known):
                for name in _names_of(*owner):
                    if owners.setdefault(name, owner) != owner:
                        raise _taken(owner, owners[name], name)
            self._owners = owners
            self._known |= wanted


def _family(metric: Mapping[str, Any]) -> str:
    """Give the name of a metric's family; COUNTER k and k_total are one."""
    key: str = metric["key"]
    return key.removesuffix("_total") if metric["type"] == "COUNTER" else key


def _names_of(kind: str, family: str) -> list[str]:
    if kind == "COUNTER":
        return [f"{family}_total"]
    if kind == "GAUGE":
        return [family]
    return [family, f"{family}_bucket", f"{family}_sum", f"{family}_count"]


def _taken(owner: _Owner, other: _Owner, name: str) -> MetricError:
    kind, key = owner
    other_kind, other_key = other
    return MetricError(
        f'metric "{key}": {kind} (expected: another key, since {other_kind} "{other_key}" '
        f"has the series {name})"
    )
