"""Scripts that somebody has put around the builder's."""

from seldon_conformance.builder.own_scripts import (
    said_by,
    scripts_elsewhere,
    wrapped,
    wrapped_again,
)
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.served import served


@row("C23")
@built(wrapped, scripts_elsewhere)
def test_assemble_of_ones_own_may_call_the_builders(build: Build) -> None:
    """It runs where s2i happens to be, and once."""
    assert build.code == 0, build.log
    assert build.log.count(said_by("assemble")) == 1
    assert build.log.count("---> Checking the settings and the source") == 1


@row("C23", "C13")
@built(wrapped, scripts_elsewhere)
def test_run_of_ones_own_serves_and_ends_as_the_builders(image: str) -> None:
    """A shell that stays in between would keep the signals for itself."""
    with served(image) as container:
        container.rest({"data": {"ndarray": [[1]]}})
        said = container.log()
        code = container.stop(grace_s=5)

    assert said_by("run") in said
    assert code == 0


@row("C23", "C16")
@built(wrapped_again)
def test_save_artifacts_of_ones_own_may_call_the_builders(build: Build) -> None:
    """What it saves is the tar of the builder's, though it says something before."""
    assert build.code == 0, build.log
    assert said_by("save-artifacts") in build.log
    assert "error saving previous build artifacts" not in build.log
