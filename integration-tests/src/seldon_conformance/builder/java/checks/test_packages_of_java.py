"""What is installed where nothing is locked, and where there is no network."""

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build

_VERSIONS = "cat /opt/app-root/build/requirements.lock"
_OWN = "---> Packages beside the image's own: "


@row("C22")
@built("dependent")
def test_packages_come_from_a_folder_without_a_network(build: Build, image: str) -> None:
    """Closed networks hand a repository over as files; `docker build` has it injected."""
    assert build.code == 0, build.log
    installed = shell(image, _VERSIONS).splitlines()
    assert {line for line in installed if line.startswith("com.example:")} == {
        "com.example:adding:1.0",
        "com.example:greeting:2.0",
        "com.example:polite:1.0",
    }


@row("C26")
@built("dependent")
def test_versions_that_were_chosen_are_shown_and_kept(build: Build, image: str) -> None:
    """A pom.xml names packages, and those name others; who wants the same again needs them all."""
    (shown,) = [line.removeprefix(_OWN) for line in build.lines if line.startswith(_OWN)]

    kept = set(shell(image, _VERSIONS).splitlines())
    assert set(shown.split()) <= kept
    assert "com.example:greeting:2.0" in shown.split()
