"""Turns class probabilities into the number of the winning class."""

import numpy as np
from seldon_core.flask_utils import SeldonMicroserviceException


class WinningClass:
    """Stands behind a model and answers to the caller."""

    def transform_output(self, X, names, meta=None):
        """Return one integer a row; the first of equals wins, NaN never."""
        if not (isinstance(X, np.ndarray) and X.dtype.kind in "iuf"):
            raise SeldonMicroserviceException("X: not numeric (expected: numbers)")
        if X.ndim > 2:
            raise SeldonMicroserviceException(f"X: {X.ndim} dimensions (expected: 1 or 2)")
        if X.shape[-1] == 0:
            raise SeldonMicroserviceException("X: 0 columns (expected: 1 or more)")
        winners = np.array([winner(row) for row in np.atleast_2d(X)], dtype=int)
        return winners if X.ndim == 1 else winners.reshape(-1, 1)

    def feature_names(self):
        """Name the one column."""
        return ["class"]


def winner(row):
    """Return the index of the largest value that is not NaN, -1 if there is none."""
    best = -1
    for index, value in enumerate(row):
        if not np.isnan(value) and (best < 0 or value > row[best]):
            best = index
    return best
