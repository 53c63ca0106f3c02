"""Programs of a user's machine, s2i and docker, that only note what they are asked."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

# Each call is a line; each word ends with a unit separator, since words may have spaces.
_NOTING = """#!/bin/sh
printf '%s\\037' "${{0##*/}}" "$@" >>'{notes}'
echo >>'{notes}'
{body}
"""


@dataclass(frozen=True)
class FakeTools:
    """A folder of programs, which stands before the others on PATH.

    Attributes:
        folder: The folder.
    """

    folder: Path

    def put(self, name: str, body: str = "") -> str:
        """Write a program that notes its words, then runs a shell script; give its path."""
        path = self.folder / name
        path.write_text(_NOTING.format(notes=self._notes, body=body))
        path.chmod(0o755)
        return str(path)

    @property
    def calls(self) -> list[list[str]]:
        """Give the words of all calls, the program's name first."""
        if not self._notes.exists():
            return []
        return [line.rstrip("\037").split("\037") for line in self._notes.read_text().splitlines()]

    @property
    def _notes(self) -> Path:
        return self.folder / "notes"


def put_tools(
    folder: Path, monkeypatch: pytest.MonkeyPatch, scripts: Mapping[str, str]
) -> FakeTools:
    """Write programs into a folder, by their names, and put it before the others on PATH."""
    tools = FakeTools(folder)
    for name, body in scripts.items():
        tools.put(name, body)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return tools
