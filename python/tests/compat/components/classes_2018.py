"""Plain classes with the signatures of 2018: no base class, no meta, routing third."""

import numpy as np


class Identity:
    def predict(self, X, features_names):
        return X


class Classifier:
    """A model like those in the first examples: an attribute for the classes, 2-D in, 2-D out."""

    class_names = ["low", "high"]

    def __init__(self):
        self.threshold = 2.0

    def predict(self, X, feature_names):
        high = 1 / (1 + np.exp(-(np.asarray(X, dtype=float).sum(axis=1) - self.threshold)))
        return np.column_stack([1 - high, high])

    def send_feedback(self, features, feature_names, reward, truth, routing=None):
        return []


class Regressor:
    """Answers one dimension, as scikit-learn's regressors do."""

    def predict(self, X, feature_names):
        return X.sum(axis=1)


class Transformer:
    feature_names = ["x", "y"]

    def transform_input(self, X, names):
        return X * 2

    def transform_output(self, X, names):
        return X + 0.5


class Bandit:
    """A router that learns; its send_feedback has routing third, as the first examples had it."""

    def __init__(self, n_branches=2, verbose=False):
        self.rewards = [0.0] * int(n_branches)

    def route(self, features, feature_names):
        return int(np.argmax(self.rewards))

    def send_feedback(self, features, feature_names, routing, reward, truth):
        self.rewards[routing] += reward
        return [routing, *self.rewards]


class FeedbackWithoutRouting:
    """A model whose send_feedback knows no routing."""

    def predict(self, X, names):
        return X

    def send_feedback(self, features, feature_names, reward, truth):
        return [reward, float(np.sum(truth))]


class Outlier:
    """An outlier detector of 2018: only a score."""

    def score(self, X, feature_names):
        return float(np.max(X))


class OutlierThatTransforms:
    """An outlier detector as the later examples had it: a transformer that tags."""

    def __init__(self):
        self.found = []

    def transform_input(self, X, feature_names):
        self.found = (X.max(axis=1) > 3).astype(int)
        return X

    def tags(self):
        return {"outlier-predictions": self.found.tolist()}


class Mean:
    """A combiner."""

    def aggregate(self, Xs, features_names):
        return np.mean(Xs, axis=0)


class Counter:
    """Keeps state from call to call."""

    calls = 0

    def predict(self, X, features_names):
        self.calls += 1
        return [self.calls]

    def metrics(self):
        return [{"type": "GAUGE", "key": "mycalls", "value": self.calls}]
