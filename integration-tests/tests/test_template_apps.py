"""The apps that people copy: each builds, and does what its own README says.

That the standard components answer by the contract is for test_conformance.
"""

import json
from collections.abc import Iterator

import numpy as np
import pytest
from readme import question_of, readme_of, served_as_told
from recipes import TemplateApp, template_app, template_apps
from shelves import Shelves

from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.row import BOTH
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.served import Served, served, started
from seldon_conformance.compare import differences

IRIS = template_app("iris")
IRISES = [IRIS, template_app("iris", "r")]
# What each prints while it is made, and when it is asked.
ARTICLES = {
    template_app("article"): (["Initializing\n"], "Predict called - will run identity function\n"),
    template_app("article", "r"): ([], "MyModel predict called\n"),
    template_app("article", "java"): ([], "Predict called - will run identity function\n"),
}
_FLOWERS = {
    "data": {
        "names": ["sepal length", "sepal width", "petal length", "petal width"],
        "ndarray": [[5.1, 3.5, 1.4, 0.2], [6.7, 3.0, 5.2, 2.3]],
    }
}


@pytest.mark.parametrize("recipe", template_apps(), ids=str)
def test_template_app_is_built(recipe: TemplateApp, build: Build) -> None:
    """Found by its directory, so that none can be forgotten."""
    assert build.code == 0, build.log
    assert build.is_tagged
    assert "Build completed successfully" in build.lines


@pytest.mark.parametrize("recipe", template_apps(), ids=str)
def test_template_app_is_built_in_one_go(recipe: TemplateApp, build: Build) -> None:
    """s2i builds twice, in layers, when it believes that the image lacks tar or sh."""
    assert build.log.count("---> Checking the settings and the source") == 1
    assert "layered" not in build.log


@pytest.mark.parametrize("recipe", template_apps(), ids=str)
def test_readme_is_one_screen(recipe: TemplateApp) -> None:
    """A template is read before it is copied."""
    assert len(readme_of(recipe).splitlines()) <= 60


@pytest.mark.parametrize("recipe", IRISES, ids=str)
@pytest.mark.parametrize("mode", BOTH, ids=str)
def test_iris_tells_flowers_apart(recipe: TemplateApp, mode: Mode, image: str) -> None:
    """A real model, trained while the image was built, in both ways of building."""
    with served(image) as container:
        rest = container.rest(_FLOWERS)
        grpc = container.grpc(_FLOWERS)

    probabilities = np.array(rest["data"]["ndarray"])
    assert rest["data"]["names"] == ["setosa", "versicolor", "virginica"]
    assert probabilities.argmax(axis=1).tolist() == [0, 2]
    assert probabilities.sum(axis=1) == pytest.approx([1, 1])
    assert rest["meta"]["tags"]["test_accuracy"] > 0.9
    assert np.array(grpc["data"]["ndarray"]) == pytest.approx(probabilities)


@pytest.mark.built(IRIS)
def test_script_of_the_source_may_call_ours(build: Build) -> None:
    """Python's iris app trains its model in a .s2i/bin/assemble that calls the builder's first."""
    trained = [line for line in build.lines if line.startswith("---> Trained on 105 flowers")]

    assert len(trained) == 1


@pytest.fixture(scope="module")
def article(recipe: TemplateApp, shelf: Shelves) -> Iterator[Served]:
    """The component of a language's first guide."""
    with served(shelf.image(recipe)) as container:
        yield container


@pytest.mark.parametrize("recipe", ARTICLES, ids=str, scope="module")
def test_component_of_the_article_works_as_it_stands(recipe: TemplateApp, article: Served) -> None:
    """What people wrote after the article must not need a single change."""
    row = {"data": {"names": ["a", "b"], "ndarray": [[1.0, 2.0]]}}

    rest, grpc = article.rest(row)["data"], article.grpc(row)["data"]

    # In Java the component builds its whole answer, of the request's data.
    names = ["a", "b"] if recipe.language == "java" else ["t:0", "t:1"]
    assert rest == grpc == {"names": names, "ndarray": [[1.0, 2.0]]}


@pytest.mark.parametrize("recipe", ARTICLES, ids=str, scope="module")
def test_what_a_component_prints_is_in_the_log_at_once(
    recipe: TemplateApp, article: Served
) -> None:
    """Who looks at the log while nothing happens must see the last print (LIF-7)."""
    at_start, said = ARTICLES[recipe]
    before = article.log().count(said)

    article.rest({"data": {"ndarray": [[1]]}})

    assert all(line in article.log() for line in at_start)
    article.wait_for(lambda: article.log().count(said) == before + 1, "print", timeout_s=2)


@pytest.mark.parametrize("recipe", template_apps(), ids=str)
def test_commands_of_the_readme_give_its_answer(recipe: TemplateApp, image: str) -> None:
    """People type them as they stand; what comes before the build is typed here, too."""
    asked = question_of(recipe)

    with served_as_told(recipe, image) as container:
        found = container.rest(asked.message, asked.verb)

    assert not [str(d) for d in differences(found, asked.answer, tolerance=1e-6)]


@pytest.mark.built(template_app("mounted-model"))
def test_component_that_cannot_load_ends_the_container_with_cause_and_remedy(image: str) -> None:
    """`kubectl logs` shows the end of the log, and a pod that restarts shows that alone."""
    with started(image) as container:
        code = container.exit_code()

        assert code == 1
        assert container.stderr_lines()[-2:] == [
            (
                "ERROR: MountedModel.load raised FileNotFoundError: model URI: nothing at "
                "/mnt/models (expected: a file or folder that is mounted there) "
                "(MountedModel.py, line 15: "
                'with np.load(f"{Storage.download(self.model_uri)}/weights.npz") as saved:)'
            ),
            "REMEDY: Mend the component's load, or what it needs at start (files, parameters).",
        ]


@pytest.mark.built(template_app("reporting"))
def test_parameters_and_ports_are_set_at_run_time(image: str) -> None:
    """One image serves many deployments, which Seldon's operator tells apart by variables."""
    parameters = [
        {"name": "count", "value": "7", "type": "INT"},
        {"name": "label", "value": "blue", "type": "STRING"},
        {"name": "enabled", "value": "true", "type": "BOOL"},
    ]
    variables = {
        "PREDICTIVE_UNIT_PARAMETERS": json.dumps(parameters),
        "PREDICTIVE_UNIT_HTTP_SERVICE_PORT": "9001",
        "PREDICTIVE_UNIT_GRPC_SERVICE_PORT": "9501",
        "PREDICTIVE_UNIT_METRICS_SERVICE_PORT": "6001",
    }
    row = {"data": {"names": ["a", "b"], "ndarray": [[1, 2]]}}
    with served(image, variables, ports=(9001, 9501, 6001)) as container:
        rest = container.rest(row)["meta"]["tags"]
        grpc = container.grpc(row)["meta"]["tags"]
        metrics = container.get("/prometheus", port=6001).body.decode()

    expected = {"count": 7, "rate": 0.5, "label": "blue", "enabled": True}
    assert {name: rest[name] for name in expected} == expected
    assert {name: grpc[name] for name in expected} == expected
    assert "reporting_calls_total" in metrics
