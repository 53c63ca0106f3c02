"""Saved artifacts that must not be used: another builder's, damaged ones, somebody else's.

A build that takes them has packages that nobody asked for; one that ends there has to be repaired
by hand in a CI system that nobody may enter. So each is told, and starts clean.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from seldon_conformance.builder.engine import docker, shell
from seldon_conformance.builder.incremental import SPOILT
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.row import row
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.shelf import Shelf

_SCRIPT = "/usr/libexec/s2i/save-artifacts"


@pytest.fixture
def upon_spoilt(shelf: Shelf, mode: Mode, folder: Path, spoilt: str, language: Language) -> Build:
    """The first component again, upon an image whose artifacts are spoilt in one way."""
    incremental = language.incremental
    command, _ = incremental.spoilt[spoilt]
    first = shelf.image(incremental.first)
    image = f"{first.partition(':')[0]}-{spoilt}"
    script = (
        "#!/bin/bash\nset -eu\nexec 3>&1 1>&2\n"
        f"cd $(mktemp -d) && {_SCRIPT}.right | tar -x\n{command}\ntar -c . >&3\n"
    )
    (folder / "save-artifacts").write_text(script, encoding="utf-8")
    (folder / "save-artifacts").chmod(0o755)
    (folder / "Dockerfile").write_text(
        f"FROM {first}\nUSER 0\nRUN cp {_SCRIPT} {_SCRIPT}.right\n"
        f"COPY save-artifacts {_SCRIPT}\nUSER 1001\n",
        encoding="utf-8",
    )
    docker("build", "--tag", image, str(folder))
    again = replace(incremental.again, name=f"upon-{spoilt}", mounts=incremental.first.mounts)
    return shelf.build_upon(image, again, mode)


@row("C16")
@pytest.mark.parametrize("spoilt", [*SPOILT, "damaged"])
def test_artifacts_that_do_not_fit_are_told_and_left(
    spoilt: str, upon_spoilt: Build, builder: str, language: Language
) -> None:
    """The whole warning, and what is installed is what a first build installs."""
    build, incremental = upon_spoilt, language.incremental
    number = shell(builder, "cat /opt/seldon/facts/id").strip()
    reason = incremental.spoilt[spoilt][1].format(id=number)

    assert build.code == 0, build.log
    (warning,) = [line for line in build.lines if line.startswith("WARNING: Saved")]
    assert warning == f"WARNING: Saved artifacts are not used: {reason}. This build starts clean"
    assert incremental.installed(build.required_image) == list(incremental.packages)
    assert shell(build.required_image, "ls -A /tmp | grep -v s2i || true") == ""
