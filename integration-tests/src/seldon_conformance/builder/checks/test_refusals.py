"""What cannot work is refused while it is built, with cause and remedy."""

from seldon_conformance.builder.refusal import Refusal
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build
from seldon_conformance.compare import text_differs


@row("C08", "C33")
@built("refusals")
def test_build_ends_with_cause_and_remedy(recipe: Refusal, build: Build) -> None:
    """s2i hides assemble's exit code; the last two lines are all that people get."""
    *causes, remedy = build.problems[-recipe.cause.count("\n") - 2 :]
    assert remedy == recipe.remedy, build.log
    assert not text_differs("\n".join(causes), recipe.cause), "\n".join(causes)


@row("C08", "C33")
@built("refusals")
def test_refused_build_tags_nothing(build: Build) -> None:
    """An image that cannot serve would fail the pod instead."""
    assert build.code == 1
    assert not build.is_tagged


@row("C09", "C33")
@built("refusals")
def test_assemble_runs_once(build: Build) -> None:
    """A line on stderr with `tar … not found` makes s2i build everything a second time."""
    assert build.log.count("---> Checking the settings and the source") == 1
    assert "layered" not in build.log
