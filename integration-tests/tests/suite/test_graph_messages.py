"""Messages pass from node to node as they came, and routes are read as the executor reads them."""

import json
from typing import Any

import pytest

from seldon_conformance.graph.deployment import Unit
from seldon_conformance.graph.messages import Message, together
from seldon_conformance.graph.routes import RouteError, answered_route
from seldon_conformance.vectors import Transport

REST, GRPC = Transport.REST, Transport.GRPC
TWO = Unit("r", "ROUTER", children=(Unit("a", "MODEL"), Unit("b", "MODEL")))


def test_json_goes_on_as_it_is_and_out_as_html_can_hold_it() -> None:
    """The executor passes a node's own bytes to the next, and Go's escape of them to its caller."""
    body = '{ "strData": "<a> & \u2028é" }'.encode()
    message = Message(REST, body)

    out = message.handed_on().body

    assert message.over(REST).body == body
    assert out == b'{ "strData": "\\u003ca\\u003e \\u0026 \\u2028\xc3\xa9" }'
    assert json.loads(out) == json.loads(body)


def test_protobuf_goes_out_as_it_is() -> None:
    """It has nothing to escape."""
    message = Message.of({"strData": "<"}, GRPC)

    assert message.handed_on() == message


@pytest.mark.parametrize(
    "value",
    [
        {"meta": {"puid": "p", "tags": {"a": [1.5, None]}}, "strData": "é<"},
        {"data": {"names": ["a"], "tensor": {"shape": [2], "values": [1.0, "NaN"]}}},
        {"jsonData": {"a": [1.0, {"b": None}]}},
        {"binData": "AAH/"},
        {
            "data": {
                "tftensor": {"dtype": "DT_FLOAT", "tensorShape": {}, "tensorContent": "AACAPw=="}
            }
        },
    ],
    ids=["strData", "tensor", "jsonData", "binData", "tftensor"],
)
def test_message_survives_the_other_transport(value: Any) -> None:
    """In a graph where one node speaks REST and the next one gRPC."""
    there = Message.of(value, REST)

    back = there.over(GRPC).over(REST)

    # NaN equals itself in the text alone.
    assert json.dumps(back.normal()) == json.dumps(there.normal())


@pytest.mark.parametrize("transport", Transport)
def test_routes_take_the_place_of_those_that_were_there(transport: Transport) -> None:
    """And leave the rest of the meta as it is."""
    message = Message.of({"meta": {"puid": "p", "routing": {"old": 1}}, "strData": "s"}, transport)

    normal = message.with_routing({"a": -1, "b": 1}).normal()

    assert normal == {"meta": {"puid": "p", "routing": {"a": -1, "b": 1}}, "strData": "s"}


def test_combiner_is_sent_an_array_or_a_list() -> None:
    """Over REST the executor puts the bodies between brackets, as they are."""
    messages = [Message(REST, b'{ "strData":"a"}'), Message.of({"strData": "b"}, GRPC)]

    over_rest, over_grpc = together(messages, REST), together(messages, GRPC)

    assert over_rest.body == b'[{ "strData":"a"},{"strData": "b"}]'
    assert over_grpc.json() == {"seldonMessages": [{"strData": "a"}, {"strData": "b"}]}


@pytest.mark.parametrize(
    ("answer", "route"),
    [
        ({"data": {"ndarray": [[1]]}}, 1),
        ({"data": {"ndarray": [0]}}, 0),
        ({"data": {"ndarray": [[1, 0], [0, 1]]}}, 1),
        ({"data": {"tensor": {"shape": [1, 1], "values": [-2.0]}}}, -2),
        ({"data": {"tftensor": {"dtype": "DT_INT32", "intVal": [1]}}}, 1),
        ({"strData": "1"}, -1),
        ([1], 1),
    ],
)
def test_route_is_the_first_number_of_the_first_row(answer: Any, route: int) -> None:
    """A bare array is read, too; no data means all children."""
    assert answered_route(TWO, Message.of(answer, REST)) == route


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"ndarray": [[2]]}, 'unit "r": route: 2 (expected: -2 to 1, its branches)'),
        ({"ndarray": [[-3]]}, 'unit "r": route: -3 (expected: -2 to 1, its branches)'),
        ({"ndarray": []}, 'unit "r": route: no value (expected: a branch)'),
        ({"ndarray": [["1"]]}, 'unit "r": route: "1" (expected: a number)'),
        ({"ndarray": [[True]]}, 'unit "r": route: true (expected: a number)'),
    ],
)
def test_route_that_leads_nowhere_is_an_error(data: Any, message: str) -> None:
    """The executor ends on some of these; who debugs a router wants to read which."""
    with pytest.raises(RouteError) as excinfo:
        answered_route(TWO, Message.of({"data": data}, REST))

    assert str(excinfo.value) == message
