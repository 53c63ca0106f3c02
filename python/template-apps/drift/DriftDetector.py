"""A drift detector: watches whether the mean of each column moves away from what the model was trained on."""

import threading

import numpy as np
from seldon_core.flask_utils import SeldonMicroserviceException
from seldon_core.user_model import SeldonResponse


class DriftDetector:
    """Lets the request pass unchanged; the statistic over all rows since start is in the tags."""

    def __init__(self, mean="0", std="1", threshold=3.0):
        self.mean = numbers(mean)
        self.std = numbers(std)
        self.threshold = threshold
        self.count = 0
        self.total = None
        self.lock = threading.Lock()

    def transform_input(self, X, names, meta=None):
        """Return X, with how far each column's mean is from the reference, in standard errors."""
        if not (isinstance(X, np.ndarray) and X.dtype.kind in "iuf"):
            raise SeldonMicroserviceException("X: not numeric (expected: numbers)")
        if X.ndim > 2:
            raise SeldonMicroserviceException(f"X: {X.ndim} dimensions (expected: 1 or 2)")
        rows = np.atleast_2d(X)
        self.check_columns(rows.shape[1])
        with self.lock:
            total = np.zeros(rows.shape[1]) if self.total is None else self.total
            for row in rows:
                total = total + row
            self.total = total
            self.count += len(rows)
            statistic = self.statistic()
            count = self.count
        tags = {
            "drift_statistic": statistic.tolist(),
            "drift": bool((statistic > self.threshold).any()),
            "rows": count,
        }
        return SeldonResponse(X, tags=tags)

    def statistic(self):
        """Return z for each column; 0 as long as there are no rows."""
        if not self.count:
            return np.zeros(self.total.size)
        return np.abs(self.total / self.count - self.mean) * np.sqrt(self.count) / self.std

    def check_columns(self, columns):
        """Refuse a width that does not fit the parameters or what came before."""
        for parameter, values in (("mean", self.mean), ("std", self.std)):
            if values.size not in (1, columns):
                raise SeldonMicroserviceException(
                    f"X: {columns} columns (expected: {values.size}, as in the parameter {parameter})"
                )
        if self.total is not None and self.total.size != columns:
            raise SeldonMicroserviceException(
                f"X: {columns} columns (expected: {self.total.size}, as before)"
            )


def numbers(text):
    """Read "5.8,3.0" as an array."""
    return np.array([float(part) for part in text.split(",") if part.strip()])
