"""Graphs of real servers are walked as the executor does, over either protocol and over both."""

from collections.abc import Iterator, Mapping

import pytest
from real_servers import GRAPHS, local_python

from seldon_conformance.graph.deployment import Predictor
from seldon_conformance.graph.manifest import read_deployment
from seldon_conformance.graph.messages import FEEDBACK, Message
from seldon_conformance.graph.node import NodeError
from seldon_conformance.graph.routes import RouteError
from seldon_conformance.graph.starting import started
from seldon_conformance.graph.walk import feedback_message, graph_of
from seldon_conformance.grpc_client import ErrorInfo, GrpcAnswer
from seldon_conformance.local_python import LocalPython
from seldon_conformance.rest_client import RestAnswer
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport

REST, GRPC = Transport.REST, Transport.GRPC
TRANSPORTS = pytest.mark.parametrize(
    ("transport", "others"),
    [
        pytest.param(REST, {}, id="rest"),
        pytest.param(GRPC, {}, id="grpc"),
        pytest.param(REST, {"scaler": GRPC, "same": GRPC, "leaf": GRPC}, id="rest-and-some-grpc"),
        pytest.param(GRPC, {"split": REST, "mean": REST, "told": REST}, id="grpc-and-some-rest"),
    ],
)
Servers = tuple[Predictor, dict[str, Subject]]
Others = Mapping[str, Transport]
# Scaled it is [[2, 0]]; then [[2, 0]] and [[12, 0]] have the mean [[7, 0]].
REQUEST = {
    "meta": {"puid": "p1", "tags": {"asked": "here"}},
    "data": {"names": ["a", "b"], "ndarray": [[5.0, 2.0]]},
}


@pytest.fixture(scope="module")
def source() -> Iterator[LocalPython]:
    """Starts the units' servers."""
    with local_python() as source:
        yield source


def _servers(name: str, source: LocalPython) -> Iterator[Servers]:
    deployment = read_deployment(GRAPHS / f"{name}.yaml")
    (predictor,) = deployment.predictors
    with started(deployment, predictor, source) as subjects:
        yield predictor, subjects


@pytest.fixture(scope="module")
def pipeline(source: LocalPython) -> Iterator[Servers]:
    """Every kind of unit."""
    yield from _servers("pipeline", source)


@pytest.fixture(scope="module")
def words(source: LocalPython) -> Iterator[Servers]:
    """A router and a model that do what the request says."""
    yield from _servers("words", source)


@pytest.fixture
def learning(source: LocalPython) -> Iterator[Servers]:
    """A bandit that has learned nothing yet."""
    yield from _servers("learning", source)


def _feedback(routing: Mapping[str, int], transport: Transport) -> Message:
    value = {"response": {"meta": {"routing": dict(routing)}}, "reward": 1}
    return Message.of(value, transport, FEEDBACK)


@TRANSPORTS
def test_every_kind_of_unit_has_its_turn(
    pipeline: Servers, transport: Transport, others: Others
) -> None:
    """Values, names, tags, metrics, the path and the routes: all of them come out as they must."""
    with graph_of(*pipeline, transport, others) as graph:
        answers = [graph.predict(Message.of(REQUEST, transport), "p1") for _ in range(2)]

    by_route = {answer.normal()["meta"]["routing"]["split"]: answer.normal() for answer in answers}
    assert by_route == {
        0: {
            "meta": {
                "puid": "p1",
                "tags": {
                    "asked": "here",
                    "component": "reporting",
                    "shared": "call",
                    "count": 3,
                    "rate": 0.5,
                    "label": "a",
                    "enabled": False,
                    "rows": 1,
                },
                "routing": {"winner": -1, "scaler": -1, "split": 0, "reporter": -1},
                "requestPath": {
                    "scaler": "transformer:0.1",
                    "reporter": "registry.local:5000/team/reporting:0.1",
                    "winner": "output-transformer",
                },
                "metrics": [
                    {"key": "reporting_calls", "type": "COUNTER", "value": 1.0},
                    {
                        "key": "reporting_ms",
                        "type": "TIMER",
                        "value": 20.5,
                        "tags": {"stage": "all"},
                    },
                    {"key": "reporting_rows", "type": "GAUGE", "value": 1.0},
                ],
            },
            "data": {"names": ["class"], "ndarray": [[0]]},
        },
        1: {
            "meta": {
                "puid": "p1",
                "tags": {"asked": "here"},
                "routing": {
                    "winner": -1,
                    "scaler": -1,
                    "split": 1,
                    "mean": -1,
                    "same": -1,
                    "shifted": -1,
                },
                "requestPath": {
                    "scaler": "transformer:0.1",
                    "same": "model",
                    "shifted": "transformer",
                    "mean": "combiner",
                    "winner": "output-transformer",
                },
            },
            "data": {"names": ["class"], "ndarray": [[0]]},
        },
    }


@TRANSPORTS
def test_combiner_gets_the_answers_of_all_its_children(
    pipeline: Servers, transport: Transport, others: Others
) -> None:
    """Whichever of them answers first, and whatever each of them speaks."""
    predictor, subjects = pipeline
    mean = next(unit for unit in predictor.graph.all() if unit.name == "mean")
    below = Predictor("main", mean, predictor.containers, {}, has_routing=False)
    request = {"data": {"tensor": {"shape": [1, 2], "values": [2.0, 0.5]}}}

    with graph_of(below, subjects, transport, others) as graph:
        answer = graph.predict(Message.of(request, transport), "p2").normal()

    assert answer["data"]["tensor"] == {"shape": [1, 2], "values": [7.0, 0.5]}
    assert "routing" not in answer["meta"]


