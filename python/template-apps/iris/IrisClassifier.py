"""Serves the model that train.py trained and saved while the image was built."""

from pathlib import Path

import joblib

MODEL_FILE = Path(__file__).with_name("iris.joblib")


class IrisClassifier:
    """A scikit-learn pipeline: four measurements in, three probabilities out."""

    def load(self):
        """Read the model, once, before the first request."""
        saved = joblib.load(MODEL_FILE)
        self.pipeline = saved["pipeline"]
        self.species = saved["species"]
        self.accuracy = saved["accuracy"]

    def predict(self, X, names, meta=None):
        """Return the probability of each species.

        Args:
            X: Sepal length and width, petal length and width, in cm, shape (n, 4).
            names: Not used; the order of the columns counts.
        """
        return self.pipeline.predict_proba(X)

    def class_names(self):
        """Name the columns of the answer."""
        return self.species

    def tags(self):
        """Say how good the model was on the measurements it had not seen."""
        return {"test_accuracy": self.accuracy}

    def init_metadata(self):
        """Describe the model for /metadata."""
        measurements = ["sepal length", "sepal width", "petal length", "petal width"]
        return {
            "name": "iris",
            "versions": ["1"],
            "platform": "sklearn",
            "inputs": [{"messagetype": "tensor", "schema": {"names": measurements, "shape": [4]}}],
            "outputs": [{"messagetype": "tensor", "schema": {"shape": [3]}}],
        }
