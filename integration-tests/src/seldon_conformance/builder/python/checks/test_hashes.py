"""Hashes in requirements, and what a build without a lock keeps."""

from dataclasses import replace
from pathlib import Path

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.python.components import ENVIRONMENT, IDENTITY
from seldon_conformance.builder.python.wheels import wheel_digest, write_wheel
from seldon_conformance.builder.recipe import Recipe, Source, write_files
from seldon_conformance.builder.refusal import Refusal
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build

_WHEELS = (("wheels", "/whl"),)


def _requiring(requirements: str) -> Source:
    """Give a component with requirements, in which DIGEST is that of its greeting's wheel."""

    def write(folder: Path) -> str:
        wheels = folder.parent / "wheels"
        for name, version in (("greeting", "1.0"), ("greeting", "2.0"), ("farewell", "1.0")):
            write_wheel(wheels, name, version)
        text = requirements.replace("DIGEST", wheel_digest(wheels, "greeting", "1.0"))
        write_files(folder, {"MyModel.py": IDENTITY, "requirements.txt": text, **ENVIRONMENT})
        return str(folder)

    return write


PARTLY = Recipe(
    "hash-of-one",
    _requiring("greeting==1.0 --hash=sha256:DIGEST\nfarewell\n"),
    mounts=_WHEELS,
    is_offline=True,
)
OTHER_FILE = Refusal(
    "refused-hash-of-one",
    _requiring(f"greeting==1.0 --hash=sha256:{'0' * 64}\nfarewell\n"),
    ("-e", "PIP_NO_INDEX=1"),
    mounts=_WHEELS,
    is_offline=True,
    cause="ERROR: a package is another than the one that was locked: "
    "Failed to download `greeting==1.0` Hash mismatch for `greeting==1.0`",
    remedy="REMEDY: lock anew if the new file is right; if not, look at who serves this index",
)
UNLOCKED = replace(PARTLY, name="unlocked", source=_requiring("greeting\nfarewell\n"))


@row("C26")
@built(PARTLY)
def test_hash_of_one_requirement_is_enough_for_that_one(image: str) -> None:
    """What the server shares has no hashes in a user's file, so all or nothing is no choice."""
    assert shell(image, "cat /opt/app-root/build/requirements.lock").split()[:2] == [
        "farewell==1.0",
        "greeting==1.0",
    ]


@row("C26")
@built(OTHER_FILE)
def test_hash_of_another_file_ends_the_build(build: Build) -> None:
    """Beside requirements without hashes, too; who serves packages can be somebody else."""
    assert build.problems[-2:] == [OTHER_FILE.cause, OTHER_FILE.remedy], build.log
    assert build.code == 1
    assert not build.is_tagged


@row("C26")
@built(UNLOCKED)
def test_what_an_unlocked_build_chose_is_shown_and_kept(build: Build, image: str) -> None:
    """For who asks next month why it worked then, and as the lock of the next build."""
    shown = {line.removeprefix("+ ") for line in build.lines if line.startswith("+ ")}
    kept = set(shell(image, "cat /opt/app-root/build/requirements.lock").split())

    assert shown == {"farewell==1.0", "greeting==2.0"}
    assert shown < kept
