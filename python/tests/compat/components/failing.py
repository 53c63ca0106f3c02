"""Exceptions of every kind, and a Flask blueprint that answers them."""

import flask
from seldon_core.flask_utils import SeldonMicroserviceException
from seldon_core.user_model import SeldonComponent


class OutOfStock(SeldonMicroserviceException):
    """A subclass with a status of its own."""

    status_code = 409

    def __init__(self, item):
        super().__init__(f"no {item} left", reason="OUT_OF_STOCK")


class OwnStatus(Exception):
    """Not upstream's class, but with a status."""

    status_code = 403


class WithoutText(Exception):
    pass


def fail(what):
    """Raise what is asked for."""
    if what == "value":
        raise ValueError("bad value")
    if what == "key":
        raise KeyError("k")
    if what == "type":
        raise TypeError("inside")
    if what == "empty":
        raise WithoutText
    if what == "micro":
        raise SeldonMicroserviceException("as upstream")
    if what == "micro403":
        raise SeldonMicroserviceException("forbidden", status_code=403, reason="NOT_ALLOWED")
    if what == "micro503":
        raise SeldonMicroserviceException("busy", status_code=503, payload={"retry": 1})
    if what == "subclass":
        raise OutOfStock("socks")
    if what == "own":
        raise OwnStatus("own status")
    if what == "unicode":
        raise RuntimeError("größer als 5 °C: ✗")
    return what


class Failing:
    """Fails on all verbs."""

    def predict(self, X, names):
        return fail(X)

    def transform_input(self, X, names):
        return fail(X)

    def transform_output(self, X, names):
        return fail(X)

    def route(self, X, names):
        return fail(X)

    def aggregate(self, Xs, names):
        return fail(Xs[0])

    def send_feedback(self, X, names, reward, truth, routing=None):
        return fail("micro403" if reward == 403 else "value")


class FailsInTags(SeldonComponent):
    def predict(self, X, names, meta=None):
        return X

    def tags(self):
        raise ValueError("no tags")


class FailsInHealth(SeldonComponent):
    def predict(self, X, names, meta=None):
        return X

    def health_status(self):
        raise SeldonMicroserviceException("sick", status_code=503, reason="SICK")


class ApplicationError(Exception):
    def __init__(self, message, status_code):
        super().__init__(message)
        self.status = status_code


class WithBlueprint:
    """The error handler of upstream's documentation: a blueprint."""

    model_error_handler = flask.Blueprint("error_handlers", __name__)

    @model_error_handler.app_errorhandler(ApplicationError)
    def handle(error):  # noqa: N805 - a function to Flask
        response = flask.jsonify({"status": {"app_code": 1402, "info": str(error)}})
        response.status_code = error.status
        return response

    def predict(self, X, names):
        if X == "blueprint":
            raise ApplicationError("mine", 402)
        return fail(X)
