"""An identity model that shows every hook that a component may have."""

import numpy as np
from seldon_core.user_model import SeldonResponse


class ReportingModel:
    """Parameters come typed, from PREDICTIVE_UNIT_PARAMETERS."""

    def __init__(self, count=3, rate=0.5, label="none", enabled=False):
        self.parameters = {"count": count, "rate": rate, "label": label, "enabled": enabled}

    def load(self):
        """Run once, before the first call: the place to read model files."""
        self.names = ["first", "second"]

    def predict(self, X, names, meta=None):
        """Return X with tags and metrics of this call alone."""
        rows = len(X) if isinstance(X, np.ndarray) else 0
        metric = {"type": "GAUGE", "key": "reporting_rows", "value": rows}
        return SeldonResponse(X, tags={"rows": rows, "shared": "call"}, metrics=[metric])

    def send_feedback(self, X, names, reward, truth, routing=None):
        """Return what arrived, to be seen in the answer."""
        return SeldonResponse(
            [[reward, -9 if routing is None else routing]],
            tags={"request": as_json(X), "truth": as_json(truth)},
        )

    def class_names(self):
        """Name the columns of the answer."""
        return self.names

    def tags(self):
        """Give tags for the meta of every answer."""
        return {"component": "reporting", "shared": "component", **self.parameters}

    def metrics(self):
        """Give metrics for every answer, and for Prometheus; a TIMER is in milliseconds."""
        return [
            {"type": "COUNTER", "key": "reporting_calls", "value": 1},
            {"type": "TIMER", "key": "reporting_ms", "value": 20.5, "tags": {"stage": "all"}},
        ]

    def init_metadata(self):
        """Describe the model for /metadata."""
        schema = {"names": ["a", "b"], "shape": [2]}
        return {
            "name": "reporting",
            "versions": ["1.0"],
            "platform": "seldon",
            "inputs": [{"messagetype": "tensor", "schema": schema}],
            "outputs": [{"messagetype": "tensor", "schema": {"shape": [2]}}],
            "custom": {"author": "seldon"},
        }

    def health_status(self):
        """Say for /health/status that all is well; raise if it is not."""
        return "reporting"


def as_json(payload):
    """Return a payload as JSON has it; of bytes, how many."""
    return len(payload) if isinstance(payload, bytes) else payload
