"""The identity model: answers what it was asked."""


class MyModel:
    """Start here: one method is a model."""

    def predict(self, X, names, meta=None):
        """Return X unchanged.

        Args:
            X: A numpy array for ``data``, else what came: str, bytes, dict, list or number.
            names: The names of X's columns, a list; empty if the request has none.
            meta: puid, tags and so on, a dict.
        """
        return X
