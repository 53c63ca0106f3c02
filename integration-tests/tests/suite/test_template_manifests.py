"""Each template app's SeldonDeployment uses its image, type and parameters, as the app has them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from real_servers import TEMPLATE_APPS, local_python

from seldon_conformance.graph.deployment import Predictor, Unit
from seldon_conformance.graph.manifest import read_deployment
from seldon_conformance.graph.messages import Message
from seldon_conformance.graph.starting import started
from seldon_conformance.graph.variables import image_name
from seldon_conformance.graph.walk import graph_of
from seldon_conformance.local_python import LocalPython, read_s2i_environment
from seldon_conformance.vectors import Transport

APPS = sorted(path.name for path in TEMPLATE_APPS.iterdir() if path.is_dir())
each_app = pytest.mark.parametrize("app", APPS)
# Their servers need what is in an image alone, or a volume.
NEED_IMAGES = {"iris", "output-transformer", "mounted-model"}
# The CRD has no word for it.
_TYPES = {"OUTLIER_DETECTOR": "TRANSFORMER"}


def _predictor(app: str) -> Predictor:
    (predictor,) = read_deployment(TEMPLATE_APPS / app / "seldondeployment.yaml").predictors
    return predictor


def _with_apps(predictor: Predictor) -> Iterator[tuple[Unit, str]]:
    """Yield the units, each with the template app that its image is of."""
    for unit in predictor.graph.all():
        yield unit, image_name(predictor.containers[unit.name].image)


def _constructor_arguments(app: Path) -> set[str]:
    """Give the names that the component's constructor takes."""
    module, name = read_s2i_environment(app)["MODEL_NAME"].rpartition(".")[::2]
    source = app / f"{(module or name).replace('.', '/')}.py"
    classes = [node for node in ast.walk(ast.parse(source.read_text())) if _is_class(node, name)]
    return {
        argument.arg
        for node in classes
        for function in ast.walk(node)
        if isinstance(function, ast.FunctionDef) and function.name == "__init__"
        for argument in function.args.args[1:]
    }


def _is_class(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.ClassDef) and node.name == name


@each_app
def test_manifest_uses_the_image_that_the_readme_builds(app: str) -> None:
    """Who follows the page and applies the manifest must get that very image."""
    path = TEMPLATE_APPS / app
    readme = (path / "README.md").read_text()
    (built,) = re.findall(r"s2i build \S+ seldon-core-s2i-python (\S+)", readme)
    deployment = read_deployment(path / "seldondeployment.yaml")
    (predictor,) = deployment.predictors

    images = [predictor.containers[unit.name].image for unit in predictor.graph.all()]

    assert built == deployment.name == predictor.graph.name == images[0] == app
    assert set(images) <= set(APPS)


@each_app
def test_units_have_the_type_that_their_app_is_built_with(app: str) -> None:
    """With another one the orchestrator would call a verb that the component lacks."""
    types = [
        (unit.type, read_s2i_environment(TEMPLATE_APPS / name)["SERVICE_TYPE"])
        for unit, name in _with_apps(_predictor(app))
    ]

    assert [got for got, _ in types] == [_TYPES.get(built, built) for _, built in types]


@each_app
def test_parameters_are_arguments_of_the_component(app: str) -> None:
    """Another one would end the server at start; that values fit their types, the reader checks."""
    unknown = [
        (unit.name, parameter.name)
        for unit, name in _with_apps(_predictor(app))
        for parameter in unit.parameters
        if parameter.name not in _constructor_arguments(TEMPLATE_APPS / name)
    ]

    assert unknown == []


@each_app
def test_component_shows_all_its_parameters(app: str) -> None:
    """The manifest is where people look for what can be set."""
    shown = {parameter.name for parameter in _predictor(app).graph.parameters}

    assert shown == _constructor_arguments(TEMPLATE_APPS / app)


@each_app
def test_routes_are_told_where_there_are_any(app: str) -> None:
    """Without them in the answers, feedback cannot reach the router and its branches."""
    predictor = _predictor(app)
    types = {unit.type for unit in predictor.graph.all()}

    assert predictor.has_routing == ("ROUTER" in types)


def test_bandit_has_as_many_branches_as_children() -> None:
    """A branch without a child would end the request."""
    bandit = _predictor("bandit").graph

    assert [parameter.value for parameter in bandit.parameters] == [str(len(bandit.children))]


@each_app
def test_readme_tells_of_the_manifest(app: str) -> None:
    """A file that no page names is not found."""
    assert "`seldondeployment.yaml`" in (TEMPLATE_APPS / app / "README.md").read_text()


@pytest.fixture(scope="module")
def source() -> Iterator[LocalPython]:
    """Starts the units' servers."""
    with local_python() as source:
        yield source


@pytest.mark.parametrize("app", sorted(set(APPS) - NEED_IMAGES))
def test_graph_of_the_manifest_answers(app: str, source: LocalPython) -> None:
    """Over REST as over gRPC, with the manifest's own parameters."""
    deployment = read_deployment(TEMPLATE_APPS / app / "seldondeployment.yaml")
    (predictor,) = deployment.predictors
    answers = []

    with started(deployment, predictor, source) as subjects:
        for transport in Transport:
            request = Message.of({"data": {"ndarray": [[5.0, 2.0]]}}, transport)
            with graph_of(predictor, subjects, transport) as graph:
                answers.append(graph.predict(request, "p1").normal())

    assert answers[0]["data"]["ndarray"]
    assert answers[0]["data"] == answers[1]["data"]
    assert app in {**answers[0]["meta"]["requestPath"], **answers[0]["meta"].get("routing", {})}
