"""Builds that take over what the image before had installed; none has a network."""

import subprocess
import tarfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from seldon_conformance.builder.engine import docker, paths_below, shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.r.incremental import (
    AGAIN,
    CHANGED,
    CRAN,
    FIRST,
    PLAIN,
    TWICE,
    UPON_MODEL,
)
from seldon_conformance.builder.r.installed import installed
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.shelf import Shelf

_BOTH = ["adding==1.0", "greeting==1.0"]
_SCRIPT = "/usr/libexec/s2i/save-artifacts"
_NOT_USED = "WARNING: Saved artifacts are not used: "
# What the script of the image before saves, in place of what it should.
_SPOILT = {
    "another-builder": "sed -i s/^builder=.*/builder=older/ manifest",
    "damaged": "echo x >>r-library/greeting/NAMESPACE",
    "foreign": "rm -r *; mkdir -p .m2/repository; echo x >.m2/repository/a.jar",
}
_REASONS = {
    "another-builder": "they were made with another builder (older; this one: {id})",
    "damaged": "their checksums do not fit: they are damaged",
    "foreign": "they are not in the form of this builder",
}


@row("C16")
@built(AGAIN, TWICE)
def test_packages_are_reused_offline(build: Build, image: str) -> None:
    """s2i's exit code is 0 when nothing was reused, too, so the network has to say."""
    assert installed(image) == _BOTH
    assert "---> Restored the library of the image before: 2 packages" in build.lines
    assert "---> Already installed: greeting, adding" in build.lines
    assert "Clean build will be performed" not in build.log


@row("C16")
@built(AGAIN)
def test_source_is_never_reused(image: str) -> None:
    """Yesterday's code with today's tag is the worst that can happen."""
    assert shell(image, "tail -n 1 MyModel.R") == "# edited\n"


@row("C14")
@built(AGAIN)
def test_artifacts_are_in_the_image_once(image: str) -> None:
    """s2i leaves what it restored in /tmp/artifacts, a second time beside the library."""
    assert paths_below(image, "/tmp/artifacts", "/tmp/src") == []


@row("C16")
@built(CHANGED)
def test_changed_list_is_what_is_installed(image: str) -> None:
    """Reuse must hide no update, and keep nothing that a build from scratch would not have."""
    assert installed(image) == ["farewell==1.0", "greeting==2.0"]


@row("C16")
@built(UPON_MODEL)
def test_image_without_artifacts_is_no_hindrance(build: Build, image: str) -> None:
    """The first incremental build often meets an image that installed nothing."""
    assert installed(image) == _BOTH
    assert "Restored the library" not in build.log


@pytest.fixture
def upon_spoilt(shelf: Shelf, mode: Mode, folder: Path, spoilt: str) -> Build:
    """The first component again, upon an image whose artifacts are spoilt in one way."""
    first = shelf.image(FIRST)
    image = f"{first.partition(':')[0]}-{spoilt}"
    script = (
        "#!/bin/bash\nset -eu\nexec 3>&1 1>&2\n"
        f"cd $(mktemp -d) && {_SCRIPT}.right | tar -x\n{_SPOILT[spoilt]}\ntar -c . >&3\n"
    )
    (folder / "save-artifacts").write_text(script, encoding="utf-8")
    (folder / "save-artifacts").chmod(0o755)
    (folder / "Dockerfile").write_text(
        f"FROM {first}\nUSER 0\nRUN cp {_SCRIPT} {_SCRIPT}.right\n"
        f"COPY save-artifacts {_SCRIPT}\nUSER 1001\n",
        encoding="utf-8",
    )
    docker("build", "--tag", image, str(folder))
    return shelf.build_upon(image, replace(AGAIN, name=f"upon-{spoilt}", mounts=CRAN), mode)


# The artifacts are s2i's to carry, whichever way the image is made then.
@row("C16", modes=Mode.S2I)
@pytest.mark.parametrize("spoilt", list(_SPOILT))
def test_artifacts_that_do_not_fit_are_told_and_left(
    spoilt: str, upon_spoilt: Build, builder: str
) -> None:
    """The whole warning, and what is installed is what a first build installs."""
    build = upon_spoilt
    number = shell(builder, "cat /opt/seldon/facts/id").strip()
    reason = _REASONS[spoilt].format(id=number)

    assert build.code == 0, build.log
    (warning,) = [line for line in build.lines if line.startswith("WARNING: Saved")]
    assert warning == f"{_NOT_USED}{reason}. This build starts clean"
    assert installed(build.image) == _BOTH
    assert shell(build.image, "ls -A /tmp | grep -v s2i || true") == ""


def _saved(image: str, *options: str) -> list[tarfile.TarInfo]:
    """Run save-artifacts as s2i does and give what is in its tar."""
    words = ["docker", "run", "--rm", *options, image, _SCRIPT]
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

    assert "manifest" in names
    assert any(name.endswith("/greeting/DESCRIPTION") for name in names)


@row("C17")
@built(FIRST)
def test_saved_artifacts_have_no_links_that_s2i_spoils(image: str) -> None:
    """s2i writes a hard link back as a file of zero bytes, and drops links that leave the tree."""
    entries = _saved(image)

    assert not [entry.name for entry in entries if entry.islnk()]
    assert not [e.name for e in entries if e.issym() and e.linkname.startswith(("/", "../.."))]


@row("C17")
@built(PLAIN)
def test_image_without_packages_saves_an_empty_tar(image: str) -> None:
    """No tar at all would be an error saving artifacts in every log."""
    assert _saved(image) == []
