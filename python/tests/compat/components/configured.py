"""Components that are configured from outside: parameters, metadata, health."""

from seldon_core.user_model import SeldonComponent


class Parameters:
    """Answers its parameters and their types."""

    def __init__(self, n=0, ratio=0.0, double=0.0, text="", flag=False, other=None):
        self.given = [n, ratio, double, text, flag, other]

    def predict(self, X, names):
        return {"values": self.given, "types": [type(value).__name__ for value in self.given]}


class AnyParameters(SeldonComponent):
    def __init__(self, **parameters):
        super().__init__(**parameters)
        self.parameters = parameters

    def predict(self, X, names, meta=None):
        return self.parameters


class Metadata:
    def predict(self, X, names):
        return X

    def init_metadata(self):
        return {"name": "from the class", "versions": ["1"], "custom": {"a": "b"}}


class WrongMetadata:
    def predict(self, X, names):
        return X

    def init_metadata(self):
        return {"versions": "not a list"}


class PlainHealth:
    def predict(self, X, names):
        return X

    def health_status(self):
        return {"disk": "full", "percent": 99}
