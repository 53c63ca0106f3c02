"""Tags and metrics: of the component, of a call, of several kinds, and wrong ones."""

import numpy as np
from seldon_core.metrics import create_counter, create_gauge, create_timer
from seldon_core.user_model import SeldonResponse


class _AllVerbs:
    def answer(self, value):
        return value

    def predict(self, X, names, meta=None):
        return self.answer(X)

    def transform_input(self, X, names, meta=None):
        return self.answer(X)

    def transform_output(self, X, names, meta=None):
        return self.answer(X)

    def route(self, X, names, meta=None):
        return self.answer(2)

    def aggregate(self, Xs, names):
        return self.answer(Xs[0])

    def send_feedback(self, features, names, reward, truth, routing=None):
        return self.answer(None)


class Reporter(_AllVerbs):
    def tags(self):
        return {"mytag": 1, "nested": {"a": [1, "x", None, True]}}

    def metrics(self):
        return [
            {"type": "COUNTER", "key": "mycounter", "value": 1},
            {"type": "GAUGE", "key": "mygauge", "value": 100.5},
            {"type": "TIMER", "key": "mytimer", "value": 20.6},
        ]


class RuntimeReporter(_AllVerbs):
    """What belongs to a call comes with it, and wins."""

    def answer(self, value):
        return SeldonResponse(
            data=value,
            tags={"runtime": 1, "shared": "runtime"},
            metrics=[{"type": "COUNTER", "key": "myruntime", "value": 2, "tags": {"k": "v"}}],
        )

    def tags(self):
        return {"static": 1, "shared": "static"}

    def metrics(self):
        return [create_counter("mystatic", 1), create_gauge("mylevel", 3), create_timer("myt", 4)]


class TagsByProperty(_AllVerbs):
    @property
    def tags(self):
        return {"mytag": 1}


class TagsByAttribute(_AllVerbs):
    tags = {"mytag": 1}


class MetricsByAttribute(_AllVerbs):
    metrics = [{"type": "COUNTER", "key": "mycounter", "value": 1}]


class NumpyTags(_AllVerbs):
    """Values that come out of a computation."""

    def tags(self):
        return {"array": np.array([1, 2]).tolist(), "float": float(np.float64(0.5))}

    def metrics(self):
        return [{"type": "GAUGE", "key": "mygauge", "value": np.float64(0.25)}]


class LabelledMetrics(_AllVerbs):
    def metrics(self):
        return [
            {"type": "COUNTER", "key": "mycounter", "value": 1, "tags": {"b": "2", "a": "1"}},
            {"type": "COUNTER", "key": "mycounter", "value": 1, "tags": {"a": "3"}},
        ]


class MetricWithoutType(_AllVerbs):
    def metrics(self):
        return [{"key": "mycounter", "value": 1}]


class MetricOfText(_AllVerbs):
    def metrics(self):
        return [{"type": "COUNTER", "key": "mycounter", "value": "1"}]


class MetricsNoList(_AllVerbs):
    def metrics(self):
        return {"type": "COUNTER", "key": "mycounter", "value": 1}


class RuntimeMetricOfText(_AllVerbs):
    def answer(self, value):
        return SeldonResponse(data=value, metrics=[{"type": "GAUGE", "key": "g", "value": "x"}])
