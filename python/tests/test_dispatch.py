"""What the rules say that no standard component can show."""

import threading
from types import SimpleNamespace

import numpy as np
import pytest
from doubles import ask, dispatcher_of, rest_of, text

from seldon_core.flask_utils import SeldonNotImplementedError
from seldon_core.user_model import SeldonComponent, SeldonResponse
from seldon_wrapper.errors import ComponentError, NotImplementedVerbError
from seldon_wrapper.message import Feedback, Kind, Message
from seldon_wrapper.rest.decode import message_of
from seldon_wrapper.verbs import Verb


class Spy:
    """Keeps what its methods get."""

    def __init__(self):
        self.calls = []

    def predict(self, X, names, meta):
        self.calls.append((X, names, meta))
        return X

    def send_feedback(self, X, names, reward, truth, routing):
        self.calls.append((X, names, reward, truth, routing))


def data(kind, value, names=()):
    return Message(kind, np.array(value), list(names), {"puid": "p", "routing": {"unit": 2}})


def test_names_and_meta_reach_the_component():
    """NAM-1, MET-5: a list of str and a dict, over both transports the same."""
    spy = Spy()

    dispatcher_of(spy).call(Verb.PREDICT, data(Kind.NDARRAY, [[1, 2]], ["a", "b"]))

    _, names, meta = spy.calls[0]
    assert names == ["a", "b"]
    assert meta == {"puid": "p", "routing": {"unit": 2}}


def test_feedback_hands_over_every_part():
    """FBK-2, FBK-4: upstream loses a truth that is no data, and the routing of its own unit."""
    spy = Spy()
    request = data(Kind.TENSOR, [1.0], ["a"])
    response = Message(None, None, meta={"routing": {"unit": 1, "other": 7}})
    feedback = Feedback(request, response, 0.5, text("good"))

    dispatcher_of(spy, unit_id="unit").call(Verb.SEND_FEEDBACK, feedback)

    value, names, reward, truth, routing = spy.calls[0]
    assert (value.tolist(), names, reward, truth, routing) == ([1.0], ["a"], 0.5, "good", 1)


def test_absent_parts_of_feedback_are_empty_arrays():
    """FBK-2: a component that computes on them needs no case of its own."""
    spy = Spy()

    dispatcher_of(spy).call(Verb.SEND_FEEDBACK, Feedback(None, None, 0.0, None))

    value, names, _, truth, routing = spy.calls[0]
    assert (value.shape, names, truth.shape, routing) == ((0,), [], (0,), None)


def test_a_component_may_write_into_what_it_gets():
    """PAY-17: a read-only array would break every model that normalises in place."""
    body = {"data": {"tensor": {"shape": [2], "values": [1, 2]}}}
    request = message_of(body)

    class InPlace:
        def predict(self, X, names):
            X *= 10
            return X

    answer = dispatcher_of(InPlace()).call(Verb.PREDICT, request)

    assert answer.value.tolist() == [10, 20]


def test_the_component_is_called_once_even_after_a_type_error():
    """DIS-1: upstream calls again, and a router counts twice."""
    calls = []

    class Model:
        def predict(self, X, names, meta=None):
            calls.append(1)
            raise TypeError("unsupported operand")

    with pytest.raises(ComponentError) as excinfo:
        dispatcher_of(Model()).call(Verb.PREDICT, text("x"))

    assert excinfo.value.info == "unsupported operand"
    assert len(calls) == 1


def test_inherited_stubs_count_as_absent():
    """DIS-2: a SeldonComponent that only predicts has no route."""

    class Model(SeldonComponent):
        def predict(self, X, names, meta=None):
            return X

    with pytest.raises(NotImplementedVerbError) as excinfo:
        dispatcher_of(Model()).call(Verb.ROUTE, text("x"))

    assert excinfo.value.info == "route is not implemented by this component"