@pytest.mark.parametrize("transport", Transport)
def test_bandit_changes_its_route_after_feedback(learning: Servers, transport: Transport) -> None:
    """Each branch is tried, the one that earns is taken then, and the other looked at again."""
    request = Message.of({"data": {"ndarray": [[1.0]]}}, transport)
    routes = []

    with graph_of(*learning, transport) as graph:
        for _ in range(7):
            answer = graph.predict(request, "p3")
            route = answer.normal()["meta"]["routing"]["learner"]
            routes.append(route)
            last = graph.send_feedback(feedback_message(request, answer, float(route)), "p3")

    assert routes == [0, 1, 1, 1, 1, 1, 0]
    assert last.normal()["meta"]["tags"] == {"feedback": [2, 5], "reward": [0, 5]}


@pytest.mark.parametrize("transport", Transport)
def test_feedback_goes_to_the_children_first(learning: Servers, transport: Transport) -> None:
    """Along the route, to all without one; the parent hears what no child refuses, and -2 alone."""
    refused = []

    with graph_of(*learning, transport) as graph:
        for routing in [{"learner": 2}, {}, {"learner": -2}]:
            with pytest.raises(NodeError) as excinfo:
                graph.send_feedback(_feedback(routing, transport), "p4")
            refused.append(excinfo.value.unit)
        answer = graph.send_feedback(_feedback({"learner": 1}, transport), "p5")

    assert refused == ["picky", "picky", "learner"]
    assert answer.normal()["meta"]["tags"] == {"feedback": [0, 1], "reward": [0, 1]}


@TRANSPORTS
@pytest.mark.parametrize("values", [[[3.0]], [["none"]]], ids=["branch 0", "-2"])
def test_route_of_a_router_is_taken(
    words: Servers, transport: Transport, others: Others, values: list[object]
) -> None:
    """The first child answers what it is asked; with -2 the request itself comes back."""
    request = Message.of({"data": {"ndarray": values}}, transport)

    with graph_of(*words, transport, others) as graph:
        answer = graph.predict(request, "p7").normal()

    assert answer["data"]["ndarray"] == values
    assert ("leaf" in answer.get("meta", {}).get("requestPath", {})) == (values == [[3.0]])


@TRANSPORTS
def test_error_of_a_child_is_the_answer(
    words: Servers, transport: Transport, others: Others
) -> None:
    """Route -1 asks all; that the first one answered does not count."""
    request = Message.of({"data": {"ndarray": [["all"]]}}, transport)

    with graph_of(*words, transport, others) as graph, pytest.raises(NodeError) as excinfo:
        graph.predict(request, "p8")

    if transport is REST:
        body = (
            b'{"status":{"code":400,"info":"X: not numeric (expected: numbers)",'
            b'"reason":"MICROSERVICE_BAD_DATA","status":"FAILURE"}}'
        )
        assert isinstance(excinfo.value.answer, RestAnswer)
        assert (excinfo.value.answer.status, excinfo.value.answer.body) == (400, body)
        assert excinfo.value.handed_on() == excinfo.value.answer
        assert str(excinfo.value) == (
            f'unit "shifted": transform-input: 400 {body.decode()} (expected: 200)'
        )
    else:
        assert excinfo.value.answer == GrpcAnswer(
            "INVALID_ARGUMENT",
            "X: not numeric (expected: numbers)",
            ErrorInfo("MICROSERVICE_BAD_DATA", "seldon.io"),
            None,
        )
        assert str(excinfo.value) == (
            'unit "shifted": transform-input: '
            "INVALID_ARGUMENT X: not numeric (expected: numbers) (expected: OK)"
        )


def test_executor_loses_the_body_of_a_failed_route(words: Servers) -> None:
    """Over REST only; who debugs a router must know that the status is all that comes out."""
    request = {"data": {"ndarray": [["exception"]]}}

    handed_on = []
    for transport in Transport:
        with graph_of(*words, transport) as graph, pytest.raises(NodeError) as excinfo:
            graph.predict(Message.of(request, transport), "p10")
        handed_on.append(excinfo.value.handed_on())

    body = b'{"status": {"code": 500, "info": "told: status 500", "status": "FAILURE"}}'
    reason = ErrorInfo("MICROSERVICE_INTERNAL_ERROR", "seldon.io")
    assert handed_on == [RestAnswer(500, {}, body), GrpcAnswer("INTERNAL", "boom", reason, None)]


@pytest.mark.parametrize("transport", Transport)
def test_branch_that_there_is_not_is_an_error(words: Servers, transport: Transport) -> None:
    """The executor would end here; a test should say why."""
    with graph_of(*words, transport) as graph, pytest.raises(RouteError) as excinfo:
        graph.send_feedback(_feedback({"told": 2}, transport), "p9")

    assert str(excinfo.value) == 'unit "told": route: 2 (expected: -2 to 1, its branches)'
