"""The REST face around components of the tests' own; what all servers answer is in the vectors."""

import json

import flask
import numpy as np
import pytest
from doubles import Ready, ask, rest_of

BODY = b'{"strData": "x"}'


class Echo:
    """Answers what it is asked."""

    def predict(self, X, names):
        return X


@pytest.mark.parametrize("name", ["listening", "loading", "draining"])
def test_verbs_are_refused_until_ready(name):
    """ERR-9: an orchestrator tells a pod that starts from a pod that fails."""
    status, body = ask(rest_of(Echo(), Ready(name, takes_calls=False)), "/predict", BODY)

    assert status == 503
    assert json.loads(body)["status"] == {
        "code": 503,
        "info": f"not ready: {name}",
        "reason": "MICROSERVICE_NOT_READY",
        "status": "FAILURE",
    }


def test_probes_answer_while_loading():
    """HLT-1, HLT-2: liveness at once, readiness when there is something to ask."""
    face = rest_of(Echo(), Ready("loading", takes_calls=False))

    assert ask(face, "/live", method="GET") == (200, b"live")
    assert ask(face, "/health/ping", method="GET") == (200, b"pong")
    assert ask(face, "/ready", method="GET") == (503, b"loading")


class PaymentError(Exception):
    """An exception that the component answers itself."""

    def __init__(self, code):
        super().__init__("pay first")
        self.code = code


class WithHandler:
    """Upstream's way to errors of its own: a Flask blueprint."""

    model_error_handler = flask.Blueprint("errors", __name__)

    @model_error_handler.app_errorhandler(PaymentError)
    def handle(error):
        return flask.jsonify({"app_code": error.code}), 402

    def predict(self, X, names):
        if X == "pay":
            raise PaymentError(1402)
        if X == "fail":
            raise ValueError("not a payment")
        return X


def test_a_blueprint_answers_the_components_own_exceptions():
    """ERR-10: body and status are the component's."""
    status, body = ask(rest_of(WithHandler()), "/predict", b'{"strData": "pay"}')

    assert (status, json.loads(body)) == (402, {"app_code": 1402})


def test_beside_a_blueprint_everything_else_is_as_always():
    """ERR-10: other exceptions, bad requests and good answers do not change."""
    face = rest_of(WithHandler())

    failed = ask(face, "/predict", b'{"strData": "fail"}')
    refused = ask(face, "/predict", b"{}")
    answered = ask(face, "/predict", BODY)

    assert (failed[0], json.loads(failed[1])["status"]["info"]) == (500, "not a payment")
    assert refused[0] == 400
    assert json.loads(answered[1]) == {"strData": "x", "meta": {}}


def test_an_exception_leaves_its_traceback_in_the_log_alone(caplog):
    """ERR-4: the operator sees where, and the caller does not."""

    class Broken:
        def predict(self, X, names):
            return 1 / 0

    body = b'{"strData": "x", "meta": {"puid": "p-1"}}'

    status, answer = ask(rest_of(Broken()), "/predict", body)

    assert status == 500
    assert json.loads(answer)["status"]["info"] == "division by zero"
    assert b"Traceback" not in answer
    assert "predict failed: division by zero" in caplog.text
    assert "return 1 / 0" in caplog.text


def test_a_preflight_is_answered():
    """BOD-8: a page on another origin may ask."""
    status, _ = ask(
        rest_of(Echo()),
        "/predict",
        method="OPTIONS",
        origin="http://page.example",
        access_control_request_method="POST",
    )

    assert status == 200


def test_an_answer_that_can_not_be_written_is_in_the_log(caplog):
    """PAY-8: the codec finds it when the component is done; the operator must see it, too."""

    class Model:
        def predict(self, X, names):
            return [[float("inf")]]

    body = b'{"data": {"ndarray": [[1]]}, "meta": {"puid": "p-2"}}'

    status, _ = ask(rest_of(Model()), "/predict", body)

    text = "ndarray answer: Infinity (expected: finite numbers, or answer a tensor)"
    assert status == 500
    assert f"predict failed: {text}" in caplog.text


@pytest.mark.parametrize(
    ("body", "info"),
    [
        (
            b'{"data": {"tensor": {"shape": [1e300], "values": [1]}}}',
            "tensor shape[0]: 1e+300 (expected: an integer of 32 bits)",
        ),
        (
            b'{"customData": {"@type": "type.googleapis.com/google.protobuf.Struct"}}',
            "customData: malformed type.googleapis.com/google.protobuf.Struct",
        ),
    ],
)
def test_what_no_library_takes_is_the_clients_error(body, info):
    """ERR-2: an exception of a parser or a writer must not become a 500."""
    status, answer = ask(rest_of(Echo()), "/predict", body)

    assert (status, json.loads(answer)["status"]["info"]) == (400, info)


class AwkwardError(Exception):
    """An exception whose every part raises."""

    reason = "\ud800"
    status_code = np.int64(404)

    def __str__(self):
        raise RuntimeError("no text")


def test_an_exception_that_can_not_say_what_it_is_still_has_its_status():
    """ERR-5, ERR-8: nothing that a component raises leaves the face as anything but an error."""

    class Model:
        def predict(self, X, names):
            raise AwkwardError

    status, body = ask(rest_of(Model()), "/predict", b'{"strData": "x"}')

    assert status == 404
    assert b'"info":"AwkwardError"' in body


def test_an_array_of_hundreds_of_levels_is_the_clients_error():
    """LIM-2: looking for numbers in depth must not end in the recursion limit, and a 500."""
    body = b'{"data": {"ndarray": [[1], ' + b"[" * 900 + b"]" * 900 + b"]}}"

    status, answer = ask(rest_of(Echo()), "/predict", body)

    info = json.loads(answer)["status"]["info"]
    assert (status, info) == (400, "ndarray[1][0]: an array (expected: a value)")