def test_a_method_may_say_that_it_is_absent():
    """DIS-3: upstream's way to leave a transform to its default."""

    class Model:
        def transform_input(self, X, names):
            raise SeldonNotImplementedError("not here")

        def tags(self):
            raise SeldonNotImplementedError("none")

    answer = dispatcher_of(Model()).call(Verb.TRANSFORM_INPUT, text("x", {"puid": "p"}))

    assert (answer.kind, answer.value, answer.meta) == (Kind.STRING, "x", {"puid": "p"})


def test_score_of_a_2018_outlier_detector_becomes_a_tag():
    """DIS-8: the request passes, the score travels beside it."""

    class Detector:
        def score(self, X, feature_names):
            return np.array([0.5, 2.0])

    answer = dispatcher_of(Detector()).call(
        Verb.TRANSFORM_INPUT, data(Kind.NDARRAY, [[1], [2]], ["a"])
    )

    assert answer.value.tolist() == [[1], [2]]
    assert answer.names == ["a"]
    assert answer.meta["tags"] == {"outlierScore": [0.5, 2.0]}


@pytest.mark.parametrize(
    ("returned", "kind", "value"),
    [
        (np.float32(2.5), Kind.JSON, 2.5),
        (np.array(3), Kind.JSON, 3),
        (np.array([1, 2]), Kind.TENSOR, [1, 2]),
        (np.array([1, "a"], dtype=object), Kind.NDARRAY, [1, "a"]),
        (bytearray(b"\0"), Kind.BINARY, b"\0"),
        ({"a": np.array([1])}, Kind.JSON, {"a": [1]}),
        ([(1, 2)], Kind.JSON, [[1, 2]]),
    ],
)
def test_an_answer_to_json_data_keeps_what_it_is(returned, kind, value):
    """PAY-14, PAY-16: numpy's types are Python's on the wire."""

    class Model:
        def predict(self, X, names):
            return returned

    answer = dispatcher_of(Model()).call(Verb.PREDICT, Message(Kind.JSON, {"q": 1}))

    got = answer.value.tolist() if isinstance(answer.value, np.ndarray) else answer.value
    assert (answer.kind, got) == (kind, value)


class Frame:
    """What a data frame is to numpy."""

    def __array__(self, dtype=None, copy=None):
        return np.array([[1.5, 2.0]])


def test_a_data_frame_counts_as_an_array():
    """PAY-16: pandas and torch need no conversion by the user."""

    class Model:
        def predict(self, X, names):
            return Frame()

    answer = dispatcher_of(Model()).call(Verb.PREDICT, data(Kind.NDARRAY, [[1]]))

    assert (answer.kind, answer.value.tolist()) == (Kind.NDARRAY, [[1.5, 2.0]])


@pytest.mark.parametrize(
    ("returned", "info"),
    [
        (7, "predict returned int (expected: an array, list, mapping, string or bytes)"),
        ((1, 2), "predict returned tuple (expected: an array, list, mapping, string or bytes)"),
        ([[1, 2], [3]], "predict returned ragged rows: [1]: 1 values (expected: 2)"),
        ({1.5: "a"}, "jsonData answer: key 1.5 (expected: a string)"),
        ({True: "a"}, "jsonData answer: key True (expected: a string)"),
        ({"a": {1}}, "jsonData answer: set (expected: JSON values)"),
    ],
)
def test_an_answer_that_is_none_says_what_was_returned(returned, info):
    """PAY-15, PAY-9: the component is at fault, not the client."""

    class Model:
        def predict(self, X, names):
            return returned

    with pytest.raises(ComponentError) as excinfo:
        dispatcher_of(Model()).call(Verb.PREDICT, data(Kind.NDARRAY, [[1]]))

    assert excinfo.value.info == info


def test_a_response_brings_tags_and_metrics_of_its_call():
    """DIS-9, MET-2: the call's own win over the component's and the request's."""

    class Model:
        def predict(self, X, names):
            metric = {"type": "GAUGE", "key": "size", "value": 1}
            return SeldonResponse(X, tags={"a": "call"}, metrics=[metric])

        def tags(self):
            return {"a": "component", "b": "component"}

    request = text("x", {"tags": {"a": "request", "c": "request"}})

    meta = dispatcher_of(Model()).call(Verb.PREDICT, request).meta

    assert meta["tags"] == {"a": "call", "b": "component", "c": "request"}
    assert meta["metrics"] == [{"key": "size", "type": "GAUGE", "value": 1.0}]


