"""Builds that take over what the image before had installed; none has a network."""

import subprocess
import tarfile
from io import BytesIO

import pytest

from seldon_conformance.builder.engine import paths_below, shell
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build

_SCRIPT = "/usr/libexec/s2i/save-artifacts"


@row("C16")
@built("incremental.again", "incremental.twice")
def test_what_is_unchanged_is_reused_offline(build: Build, image: str, language: Language) -> None:
    """s2i's exit code is 0 when nothing was reused, too, so the log and the network have to say."""
    incremental = language.incremental

    assert incremental.installed(image) == list(incremental.packages)
    assert set(incremental.reused) <= set(build.lines), build.log
    assert "Clean build will be performed" not in build.log


@row("C16")
@built("incremental.again")
def test_source_is_never_reused(image: str, language: Language) -> None:
    """Yesterday's code with today's tag is the worst that can happen."""
    assert shell(image, f"tail -n 1 {language.incremental.source}") == "# edited\n"


@row("C14")
@built("incremental.again")
def test_artifacts_are_in_the_image_once(image: str) -> None:
    """s2i leaves what it restored in /tmp/artifacts, a second time beside what was made of it."""
    assert paths_below(image, "/tmp/artifacts", "/tmp/src") == []


@row("C16")
@built("incremental.changed")
def test_changed_list_is_what_is_installed(build: Build, image: str, language: Language) -> None:
    """Reuse must hide no update, and keep nothing that a build from scratch would not have."""
    assert language.incremental.installed(image) == ["farewell==1.0", "greeting==2.0"]
    assert language.incremental.restored in build.log


@row("C16")
@built("incremental.upon_plain")
def test_image_without_artifacts_is_no_hindrance(
    build: Build, image: str, language: Language
) -> None:
    """The first incremental build often meets an image that installed nothing."""
    incremental = language.incremental

    assert incremental.installed(image) == list(incremental.packages)
    assert incremental.restored not in build.log


def _saved(image: str, *options: str) -> list[tarfile.TarInfo]:
    """Run save-artifacts as s2i does and give what is in its tar."""
    words = ["docker", "run", "--rm", *options, image, _SCRIPT]
    done = subprocess.run(words, capture_output=True, check=True)
    with tarfile.open(fileobj=BytesIO(done.stdout), mode="r|") as tar:
        return list(tar)


_TRACED = [(), ("--env", "SHELLOPTS=xtrace"), ("--env", "LOGGING=debug")]


@row("C17")
@pytest.mark.parametrize("options", _TRACED, ids=str)
@built("incremental.first")
def test_saved_artifacts_are_a_tar_and_nothing_else(
    image: str, options: tuple[str, ...], language: Language
) -> None:
    """One word on stdout, and s2i silently builds clean."""
    names = [entry.name for entry in _saved(image, *options)]

    assert {"manifest", "checksums"} < set(names)
    assert any(name.endswith(language.incremental.member) for name in names)


@row("C17")
@built("incremental.first")
def test_saved_artifacts_have_no_links_that_s2i_spoils(image: str) -> None:
    """s2i writes a hard link back as a file of zero bytes, and drops links that leave the tree."""
    entries = _saved(image)

    assert not [entry.name for entry in entries if entry.islnk()]
    assert not [e.name for e in entries if e.issym() and e.linkname.startswith(("/", "../.."))]


@row("C17")
@built("incremental.plain")
def test_image_without_packages_saves_an_empty_tar(image: str) -> None:
    """No tar at all would be an error saving artifacts in every log."""
    assert _saved(image) == []
