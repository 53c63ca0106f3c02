"""What a worker is and does at the moment it is asked (contract.md, MTR-8)."""

from __future__ import annotations

import functools
import platform
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Imported at the first scrape, for the sake of the start.
    from prometheus_client.metrics_core import Metric

_HELP = {
    "ready": "1 if the worker is ready for calls, else 0.",
    "calls_waiting": "Calls that wait for a thread.",
    "calls_running": "Calls inside the component.",
}


class WorkerMetrics:
    """Gauges of one worker, read when somebody scrapes: a request pays nothing for them."""

    def __init__(self, component: str, labels: Mapping[str, str]) -> None:
        """Take the component's name, and the labels that each series has."""
        self._component = component
        self._labels = dict(labels)
        self._sources: dict[str, Callable[[], int]] = {}

    def follow(
        self,
        *,
        ready: Callable[[], bool],
        calls_waiting: Callable[[], int],
        calls_running: Callable[[], int],
    ) -> None:
        """Say where the gauges are read; until then there are none.

        Args:
            ready: Whether the worker is ready.
            calls_waiting: How many calls wait for a thread, over both transports.
            calls_running: How many are inside the component. All are called from the thread of
                the scrape, so they must neither block nor raise.
        """
        self._sources = {
            "ready": ready,
            "calls_waiting": calls_waiting,
            "calls_running": calls_running,
        }

    def collect(self) -> Iterable[Metric]:
        """Give the families, as prometheus_client's registry asks for them."""
        from prometheus_client.metrics_core import Metric  # noqa: PLC0415 - see above

        yield self._info()
        for name, source in self._sources.items():
            metric = Metric(f"seldon_microservice_{name}", _HELP[name], "gauge")
            metric.add_sample(metric.name, self._labels, int(source()))
            yield metric

    def _info(self) -> Metric:
        from prometheus_client.metrics_core import Metric  # noqa: PLC0415 - see above

        # A gauge of 1, since the text format has no type for what does not change.
        metric = Metric("seldon_microservice_info", "The server that answers.", "gauge")
        about = {"component": self._component, "version": _version(), "python": _PYTHON}
        metric.add_sample(metric.name, {**about, **self._labels}, 1)
        return metric


_PYTHON = platform.python_version()


@functools.cache
def _version() -> str:
    """Give this package's version; looked up on disk, so once and not at the start."""
    from importlib import metadata  # noqa: PLC0415 - 40 ms of the start

    return metadata.version("seldon-wrapper")
