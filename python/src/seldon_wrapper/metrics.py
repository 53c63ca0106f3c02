"""The component's metrics: checked, labelled and counted (contract.md, MTR)."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterable, Mapping
from numbers import Real
from typing import Any

import numpy as np

from seldon_wrapper.errors import MetricError
from seldon_wrapper.image_name import split_image
from seldon_wrapper.meta import float32
from seldon_wrapper.request_metrics import RequestMetrics
from seldon_wrapper.series import Series, SeriesStore, exposition
from seldon_wrapper.series_names import SeriesNames
from seldon_wrapper.settings import Settings
from seldon_wrapper.worker_metrics import WorkerMetrics

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_TYPES = ("COUNTER", "GAUGE", "TIMER")
_UNSET = "NOT_IMPLEMENTED"
_NAME = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
# Prometheus keeps names that begin with __ for itself, and le for the bounds of histograms.
_LABEL = re.compile(r"(?!__|le$)[a-zA-Z_][a-zA-Z0-9_]*")
_FEEDBACK, _REWARD = "seldon_api_model_feedback", "seldon_api_model_feedback_reward"
_OWN = "seldon_microservice_"


def checked(metrics: Any, where: str) -> list[dict[str, Any]]:
    """Check metrics as a component gave them, and give them as meta has them.

    Args:
        metrics: A list of mappings (MTR-2); None counts as none.
        where: Where they came from, for the error's text: ``metrics()`` or ``metrics``.

    Returns:
        New dicts of key, type, value (float32) and, if any, tags.

    Raises:
        MetricError: With the place, for instance ``metrics()[0].value: str (expected: a number)``.
    """
    if metrics is None:
        return []
    if not isinstance(metrics, (list, tuple)):
        message = f"{where}: {type(metrics).__name__} (expected: a list)"
        raise MetricError(message)
    return [_checked_one(metric, f"{where}[{index}]") for index, metric in enumerate(metrics)]


def _checked_one(metric: Any, where: str) -> dict[str, Any]:
    if type(metric) is not dict and not isinstance(metric, Mapping):
        _refuse(where, metric, "a mapping")
    kind, key, value = metric.get("type"), metric.get("key"), metric.get("value")
    if kind not in _TYPES:
        _refuse(f"{where}.type", kind, "COUNTER, GAUGE or TIMER")
    if not isinstance(key, str) or not _NAME.fullmatch(key.removesuffix("_total")):
        _refuse(f"{where}.key", key, "a name of letters, digits, _ and :")
    if key.startswith(_OWN):
        _refuse(f"{where}.key", key, f"a name that does not begin with {_OWN}")
    # The usual types first: to ask an abstract class takes a microsecond.
    if type(value) not in (int, float) and not _is_number(value):
        _refuse(f"{where}.value", value, "a number")
    rounded = _rounded(value)
    if not math.isfinite(rounded):
        message = f"{where}.value: out of range (expected: a finite float32)"
        raise MetricError(message)
    result: dict[str, Any] = {"key": key, "type": kind, "value": rounded}
    tags = metric.get("tags")
    if tags:
        if not isinstance(tags, Mapping):
            _refuse(f"{where}.tags", tags, "a mapping")
        result["tags"] = {name: _tag(name, text, where) for name, text in tags.items()}
    return result


def _is_number(value: Any) -> bool:
    return isinstance(value, (Real, np.number)) and not isinstance(value, (bool, np.bool_))


def _rounded(value: Any) -> float:
    try:
        return float32(float(value))
    except OverflowError:  # an int beyond double
        return math.inf


def _tag(name: Any, text: Any, where: str) -> str:
    if not isinstance(name, str) or not _LABEL.fullmatch(name):
        _refuse(f"{where}.tags", name, "names of letters, digits and _")
    if not isinstance(text, str) or not _is_text(text):
        _refuse(f'{where}.tags["{name}"]', text, "a string")
    return str(text)


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _refuse(where: str, got: Any, expected: str) -> None:
    shown = f'"{got}"' if isinstance(got, str) and expected != "a number" else type(got).__name__
    message = f"{where}: {shown} (expected: {expected})"
    raise MetricError(message)


class Metrics:
    """All series of one worker, by the settings' labels.

    Attributes:
        requests: What the faces tell of each request.
        worker: Its state, and the calls that wait and run.
    """

    def __init__(self, settings: Settings) -> None:
        name, version = split_image(settings.unit_image or "")
        self._fixed: dict[str, str] = {
            "deployment_name": settings.deployment_id or _UNSET,
            "model_name": settings.unit_id or _UNSET,
            "model_image": name or _UNSET,
            "model_version": version or _UNSET,
            "predictor_name": settings.predictor_id or _UNSET,
            "predictor_version": settings.predictor_version or _UNSET,
            "seldon_deployment_name": settings.deployment_id or _UNSET,
            "image_name": name or _UNSET,
            "image_version": version or _UNSET,
            "worker_id": str(os.getpid()),
        }
        self._count_feedback = settings.executor_enabled
        self._store = SeriesStore()
        self._store.explain(_FEEDBACK, "Feedback with a reward other than 0.")
        self._store.explain(_REWARD, "Sum of the positive rewards.")
        self._names = SeriesNames()
        # By what a call says of it: by all labels put together it would take ten times as long.
        self._series: dict[tuple[str, str, str, tuple[tuple[str, str], ...]], Series] = {}
        self.requests = RequestMetrics(self._fixed)
        self.worker = WorkerMetrics(settings.component, self._fixed)

    def record(self, metrics: Iterable[dict[str, Any]], method: str) -> None:
        """Take a call's metrics in.

        Args:
            metrics: As ``checked`` gives them: COUNTER adds, GAUGE sets, TIMER observes ms.
            method: What the label ``method`` says (MTR-3).

        Raises:
            MetricError: A name belongs to another metric (MTR-9); none of them is taken in.
        """
        metrics = list(metrics)
        self._names.claim(metrics)
        for metric in metrics:
            tags = metric.get("tags")
            place = (metric["type"], metric["key"], method, tuple(tags.items()) if tags else ())
            series = self._series.get(place)
            if series is None:
                series = self._series[place] = self._series_at(*place)
            self._store.update(series, metric["value"])

    def _series_at(
        self, metric_type: str, key: str, method: str, tags: tuple[tuple[str, str], ...]
    ) -> Series:
        # Sorted, for the same tags in another order are the same series.
        labels = {**dict(sorted(tags)), "method": method, **self._fixed}
        return self._store.series(metric_type, key, labels)

    def record_feedback(self, reward: float) -> None:
        """Count a feedback, and its reward if positive (MTR-5)."""
        if not self._count_feedback or reward == 0:
            return
        found = [{"type": "COUNTER", "key": _FEEDBACK, "value": 1.0}]
        if 0 < reward < math.inf:
            found.append({"type": "COUNTER", "key": _REWARD, "value": reward})
        self.record(found, "feedback")

    def exposition(self) -> tuple[bytes, str]:
        """Give all series as Prometheus text, and its content type (MTR-1)."""
        return exposition([self.worker, self.requests, self._store]), CONTENT_TYPE
