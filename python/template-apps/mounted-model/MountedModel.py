"""A linear model whose weights are mounted at run time and absent when the image is built."""

import numpy as np
from seldon_core import Storage


class MountedModel:
    """The parameter model_uri names the mount, as Seldon's storage initialiser fills it."""

    def __init__(self, model_uri="/mnt/models"):
        self.model_uri = model_uri

    def load(self):
        """Read weights.npz: weights of shape (d, k) and bias of shape (k,)."""
        with np.load(f"{Storage.download(self.model_uri)}/weights.npz") as saved:
            self.weights = saved["weights"]
            self.bias = saved["bias"]

    def predict(self, X, features_names):
        """Return X times the weights plus the bias, shape (n, k), for X of shape (n, d)."""
        return X @ self.weights + self.bias
