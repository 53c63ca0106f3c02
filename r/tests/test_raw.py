"""Methods that get the whole message and answer the whole message (DIS-7)."""

import grpc
import pytest

from seldon_wrapper import protos
from seldon_wrapper.hosts.r.errors import RError
from serving import served

ECHO = """
    predict_raw.c <- function(object, message, ...) {
      message$meta$tags <- list(puid = message$meta$puid, first = message$data$ndarray[[1]][[1]])
      message
    }
    predict.c <- function(object, newdata) stop("the raw method wins")
"""
MESSAGE = {
    "data": {"names": ["a"], "ndarray": [[1.5, None]]},
    "meta": {"puid": "p", "tags": {"old": True}},
}
ANSWER = {**MESSAGE, "meta": {"puid": "p", "tags": {"puid": "p", "first": 1.5}}}


def test_a_raw_method_gets_the_message_and_answers_one(component):
    """Nothing is lost and nothing is added on the way."""
    made = component(ECHO)

    assert made.predict_raw(MESSAGE) == ANSWER
    assert made.route_raw is None


def test_a_message_of_protobuf_arrives_as_its_json(component):
    """One method does for both transports."""
    made = component(ECHO)

    assert made.predict_raw(protos.json_to_proto(MESSAGE, "SeldonMessage")) == ANSWER


def test_a_component_may_have_raw_methods_alone(component):
    """Its type follows from them, too."""
    made = component("""
        aggregate_raw.c <- function(object, message) message$seldonMessages[[2]]
        send_feedback_raw.c <- function(object, message) list()
    """)

    assert made.verbs_of_file == ["aggregate_raw", "send_feedback_raw"]
    assert made.aggregate_raw({"seldonMessages": [{}, {"strData": "b"}]}) == {"strData": "b"}
    assert made.send_feedback_raw({"reward": 1}) == {}


@pytest.mark.parametrize(
    ("answer", "name"),
    [("7", "numeric"), ("NULL", "NULL"), ("list(1)", "list"), ("cars", "data.frame")],
)
def test_an_answer_that_is_no_message_is_told_by_its_class(component, answer, name):
    """The text is for who wrote R."""
    made = component(f"predict_raw.c <- function(object, message) {answer}")

    with pytest.raises(RError) as excinfo:
        made.predict_raw({})

    expected = f"predict_raw returned {name} (expected: a message, a list with names)"
    assert str(excinfo.value) == expected


def test_a_raw_answer_leaves_as_it_is(tmp_path):
    """Over REST with the status that it asks for, over gRPC as a message of protobuf."""
    code = """
        predict_raw.c <- function(object, message, ...) {
          if (identical(message$strData, "no")) return(list(status = list(code = 418, info = "no")))
          message
        }
    """
    with served(tmp_path, code) as server:
        server.drain()

        assert server.predict("same") == (200, {"strData": "same"})
        assert server.predict("no") == (418, {"status": {"code": 418, "info": "no"}})
        assert server.predict_grpc("same") == (grpc.StatusCode.OK.name, "same")
