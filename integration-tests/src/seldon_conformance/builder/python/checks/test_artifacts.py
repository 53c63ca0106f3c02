"""Saved artifacts that must not be used: another builder's, damaged ones, somebody else's.

A build that takes them has packages that nobody asked for; one that ends there has to be repaired
by hand in a CI system that nobody may enter. So each is told, and starts clean.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from seldon_conformance.builder.engine import docker, shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.python.incremental import AGAIN, FIRST, WHEELS
from seldon_conformance.builder.row import row
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.shelf import Shelf

_SCRIPT = "/usr/libexec/s2i/save-artifacts"
# What the script of the image before saves, in place of what it should.
_SPOILT = {
    "another-builder": "sed -i s/^builder=.*/builder=older/ manifest",
    "damaged": "find venv -path '*/greeting/__init__.py' -exec sh -c 'echo x >>\"$1\"' - {} +",
    "old-form": "rm manifest removed checksums",
    "foreign": "rm -r *; mkdir -p .m2/repository; echo x >.m2/repository/a.jar",
}
_REASONS = {
    "another-builder": "they were made with another builder (older; this one: {id})",
    "damaged": "their checksums do not fit: they are damaged",
    "old-form": "they are not in the form of this builder",
    "foreign": "they are not in the form of this builder",
}


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
    return shelf.build_upon(image, replace(AGAIN, name=f"upon-{spoilt}", mounts=WHEELS), mode)


@row("C16")
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
    assert warning == f"WARNING: Saved artifacts are not used: {reason}. This build starts clean"
    assert shell(build.image, "cd /opt/app-root/build; grep = requirements.lock").split()[:2] == [
        "farewell==1.0",
        "greeting==1.0",
    ]
    assert shell(build.image, "ls -A /tmp | grep -v s2i || true") == ""
