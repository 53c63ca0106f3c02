"""Calls of assemble without s2i, as Dockerfiles have them, that have to fail."""

import shlex
import subprocess
from dataclasses import dataclass

import pytest

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.language import Language

ASSEMBLE = "/usr/libexec/s2i/assemble"


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


def source_of(language: Language) -> str:
    """Give the script that writes a component's source, and sets its variables."""
    contents = language.saying("it")
    written = (
        f"printf %s {shlex.quote(text)} >/tmp/src/{name}"
        for name, text in contents.items()
        if "/" not in name
    )
    variables = contents[".s2i/environment"].split()
    return "; ".join(["mkdir -p /tmp/src", f"export {' '.join(variables)}", *written])


def must_be_refused(call: ByHand, builder: str) -> None:
    """Call, and compare the last two lines.

    Raises:
        AssertionError: They are others, or the call succeeds.
    """
    with pytest.raises(subprocess.CalledProcessError) as excinfo:
        shell(builder, call.script, "--user", call.user)

    assert excinfo.value.stderr.splitlines()[-2:] == [call.cause, call.remedy]
    assert excinfo.value.returncode == 1
