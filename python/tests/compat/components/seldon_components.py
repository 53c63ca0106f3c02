"""Subclasses of SeldonComponent, as written since 0.3."""

import numpy as np
from seldon_core.user_model import SeldonComponent, SeldonNotImplementedError, SeldonResponse


class Bare(SeldonComponent):
    """Overrides predict alone."""

    def predict(self, X, names, meta=None):
        return X


class Empty(SeldonComponent):
    """Overrides nothing that is asked for but the router's method."""

    def route(self, X, names, meta=None):
        return 0


class Model(SeldonComponent):
    """Has everything a model may have."""

    def __init__(self, scale=1.0):
        super().__init__()
        self.scale = scale
        self.ready = False

    def load(self):
        self.ready = True

    def predict(self, X, names, meta=None):
        if not self.ready:
            raise RuntimeError("not loaded")
        return np.asarray(X) * self.scale

    def transform_output(self, X, names, meta=None):
        return X[:, :1]

    def send_feedback(self, features, names, reward, truth, routing=None):
        return np.array([reward])

    def class_names(self):
        return ["left", "right"]

    def tags(self):
        return {"ready": self.ready}

    def metrics(self):
        return [{"type": "COUNTER", "key": "myloads", "value": 1}]

    def health_status(self):
        return self.predict([1, 2], ["a", "b"])

    def init_metadata(self):
        return {
            "name": "my-model",
            "versions": ["v1", "v2"],
            "platform": "sklearn",
            "inputs": [
                {"messagetype": "tensor", "schema": {"names": ["a", "b"], "shape": [2]}},
                {"name": "x", "datatype": "FP64", "shape": [-1, 2]},
            ],
            "outputs": [{"messagetype": "jsonData", "schema": {"type": "object"}}],
            "custom": {"team": "blue"},
        }


class LazyModel(SeldonComponent):
    """Loads on first use, as many examples do."""

    def __init__(self):
        self.model = None

    def load(self):
        self.model = np.array([1.0, 2.0])

    def predict(self, X, names):
        if self.model is None:
            self.load()
        return X @ self.model


class Declines(SeldonComponent):
    """Says of each verb that it is not there."""

    def predict(self, X, names, meta=None):
        raise SeldonNotImplementedError("predict declines")

    def transform_input(self, X, names, meta=None):
        raise SeldonNotImplementedError("transform_input declines")

    def route(self, X, names, meta=None):
        raise SeldonNotImplementedError("route declines")

    def aggregate(self, Xs, names):
        raise SeldonNotImplementedError("aggregate declines")

    def send_feedback(self, features, names, reward, truth, routing=None):
        raise SeldonNotImplementedError("send_feedback declines")

    def tags(self):
        raise SeldonNotImplementedError("tags declines")

    def health_status(self):
        raise SeldonNotImplementedError("health_status declines")


class Router(SeldonComponent):
    def route(self, X, names, meta=None):
        branch = (meta or {}).get("tags", {}).get("branch", 1)
        return SeldonResponse(int(branch), tags={"routed": int(branch)})

    def send_feedback(self, features, names, reward, truth, routing=None):
        return None


class Combiner(SeldonComponent):
    """Chooses by what the children answered."""

    def aggregate(self, Xs, names):
        if all(isinstance(X, np.ndarray) for X in Xs):
            return np.array(Xs).max(axis=0)
        return {"kinds": [type(X).__name__ for X in Xs]}

    def tags(self):
        return {"combined": True}


class Transformers(SeldonComponent):
    def transform_input(self, X, names, meta=None):
        return np.hstack([X, X])

    def transform_output(self, X, names, meta=None):
        return {"rows": len(X)}
