"""A feature normaliser: subtracts a mean and divides by a standard deviation, column by column."""

import numpy as np
from seldon_core.flask_utils import SeldonMicroserviceException


class Normaliser:
    """The statistics come as parameters, for instance mean="5.8,3.0"; empty leaves a step out."""

    def __init__(self, mean="", std=""):
        self.mean = numbers(mean)
        self.std = numbers(std)

    def transform_input(self, X, names, meta=None):
        """Return (X - mean) / std; the names of the columns stay."""
        if not (isinstance(X, np.ndarray) and X.dtype.kind in "iuf"):
            raise SeldonMicroserviceException("X: not numeric (expected: numbers)")
        if X.ndim > 2:
            raise SeldonMicroserviceException(f"X: {X.ndim} dimensions (expected: 1 or 2)")
        columns = X.shape[-1]
        for parameter, values in (("mean", self.mean), ("std", self.std)):
            if values.size and values.size != columns:
                raise SeldonMicroserviceException(
                    f"X: {columns} columns (expected: {values.size}, as in the parameter {parameter})"
                )
        result = X.astype(float)
        if self.mean.size:
            result = result - self.mean
        if self.std.size:
            result = result / self.std
        return result


def numbers(text):
    """Read "5.8,3.0" as an array; an empty text is an empty array."""
    return np.array([float(part) for part in text.split(",") if part.strip()])
