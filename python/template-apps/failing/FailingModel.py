"""Every way to fail, and a few ways not to: what a caller gets is in common-proto/docs/components.md."""

import math
import sys

import numpy as np
from google.protobuf import any_pb2, wrappers_pb2
from seldon_core.flask_utils import SeldonMicroserviceException
from seldon_core.user_model import SeldonResponse


class UserError(Exception):
    """An exception of a component's own, with a status and a reason."""

    def __init__(self, message, status_code, reason):
        super().__init__(message)
        self.status_code = status_code
        self.reason = reason


class FailingModel:
    """Does what the payload says, if it is one of the words below."""

    def predict(self, X, names, meta=None):
        """Fail as told, or return X."""
        word = first_value(X)
        if isinstance(word, str) and word in FAILURES:
            raise FAILURES[word]
        if word == "exit":
            sys.exit(3)
        if word == "nothing":
            return None
        if word == "log":
            print("failing was here")
        return ANSWERS[word]() if isinstance(word, str) and word in ANSWERS else X

    def route(self, X, names, meta=None):
        """Return a branch, or what is none."""
        word = first_value(X)
        if isinstance(word, str) and word in FAILURES:
            raise FAILURES[word]
        return BRANCHES.get(word, 0) if isinstance(word, str) else 0

    def init_metadata(self):
        """Give what is no metadata."""
        return {"versions": "not a list"}

    def health_status(self):
        """Say that it is not well."""
        raise RuntimeError("unwell")


def first_value(X):
    """Return a string payload, or the first value of an array."""
    if isinstance(X, np.ndarray):
        return X.flat[0] if X.size else None
    return X


def an_any():
    """Return a message of protobuf's as customData."""
    packed = any_pb2.Any()
    packed.Pack(wrappers_pb2.StringValue(value="any"))
    return packed


FAILURES = {
    "exception": RuntimeError("boom"),
    "long": RuntimeError("x" * 2000),
    "unicode": RuntimeError("é" * 600),
    "forbidden": SeldonMicroserviceException("no entry", status_code=403, reason="NOT_ALLOWED"),
    "busy": UserError("try later", 429, "TOO_BUSY"),
    "unavailable": UserError("no database", 503, "DEPENDENCY_DOWN"),
    "teapot": UserError("short and stout", 418, "TEAPOT"),
}
BRANCHES = {
    "all": -1,
    "none": -2,
    "below": -3,
    "boolean": True,
    "fraction": 1.5,
    "whole": 1.0,
    "word": "a",
}
ANSWERS = {
    "unsupported": object,
    "infinity": lambda: np.array([[math.inf]]),
    "json-infinity": lambda: {"a": math.inf},
    "json-nan": lambda: {"a": math.nan},
    "ragged": lambda: [[1, 2], [3]],
    "bad-metric": lambda: SeldonResponse(
        np.array([[1]]), metrics=[{"type": "COUNTER", "key": "k", "value": "x"}]
    ),
    "numbers": lambda: np.array([1, 2, 3]),
    "strings": lambda: np.array(["a", "b"]),
    "mapping": lambda: {"a": [1, None, "x"]},
    "text": lambda: "text",
    "bytes": lambda: b"\x00\x01\xff",
    "names": lambda: np.array([[1, 2, 3]]),
    "number": lambda: 7,
    "boolean": lambda: True,
    "list": lambda: [1, 2],
    "any": an_any,
}
