"""Subjects come from running servers, images, and sources that the real s2i builds."""

from pathlib import Path

import pytest

from seldon_conformance.docker_image import DockerImage
from seldon_conformance.errors import SubjectError
from seldon_conformance.options import Options
from seldon_conformance.starting import opened
from seldon_conformance.vectors import Setting


def _s2i(folder: Path, script: str) -> str:
    """Put a program in s2i's place."""
    path = folder / "s2i"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_running_server_is_what_it_is() -> None:
    """Whatever the setting: nobody else may start or stop it."""
    options = Options(
        rest_url="http://a:1/", grpc_target="a:2", metrics_url="http://a:3/", language="r"
    )

    with opened(options) as origin, origin.source.start(Setting("model")) as subject:
        found = (subject.rest_url, subject.grpc_target, subject.metrics_url, subject.language)

    assert found == ("http://a:1", "a:2", "http://a:3", "r")
    assert origin.name == "http://a:1/ and a:2 (gRPC)"
    assert origin.description == "running at http://a:1/ and a:2 (gRPC)"


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (Options(rest_url="http://a"), "http://a"),
        (Options(rest_url="http://a", component="model"), "model"),
        (Options(rest_url="http://a", component="model", name="ours"), "ours"),
        (Options(image="i:1"), "i:1"),
    ],
)
def test_subject_has_a_name(options: Options, name: str) -> None:
    """The one that is given, else what tells it best."""
    with opened(options) as origin:
        assert origin.name == name


def test_source_is_built_with_the_builder(tmp_path: Path) -> None:
    """Then it is an image like any other."""
    s2i = _s2i(tmp_path, f'echo "$@" > {tmp_path}/asked')
    options = Options(
        source=Path("app"), builder="builder:1", s2i=s2i, s2i_options=("--pull-policy=never",)
    )

    with opened(options) as origin:
        asked = (tmp_path / "asked").read_text().split()

    assert asked[:3] == ["build", "app", "builder:1"]
    assert asked[4:] == ["--pull-policy=never"]
    assert isinstance(origin.source, DockerImage)
    assert origin.source.image_of("any") == asked[3]
    assert origin.name == "app"
    assert origin.description == "app, built by builder:1"


def test_source_that_cannot_be_built_ends_the_run(tmp_path: Path) -> None:
    """The last lines of s2i say why."""
    s2i = _s2i(tmp_path, "echo no model >&2; exit 3")

    with (
        pytest.raises(SubjectError) as excinfo,
        opened(Options(source=Path("app"), builder="b", s2i=s2i)),
    ):
        pass

    assert str(excinfo.value) == "s2i build: exit code 3 (expected: an image)\nno model"


def test_s2i_that_is_not_there_ends_the_run(tmp_path: Path) -> None:
    """The message says which option names it."""
    s2i = str(tmp_path / "none")

    with (
        pytest.raises(SubjectError) as excinfo,
        opened(Options(source=Path("app"), builder="b", s2i=s2i)),
    ):
        pass

    assert str(excinfo.value) == (
        f"s2i: [Errno 2] No such file or directory: '{s2i}' (expected: the s2i binary; give --s2i)"
    )
