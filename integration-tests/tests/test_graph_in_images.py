"""Graphs of images that s2i builds, walked over REST, over gRPC and over both.

The nodes are containers with the operator's variables. What the walk itself does, and the graphs of
the template apps' manifests, are tested in tests/suite, with processes.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import pytest
from places import REPOSITORY
from recipes import template_app

from seldon_conformance.docker_image import DockerImage
from seldon_conformance.graph.deployment import Predictor
from seldon_conformance.graph.manifest import read_deployment
from seldon_conformance.graph.messages import Message
from seldon_conformance.graph.starting import started
from seldon_conformance.graph.walk import feedback_message, graph_of
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport

REST, GRPC = Transport.REST, Transport.GRPC
GRAPHS = REPOSITORY / "integration-tests" / "tests" / "graphs"
FLOWERS = {"data": {"ndarray": [[5.1, 3.5, 1.4, 0.2], [6.7, 3.0, 5.2, 2.3]]}}
ROW = {"data": {"ndarray": [[5.0, 2.0]]}}
Servers = tuple[Predictor, dict[str, Subject]]
# Which apps are not of Python; the nodes of each language call those of the others.
_IN_ALL = {
    **dict.fromkeys(("transformer", "combiner"), "r"),
    **dict.fromkeys(("output-transformer", "reporting", "model"), "java"),
}
_IN_PYTHON: Mapping[str, str] = MappingProxyType({})
pytestmark = pytest.mark.needs("python")


@contextmanager
def _running(
    manifest: Path, image_of: Callable[..., str], languages: Mapping[str, str] = _IN_PYTHON
) -> Iterator[Servers]:
    deployment = read_deployment(manifest)
    (predictor,) = deployment.predictors
    images = DockerImage(lambda app: image_of(app, languages.get(app, "python")), "python")
    with started(deployment, predictor, images) as subjects:
        yield predictor, subjects


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(_IN_PYTHON, id="python"),
        pytest.param(
            _IN_ALL,
            id="in-all-languages",
            marks=[pytest.mark.needs("r"), pytest.mark.needs("java")],
        ),
    ],
)
def pipeline(request: pytest.FixtureRequest, image_of: Callable[..., str]) -> Iterator[Servers]:
    """Every kind of unit, in one language and in all."""
    with _running(GRAPHS / "pipeline.yaml", image_of, request.param) as servers:
        yield servers


@pytest.fixture
def learning(image_of: Callable[..., str]) -> Iterator[Servers]:
    """A bandit that has learned nothing yet."""
    with _running(GRAPHS / "learning.yaml", image_of) as servers:
        yield servers


@pytest.mark.parametrize(
    ("transport", "others"),
    [
        pytest.param(REST, {}, id="rest"),
        pytest.param(GRPC, {}, id="grpc"),
        pytest.param(REST, {"scaler": GRPC, "mean": GRPC}, id="rest-and-some-grpc"),
    ],
)
def test_graph_of_images_answers_by_the_route_taken(
    pipeline: Servers, transport: Transport, others: dict[str, Transport]
) -> None:
    """Transformer, router, models, combiner, output transformer: called as a cluster would."""
    request = Message.of({**ROW, "meta": {"puid": "p1"}}, transport)

    with graph_of(*pipeline, transport, others) as graph:
        answers = [graph.predict(request, "p1").normal() for _ in range(2)]

    by_route = {answer["meta"]["routing"]["split"]: answer for answer in answers}
    data = {"names": ["class"], "ndarray": [[0]]}
    assert {route: answer["data"] for route, answer in by_route.items()} == {0: data, 1: data}
    assert {answer["meta"]["puid"] for answer in answers} == {"p1"}
    assert set(by_route[0]["meta"]["requestPath"]) == {"scaler", "reporter", "winner"}
    assert set(by_route[1]["meta"]["requestPath"]) == {
        "scaler",
        "same",
        "shifted",
        "mean",
        "winner",
    }
    assert by_route[0]["meta"]["tags"]["label"] == "a"


@pytest.mark.parametrize("transport", Transport)
def test_bandit_of_images_changes_its_route_after_feedback(
    learning: Servers, transport: Transport
) -> None:
    """Branch 1 earns 1 each time, so it is taken until the other has been left alone for long."""
    request = Message.of(ROW, transport)
    routes = []

    with graph_of(*learning, transport) as graph:
        for _ in range(7):
            answer = graph.predict(request, "p2")
            routes.append(answer.normal()["meta"]["routing"]["learner"])
            graph.send_feedback(feedback_message(request, answer, float(routes[-1])), "p2")

    assert routes == [0, 1, 1, 1, 1, 1, 0]


@pytest.mark.parametrize("language", ["python", "r"])
def test_trained_model_of_a_manifest_tells_flowers_by_number(
    image_of: Callable[..., str], language: str
) -> None:
    """The one manifest whose graph has to have images: the iris model and what stands behind it."""
    manifest = template_app("output-transformer", language).folder / "seldondeployment.yaml"
    languages = dict.fromkeys(("iris", "output-transformer"), language)
    answers = []

    with _running(manifest, image_of, languages) as servers:
        for transport in Transport:
            with graph_of(*servers, transport) as graph:
                answers.append(graph.predict(Message.of(FLOWERS, transport), "p3").normal())

    data = {"names": ["class"], "ndarray": [[0], [2]]}
    assert [answer["data"] for answer in answers] == [data, data]
