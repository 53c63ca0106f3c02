"""An averaging ensemble: the mean of its children's answers, value by value."""

import numpy as np
from seldon_core.flask_utils import SeldonMicroserviceException


class Average:
    """Needs numbers of one shape."""

    def aggregate(self, Xs, names):
        """Return the mean of the arrays Xs."""
        for index, X in enumerate(Xs):
            if not (isinstance(X, np.ndarray) and X.dtype.kind in "iuf"):
                raise SeldonMicroserviceException(
                    f"input {index}: not numeric (expected: numbers)"
                )
            if X.shape != Xs[0].shape:
                raise SeldonMicroserviceException(
                    f"input {index}: shape {list(X.shape)} "
                    f"(expected: {list(Xs[0].shape)}, as input 0)"
                )
        total = np.zeros(Xs[0].shape)
        for X in Xs:
            total += X
        return total / len(Xs)
