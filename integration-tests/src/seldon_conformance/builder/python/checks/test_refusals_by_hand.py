"""What assemble refuses where somebody calls it without s2i."""

import subprocess
from dataclasses import dataclass

import pytest

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.row import row

_ASSEMBLE = "/usr/libexec/s2i/assemble"
_SOURCE = (
    "mkdir -p /tmp/src; export MODEL_NAME=MyModel; "
    "printf 'class MyModel:\\n def predict(self, X):\\n  return X\\n' >/tmp/src/MyModel.py"
)


@dataclass(frozen=True)
class ByHand:
    """A call of assemble in a container.

    Attributes:
        name: Of the check.
        script: For sh.
        cause: The line before the last.
        remedy: The last line.
        user: Who calls.
    """

    name: str
    script: str
    cause: str
    remedy: str
    user: str = "1001:0"

    def __str__(self) -> str:
        """Be the test's parameter."""
        return self.name


CALLS = [
    ByHand(
        "argument",
        f"{_ASSEMBLE} everything",
        "ERROR: assemble: 'everything' (expected: nothing, or dependencies)",
        f"REMEDY: call {_ASSEMBLE} without an argument",
    ),
    ByHand(
        "twice",
        f"{_SOURCE}; {_ASSEMBLE} >/dev/null; {_SOURCE}; {_ASSEMBLE}",
        "ERROR: /microservice is not empty: assemble has run in this image before",
        "REMEDY: give s2i the builder image itself, not an image that it built",
    ),
    ByHand(
        "link-to-the-source",
        f"{_SOURCE}; echo '-e .' >/tmp/src/requirements.txt; {_ASSEMBLE} dependencies",
        "ERROR: requirements.txt: '-e .' is a link to the source "
        "(expected: packages alone, in the step that installs packages)",
        "REMEDY: leave the line out, since the project is installed with the source, "
        "or leave that step out",
    ),
    ByHand(
        "other-user",
        f"{_SOURCE}; setpriv --reuid 1001 --regid 0 --clear-groups {_ASSEMBLE}",
        "ERROR: /tmp/src belongs to another user than the one that assemble runs as (uid 1001)",
        "REMEDY: in a Dockerfile, write COPY --chown=1001:0 . /tmp/src",
        user="0:0",
    ),
]


@row("C08", "C33", modes=Mode.IMAGE)
@pytest.mark.parametrize("call", CALLS, ids=str)
def test_assemble_by_hand_ends_with_cause_and_remedy(call: ByHand, builder: str) -> None:
    """Dockerfiles call it too, and docker shows its last lines as s2i does."""
    with pytest.raises(subprocess.CalledProcessError) as excinfo:
        shell(builder, call.script, "--user", call.user)

    assert excinfo.value.stderr.splitlines()[-2:] == [call.cause, call.remedy]
    assert excinfo.value.returncode == 1
