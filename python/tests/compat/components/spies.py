"""Components that answer what they were given: types, shapes and values of all arguments."""

import numpy as np
from seldon_core.user_model import SeldonResponse


def seen(value):
    """Describe an argument as plain JSON."""
    if isinstance(value, np.ndarray):
        return {"dtype": value.dtype.kind, "shape": list(value.shape), "values": value.tolist()}
    if isinstance(value, bytes):
        return {"type": "bytes", "hex": value.hex()}
    if type(value).__name__ == "Any":
        return {"type": "Any", "url": value.type_url, "hex": value.value.hex()}
    return {"type": type(value).__name__, "value": value}


class Spy:
    """With meta, on all verbs."""

    def predict(self, X, names, meta=None):
        return {"X": seen(X), "names": list(names), "meta": meta}

    def transform_input(self, X, names, meta=None):
        return {"in": seen(X), "names": list(names), "meta": meta}

    def transform_output(self, X, names, meta=None):
        return {"out": seen(X), "names": list(names), "meta": meta}

    def route(self, X, names, meta=None):
        saw = {"X": seen(X), "names": list(names), "meta": meta}
        return SeldonResponse(1, tags={"saw": saw})

    def aggregate(self, Xs, names):
        return {"Xs": [seen(X) for X in Xs], "names": [list(some) for some in names]}

    def send_feedback(self, features, names, reward, truth, routing=None):
        return {
            "features": seen(features),
            "names": list(names),
            "reward": seen(reward),
            "truth": seen(truth),
            "routing": seen(routing),
        }


class SpyByKeyword:
    """Names its arguments otherwise, and takes whatever else there is."""

    def predict(self, data, columns, **kwargs):
        return {"X": seen(data), "names": list(columns), "more": kwargs}

    def route(self, data, columns, **kwargs):
        return len(kwargs)

    def send_feedback(self, features, names, reward, truth, **kwargs):
        return {"truth": seen(truth), "more": kwargs}


class SpyWithMetaOnly:
    """Requires meta, by position."""

    def predict(self, X, names, meta):
        return {"names": list(names), "meta": meta}

    def transform_input(self, X, names, meta):
        return {"meta": meta}


class Writer:
    """Changes its input in place."""

    def predict(self, X, names):
        X *= 3
        return X

    def transform_input(self, X, names):
        X[0] = 0
        return X
