"""Builds that take over what the image before had installed .

But for one chain, nothing here needs an index: the wheels are the tests' own, and the builds have
no network.
"""

import subprocess
import tarfile
from io import BytesIO

import pytest

from seldon_conformance.builder.engine import paths_below, shell
from seldon_conformance.builder.python.incremental import (
    AGAIN,
    CHANGED,
    FIRST,
    PLAIN,
    REMOVED,
    TWICE,
    UPON_MODEL,
    WEEK_2,
    WEEK_3,
    WEEK_4,
)
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build


def _installed(image: str) -> list[str]:
    """Give which of the tests' packages the component finds."""
    script = "from MyModel import MyModel as M; print(*M().predict(0, 0))"
    return shell(image, f'python -c "{script}"').split()


def _attrs(image: str) -> str:
    """Give the version of attrs that the component finds."""
    script = "import importlib.metadata as m; print(m.version('attrs'))"
    return shell(image, f'python -c "{script}"').strip()


@row("C22")
@built(FIRST)
def test_wheels_of_a_folder_install_without_a_network(image: str) -> None:
    """A build machine often reaches no index at all."""
    assert _installed(image) == ["farewell==1.0", "greeting==1.0"]


@row("C16")
@built(AGAIN)
def test_unchanged_requirements_are_reused_offline(build: Build, image: str) -> None:
    """s2i's exit code is 0 when nothing was reused, too, so the log and the network have to say."""
    assert _installed(image) == ["farewell==1.0", "greeting==1.0"]
    assert (
        "---> Dependencies are unchanged: reused, nothing is downloaded (requirements.txt)"
        in build.lines
    )
    assert "Clean build will be performed" not in build.log


@row("C16")
@built(AGAIN)
def test_source_is_never_reused(image: str) -> None:
    """Yesterday's code with today's tag is the worst that can happen."""
    assert shell(image, "tail -n 1 MyModel.py") == "# edited\n"


@row("C14")
@built(AGAIN)
def test_artifacts_are_in_the_image_once(image: str) -> None:
    """s2i leaves what it restored in /tmp/artifacts, a second time beside the environment."""
    assert paths_below(image, "/tmp/artifacts", "/tmp/src") == []


@row("C16")
@built(TWICE)
def test_reused_environment_can_be_reused_again(build: Build, image: str) -> None:
    """What a reuse leaves has to be as complete as an installation."""
    assert _installed(image) == ["farewell==1.0", "greeting==1.0"]
    assert "Dependencies are unchanged" in build.log


@row("C16")
@built(CHANGED)
def test_changed_requirement_is_installed(build: Build, image: str) -> None:
    """Reuse must not hide an update."""
    assert _installed(image) == ["farewell==1.0", "greeting==2.0"]
    assert "Restored the environment of the image before" in build.log


@row("C16")
@built(WEEK_2, WEEK_3)
def test_rebuild_downloads_nothing(build: Build, image: str) -> None:
    """Without a network, so that nothing can come from elsewhere than the image before."""
    assert "Clean build will be performed" not in build.log
    assert (
        "---> Dependencies are unchanged: reused, nothing is downloaded (requirements.txt)"
        in build.lines
    )
    assert _attrs(image) == "25.3.0"


@row("C16")
@built(WEEK_4)
def test_changed_requirement_is_all_that_is_fetched(build: Build, image: str) -> None:
    """`Prepared` is uv's word for a download; the other package stays as it is."""
    assert _attrs(image) == "25.4.0"
    assert "Restored the environment of the image before" in build.log
    (fetched,) = [line for line in build.lines if line.startswith("Prepared ")]
    assert fetched.startswith("Prepared 1 package in ")
    assert [line for line in build.lines if line.startswith(("+ ", "- "))] == [
        "- attrs==25.3.0",
        "+ attrs==25.4.0",
    ]


@row("C16")
@built(REMOVED)
def test_removed_requirement_is_gone(image: str) -> None:
    """A package that stays makes a build pass that fails from scratch."""
    assert _installed(image) == ["greeting==1.0"]
    assert shell(image, "find /opt/app-root/venv -iname 'farewell*'") == ""


@row("C16")
@built(UPON_MODEL)
def test_image_without_artifacts_is_no_hindrance(build: Build, image: str) -> None:
    """The first incremental build often meets an image that installed nothing."""
    assert _installed(image) == ["farewell==1.0", "greeting==1.0"]
    assert "Restored the environment" not in build.log


def _saved(image: str, *options: str) -> list[tarfile.TarInfo]:
    """Run save-artifacts as s2i does and give what is in its tar."""
    words = ["docker", "run", "--rm", *options, image, "/usr/libexec/s2i/save-artifacts"]
    done = subprocess.run(words, capture_output=True, check=True)
    with tarfile.open(fileobj=BytesIO(done.stdout), mode="r|") as tar:
        return list(tar)


_TRACED = [(), ("--env", "SHELLOPTS=xtrace"), ("--env", "LOGGING=debug")]


@row("C17")
@pytest.mark.parametrize("options", _TRACED, ids=str)
@built(FIRST)
def test_saved_artifacts_are_a_tar_and_nothing_else(image: str, options: tuple[str, ...]) -> None:
    """One word on stdout, and s2i silently builds clean."""
    names = [entry.name for entry in _saved(image, *options)]

    assert {"manifest", "removed", "checksums"} < set(names)
    assert any(name.endswith("/greeting/__init__.py") for name in names)


@row("C17")
@built(FIRST)
def test_saved_artifacts_have_no_links_that_s2i_spoils(image: str) -> None:
    """s2i writes a hard link back as a file of zero bytes, and drops links that leave the tree."""
    entries = _saved(image)

    assert not [entry.name for entry in entries if entry.islnk()]
    assert not [e.name for e in entries if e.issym() and e.linkname.startswith(("/", "../.."))]


@row("C17")
@built(PLAIN)
def test_image_without_artifacts_saves_an_empty_tar(image: str) -> None:
    """No tar at all would be an error saving artifacts in every log."""
    assert _saved(image) == []
