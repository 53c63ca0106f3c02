"""The names that `make images` gives, for commands that people have already."""

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from places import REPOSITORY

from seldon_conformance.builder.engine import docker, inspected

_TIMEOUT_S = 280
_PREFIX = f"seldon-test-names-{os.getpid()}/"
_PYTHON = ("seldon-core-s2i-python", "seldon-core-s2i-python2", "seldon-core-s2i-python3")
_JAVA = ("seldon-core-s2i-java", "seldon-core-s2i-java-build")
_NAMES = (
    *_PYTHON,
    *("seldon-core-s2i-r", "seldon-core-s2i-r-runtime"),
    *_JAVA,
    *("seldon-core-s2i-java21", "seldon-core-s2i-java-runtime"),
)
# Notes down each call, and makes it.
_NOTING_DOCKER = """#!/bin/sh
echo "$1 $2" >>'{calls}'
exec {docker} "$@"
"""


@pytest.fixture(scope="module")
def calls(builder: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """What `make images IMAGE_PREFIX=…` has asked of docker; almost all of it is in the cache."""
    folder = tmp_path_factory.mktemp("bin")
    noting, noted = folder / "docker", folder / "calls"
    noting.write_text(_NOTING_DOCKER.format(calls=noted, docker=shutil.which("docker")))
    noting.chmod(0o755)
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    words = ["make", "--no-print-directory", "images", f"IMAGE_PREFIX={_PREFIX}"]
    try:
        done = subprocess.run(
            words,
            cwd=REPOSITORY,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=_TIMEOUT_S,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        yield noted.read_text().splitlines()
    finally:
        if tags := _tags():
            docker("image", "rm", *tags)


def _tags() -> set[str]:
    """Give all names that have the prefix."""
    found = docker("image", "ls", "--format", "{{.Repository}}:{{.Tag}}", f"{_PREFIX}*")
    return set(found.split())


def test_prefix_adds_upstreams_names(calls: list[str], builder: str) -> None:
    """`s2i build . seldonio/seldon-core-s2i-python3 …` is in scripts and articles since 2018."""
    version = inspected(builder)["Config"]["Labels"]["version"]

    assert _tags() == {f"{_PREFIX}{name}:{tag}" for name in _NAMES for tag in (version, "latest")}


@pytest.mark.parametrize("same", [_PYTHON, _JAVA], ids=["python", "java"])
def test_every_name_of_a_builder_is_the_same_image(calls: list[str], same: tuple[str, ...]) -> None:
    """python2 is a name alone: its components are refused at their first line of Python 2."""
    names = {tag for tag in _tags() if tag.removeprefix(_PREFIX).partition(":")[0] in same}

    assert len(names) == 2 * len(same)
    assert len({inspected(name)["Id"] for name in names}) == 1


def test_nothing_is_pushed(calls: list[str]) -> None:
    """The names are those of another project's repository."""
    assert {call.split()[0] for call in calls} <= {"build", "image", "buildx", "info", "version"}
    assert "image push" not in calls
    # Two further names of Python and one of Java, each with the version and as the latest.
    assert calls.count("image tag") == 6
