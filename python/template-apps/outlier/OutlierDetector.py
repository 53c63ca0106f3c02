"""An outlier detector: scores each row by its largest distance from the mean, in standard deviations."""

import numpy as np
from seldon_core.flask_utils import SeldonMicroserviceException
from seldon_core.user_model import SeldonResponse


class OutlierDetector:
    """Lets the request pass unchanged; what it found is in the tags and in Prometheus."""

    def __init__(self, mean="0", std="1", threshold=3.0):
        self.mean = numbers(mean)
        self.std = numbers(std)
        self.threshold = threshold

    def transform_input(self, X, names, meta=None):
        """Return X with a score and a verdict for each row as tags."""
        if not (isinstance(X, np.ndarray) and X.dtype.kind in "iuf"):
            raise SeldonMicroserviceException("X: not numeric (expected: numbers)")
        if X.ndim > 2:
            raise SeldonMicroserviceException(f"X: {X.ndim} dimensions (expected: 1 or 2)")
        rows = np.atleast_2d(X)
        columns = rows.shape[1]
        for parameter, values in (("mean", self.mean), ("std", self.std)):
            if values.size not in (1, columns):
                raise SeldonMicroserviceException(
                    f"X: {columns} columns (expected: {values.size}, as in the parameter {parameter})"
                )
        distances = np.abs(rows - self.mean) / self.std
        distances[np.isnan(distances)] = 0
        scores = distances.max(axis=1, initial=0.0)
        outliers = scores > self.threshold
        return SeldonResponse(
            X,
            tags={"outlier_score": scores.tolist(), "outlier": outliers.tolist()},
            metrics=[{"type": "COUNTER", "key": "outliers", "value": int(outliers.sum())}],
        )


def numbers(text):
    """Read "5.8,3.0" as an array."""
    return np.array([float(part) for part in text.split(",") if part.strip()])
