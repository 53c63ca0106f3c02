"""The subject with everything around an answer: metrics and tags with each of them."""


class Reporting:
    """Answers its input, an array of any shape, with three metrics and two tags."""

    def predict(self, X, features_names=None, meta=None):
        return X

    def metrics(self):
        return [
            {"type": "COUNTER", "key": "asked", "value": 1},
            {"type": "GAUGE", "key": "level", "value": 0.5},
            {"type": "TIMER", "key": "took", "value": 20.5},
        ]

    def tags(self):
        return {"version": "1.0", "stable": True}