def test_health_and_metadata_do_not_wait_for_a_call():
    """DIS-10: a probe that waits for a slow prediction kills the pod."""
    entered, leave = threading.Event(), threading.Event()

    class Slow:
        def predict(self, X, names):
            entered.set()
            leave.wait(10)
            return X

    dispatcher = dispatcher_of(Slow())
    call = threading.Thread(target=dispatcher.call, args=(Verb.PREDICT, text("x")))
    call.start()
    entered.wait(10)

    health, metadata = dispatcher.health(), dispatcher.metadata()

    leave.set()
    call.join()
    assert health.value == "healthy"
    assert metadata["platform"] == ""


def test_raw_over_rest_gets_json_and_sets_the_status():
    """DIS-7: the message is the component's from end to end."""

    class Model:
        def predict_raw(self, message):
            return {"got": message, "status": {"code": 418}}

    answer = ask(rest_of(Model()), "/predict", b'{"strData": "x"}')

    assert answer == (418, b'{"got":{"strData":"x"},"status":{"code":418}}')


def test_passthrough_hands_over_the_bytes():
    """Upstream's PAYLOAD_PASSTHROUGH: a body that is not even a SeldonMessage."""

    class Model:
        def predict_raw(self, body):
            return body + b" "

    answer = ask(rest_of(Model(), payload_passthrough=True), "/predict", b"[1]")

    assert answer == (200, b"[1] ")


def test_what_a_component_does_to_meta_stays_with_it():
    """MET-1: a cleared meta must not lose the puid of the answer."""

    class Model:
        def predict(self, X, names, meta):
            meta.clear()
            names.append("more")
            return X

    request = data(Kind.NDARRAY, [[1]], ["a"])

    answer = dispatcher_of(Model()).call(Verb.PREDICT, request)

    assert answer.meta == {"puid": "p"}
    assert request.names == ["a"]


def test_keys_of_numpys_strings_are_strings():
    """PAY-9: ``dict(zip(classes, probabilities))`` is how many models answer."""

    class Model:
        def predict(self, X, names):
            return dict(zip(np.array(["a", "b"]), np.array([0.25, 0.75]), strict=True))

    answer = dispatcher_of(Model()).call(Verb.PREDICT, text("x"))

    assert answer.value == {"a": 0.25, "b": 0.75}
    assert {type(key) for key in answer.value} == {str}


def test_one_long_string_among_many_stays_small():
    """Numpy would make every value as wide as the longest: gigabytes of a megabyte."""
    body = {"data": {"ndarray": ["x" * 1_000_000] + ["y"] * 1000}}

    value = message_of(body).value

    assert (value.dtype, value.size) == (np.dtype(object), 1001)


def test_a_scalar_tftensor_is_answered():
    """PAY-16: TensorFlow has tensors without dimensions, and so has the answer to one."""

    class Model:
        def predict(self, X, names):
            return X

    answer = dispatcher_of(Model()).call(Verb.PREDICT, Message(Kind.TFTENSOR, np.array(2.5)))

    assert (answer.kind, answer.value.item(), answer.names) == (Kind.TFTENSOR, 2.5, [])


def test_names_that_come_with_the_data_count_where_the_component_has_none():
    """A host's language may keep them together, as R does class probabilities."""
    answer = SeldonResponse(np.array([[0.25, 0.75]]))
    answer.names = ["no", "yes"]
    component = SimpleNamespace(predict=lambda _X, _names: answer)
    named = SimpleNamespace(predict=component.predict, class_names=["a", "b"])
    request = data(Kind.TENSOR, [[1.0]])

    assert dispatcher_of(component).call(Verb.PREDICT, request).names == ["no", "yes"]
    assert dispatcher_of(named).call(Verb.PREDICT, request).names == ["a", "b"]
