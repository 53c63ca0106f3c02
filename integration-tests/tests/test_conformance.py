"""``seldon-conformance run`` against the images that s2i builds, as a user runs it.

Reports are left in ``build/conformance``, one directory each.
"""

from pathlib import Path

import pytest
from places import S2I_BINARY
from readme import question_of, served_as_told
from recipes import TemplateApp, other_apps, standard_apps, template_app
from reports import must_conform

from seldon_conformance.builder.language import languages
from seldon_conformance.builder.s2i import SETTINGS_PLACE
from seldon_conformance.components import standard_components
from seldon_conformance.options import Options
from seldon_conformance.results import Outcome
from seldon_conformance.session import run

# What takes longest and is the same of every component: requests made up from the document, and
# servers that are started for one check, to be stopped or to lose a worker.
_LONG = ("openapi::*", "drain::*", "workers::*")
_WITH_LONG = {"model", "router"}
# A component with many settings has a container for each.
_TIMEOUT_S = 900


@pytest.mark.parametrize("language", languages())
def test_language_has_every_standard_component(language: str) -> None:
    """They are found by their directories, so one that is missing would not be missed."""
    found = {app.component for app in standard_apps() if app.language == language}

    assert found == set(standard_components())


@pytest.mark.timeout(_TIMEOUT_S)
@pytest.mark.parametrize("recipe", standard_apps(), ids=str)
def test_image_of_a_standard_component_conforms(recipe: TemplateApp, image: str) -> None:
    """What a user deploys is the image, not the server that the developers start."""
    without = () if recipe.component in _WITH_LONG else _LONG
    options = Options(
        image=image,
        component=recipe.component,
        language=recipe.language,
        name=recipe.name,
        without=without,
    )

    report = run(options)

    must_conform(report, recipe.language, recipe.component)
    assert {result.outcome for result in report.results if "::" not in result.id} == {
        Outcome.PASSED
    }


@pytest.mark.timeout(_TIMEOUT_S)
@pytest.mark.parametrize("recipe", other_apps(), ids=str)
def test_image_of_any_other_app_conforms(recipe: TemplateApp, image: str) -> None:
    """What holds for each component holds for what people bring; started as its README says."""
    with served_as_told(recipe, image) as container:
        options = Options(
            rest_url=container.rest_url,
            grpc_target=container.grpc_target,
            metrics_url=container.metrics_url,
            language=recipe.language,
            name=recipe.name,
            request=question_of(recipe).message,
            without=_LONG,
        )

        report = run(options)

    must_conform(report, recipe.language, recipe.component)


@pytest.mark.timeout(_TIMEOUT_S)
def test_source_conforms_as_any_component(builder: str, settings: Path) -> None:
    """One command builds it, starts it, judges it; it is not told what it is."""
    place = ("-v", f"{settings}:{SETTINGS_PLACE}:ro", "--pull-policy", "never")
    options = Options(
        source=template_app("router").folder,
        builder=builder,
        s2i=str(S2I_BINARY),
        s2i_options=place,
        without=_LONG,
    )

    report = run(options)

    must_conform(report, "python", "source")
    assert report.depth == "any component"
