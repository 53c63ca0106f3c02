"""``seldon-conformance run`` against the images that s2i builds, as a user runs it.

Reports are left in ``build/conformance``, one directory each.
"""

from pathlib import Path

import pytest
from places import REPOSITORY, S2I_BINARY
from readme import question_of, served_as_told
from recipes import TemplateApp, other_apps, standard_apps, template_app
from shelves import builder_image

from seldon_conformance.builder.language import languages
from seldon_conformance.builder.options import BuilderOptions
from seldon_conformance.builder.s2i import SETTINGS_PLACE
from seldon_conformance.builder.session import run_builder
from seldon_conformance.cli.exit_codes import ExitCode, exit_code
from seldon_conformance.components import standard_components
from seldon_conformance.options import Options
from seldon_conformance.reports.failure import failure_text
from seldon_conformance.reports.files import make_directory, write_reports
from seldon_conformance.results import Outcome, RunReport
from seldon_conformance.session import run

_REPORTS = REPOSITORY / "build" / "conformance"
_WITH_MADE_UP = {"model", "router"}
# A component with many settings has a container for each.
_TIMEOUT_S = 900
# Some hundred builds.
_BUILDER_TIMEOUT_S = 2400


def _conforms(report: RunReport, directory: Path) -> None:
    """Fail unless the subject conforms; leave the reports."""
    make_directory(directory)
    write_reports(report, directory)
    fine = {Outcome.PASSED, Outcome.LEFT_OUT}
    told = [failure_text(one, report.rules) for one in report.results if one.outcome not in fine]
    if exit_code(report) is not ExitCode.CONFORMS:
        pytest.fail("\n\n".join(told), pytrace=False)


@pytest.mark.parametrize("language", languages())
def test_language_has_every_standard_component(language: str) -> None:
    """They are found by their directories, so one that is missing would not be missed."""
    found = {app.component for app in standard_apps() if app.language == language}

    assert found == set(standard_components())


@pytest.mark.timeout(_TIMEOUT_S)
@pytest.mark.parametrize("recipe", standard_apps(), ids=str)
def test_image_of_a_standard_component_conforms(recipe: TemplateApp, image: str) -> None:
    """What a user deploys is the image, not the server that the developers start."""
    # Requests made up from the document take half a minute, and ask every verb of any component.
    without = () if recipe.component in _WITH_MADE_UP else ("openapi::*",)
    options = Options(
        image=image,
        component=recipe.component,
        language=recipe.language,
        name=recipe.name,
        without=without,
    )

    report = run(options)

    _conforms(report, _REPORTS / recipe.language / recipe.component)
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
            without=("openapi::*",),
        )

        report = run(options)

    _conforms(report, _REPORTS / recipe.language / recipe.component)


@pytest.mark.timeout(_TIMEOUT_S)
def test_source_conforms_as_any_component(builder: str, settings: Path) -> None:
    """One command builds it, starts it, judges it; it is not told what it is."""
    place = ("-v", f"{settings}:{SETTINGS_PLACE}:ro", "--pull-policy", "never")
    options = Options(
        source=template_app("router").folder,
        builder=builder,
        s2i=str(S2I_BINARY),
        s2i_options=place,
        without=("openapi::*",),
    )

    report = run(options)

    _conforms(report, _REPORTS / "python" / "source")
    assert report.depth == "any component"


@pytest.mark.timeout(_BUILDER_TIMEOUT_S)
@pytest.mark.parametrize("language", languages())
def test_builder_conforms(language: str, settings: Path) -> None:
    """Each row of builder.md, in each way of building; what does not hold is mended, not listed."""
    image = builder_image(language)
    options = BuilderOptions(image, language, s2i=str(S2I_BINARY), settings=settings)

    report = run_builder(options)

    _conforms(report, _REPORTS / language / "builder")
    assert not report.left_out
