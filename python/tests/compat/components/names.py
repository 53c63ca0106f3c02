"""Ways to have class_names and feature_names."""

import numpy as np


class _Model:
    def predict(self, X, names):
        return X

    def transform_input(self, X, names):
        return X

    def transform_output(self, X, names):
        return X


class NamesByMethod(_Model):
    def class_names(self):
        return ["a", "b"]


class NamesByAttribute(_Model):
    class_names = ["a", "b"]


class NamesByInstance(_Model):
    def __init__(self):
        self.class_names = ["a", "b"]


class NamesByProperty(_Model):
    @property
    def class_names(self):
        return ["a", "b"]


class NamesByStaticMethod(_Model):
    @staticmethod
    def class_names():
        return ["a", "b"]


class NamesByTuple(_Model):
    class_names = ("a", "b")


class NamesByArray(_Model):
    """Names as scikit-learn's ``classes_``."""

    def __init__(self):
        self.class_names = np.array(["a", "b"])


class NamesTooFew(_Model):
    def class_names(self):
        return ["only"]


class NamesNumeric(_Model):
    def class_names(self):
        return [0, 1]


class FeatureNames(_Model):
    def feature_names(self):
        return ["x", "y"]


class NoNames(_Model):
    pass
