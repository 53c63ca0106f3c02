"""Each template app's SeldonDeployment uses its image, type and parameters, as the app has them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from real_servers import REPOSITORY, TEMPLATE_APPS, local_python

from seldon_conformance.graph.deployment import Predictor, Unit
from seldon_conformance.graph.manifest import read_deployment
from seldon_conformance.graph.messages import Message
from seldon_conformance.graph.starting import started
from seldon_conformance.graph.variables import image_name
from seldon_conformance.graph.walk import graph_of
from seldon_conformance.local_python import LocalPython, read_s2i_environment
from seldon_conformance.vectors import Transport

APPS = sorted(path for path in REPOSITORY.glob("*/template-apps/*") if path.is_dir())
# Those whose source says what their constructors take, and whose servers can be started here.
OF_PYTHON = [path for path in APPS if path.parent == TEMPLATE_APPS]
OF_OTHERS = [path for path in APPS if path not in OF_PYTHON]
IN_BOTH = [path for path in OF_OTHERS if (TEMPLATE_APPS / path.name).is_dir()]
# Their servers need what is in an image alone, or a volume.
NEED_IMAGES = {"iris", "output-transformer", "mounted-model"}
# The CRD has no word for it.
_TYPES = {"OUTLIER_DETECTOR": "TRANSFORMER"}


def _id(path: Path) -> str:
    return f"{path.parents[1].name}-{path.name}"


each_app = pytest.mark.parametrize("app", APPS, ids=_id)
each_of_python = pytest.mark.parametrize("app", OF_PYTHON, ids=_id)


def _predictor(app: Path) -> Predictor:
    (predictor,) = read_deployment(app / "seldondeployment.yaml").predictors
    return predictor


def _with_apps(app: Path) -> Iterator[tuple[Unit, Path]]:
    """Yield the units of an app's manifest, each with the template app that its image is of."""
    predictor = _predictor(app)
    for unit in predictor.graph.all():
        yield unit, _app_of(image_name(predictor.containers[unit.name].image), app.parent)


def _app_of(image: str, apps: Path) -> Path:
    """Find the app of an image; a node that a language has no app for is one of Python's."""
    return apps / image if (apps / image).is_dir() else TEMPLATE_APPS / image


def _built_with(app: Path) -> dict[str, str]:
    """Give the variables of an app's build; Java needs no name of a component."""
    lines = (app / ".s2i" / "environment").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


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
def test_manifest_uses_the_image_that_the_readme_builds(app: Path) -> None:
    """Who follows the page and applies the manifest must get that very image."""
    readme = (app / "README.md").read_text()
    # seldon-core-s2i-java21 is the builder of Java with another JDK.
    built = re.findall(r"s2i build (\S+) seldon-core-s2i-([a-z]+)[0-9]* (\S+)", readme)
    deployment = read_deployment(app / "seldondeployment.yaml")
    (predictor,) = deployment.predictors

    images = [predictor.containers[unit.name].image for unit in predictor.graph.all()]

    assert built == [(str(app.relative_to(REPOSITORY)), app.parents[1].name, app.name)]
    assert deployment.name == predictor.graph.name == images[0] == app.name
    assert {_app_of(image, app.parent) for image in images} <= set(APPS)


@each_app
def test_units_have_the_type_that_their_app_is_built_with(app: Path) -> None:
    """With another one the orchestrator would call a verb that the component lacks."""
    types = [
        (unit.type, _built_with(folder).get("SERVICE_TYPE", "MODEL"))
        for unit, folder in _with_apps(app)
    ]

    assert [got for got, _ in types] == [_TYPES.get(built, built) for _, built in types]


@each_of_python
def test_parameters_are_arguments_of_the_component(app: Path) -> None:
    """Another one would end the server at start; that values fit their types, the reader checks."""
    unknown = [
        (unit.name, parameter.name)
        for unit, folder in _with_apps(app)
        for parameter in unit.parameters
        if parameter.name not in _constructor_arguments(folder)
    ]

    assert unknown == []


@each_of_python
def test_component_shows_all_its_parameters(app: Path) -> None:
    """The manifest is where people look for what can be set."""
    shown = {parameter.name for parameter in _predictor(app).graph.parameters}

    assert shown == _constructor_arguments(app)


@pytest.mark.parametrize("app", IN_BOTH, ids=_id)
def test_manifest_has_the_graph_that_it_has_in_python(app: Path) -> None:
    """A component is defined once for all languages, its parameters too."""
    assert _predictor(app) == _predictor(TEMPLATE_APPS / app.name)


@each_app
def test_routes_are_told_where_there_are_any(app: Path) -> None:
    """Without them in the answers, feedback cannot reach the router and its branches."""
    predictor = _predictor(app)
    types = {unit.type for unit in predictor.graph.all()}

    assert predictor.has_routing == ("ROUTER" in types)


def test_bandit_has_as_many_branches_as_children() -> None:
    """A branch without a child would end the request."""
    bandit = _predictor(TEMPLATE_APPS / "bandit").graph

    assert [parameter.value for parameter in bandit.parameters] == [str(len(bandit.children))]


@each_app
def test_readme_tells_of_the_manifest(app: Path) -> None:
    """A file that no page names is not found."""
    assert "`seldondeployment.yaml`" in (app / "README.md").read_text()


@pytest.fixture(scope="module")
def source() -> Iterator[LocalPython]:
    """Starts the units' servers."""
    with local_python() as source:
        yield source


@pytest.mark.parametrize(
    "app", [path for path in OF_PYTHON if path.name not in NEED_IMAGES], ids=_id
)
def test_graph_of_the_manifest_answers(app: Path, source: LocalPython) -> None:
    """Over REST as over gRPC, with the manifest's own parameters."""
    deployment = read_deployment(app / "seldondeployment.yaml")
    (predictor,) = deployment.predictors
    answers = []

    with started(deployment, predictor, source) as subjects:
        for transport in Transport:
            request = Message.of({"data": {"ndarray": [[5.0, 2.0]]}}, transport)
            with graph_of(predictor, subjects, transport) as graph:
                answers.append(graph.predict(request, "p1").normal())

    assert answers[0]["data"]["ndarray"]
    assert answers[0]["data"] == answers[1]["data"]
    assert app.name in {
        **answers[0]["meta"]["requestPath"],
        **answers[0]["meta"].get("routing", {}),
    }
