"""What a build says when the kernel ends one of its programs; containers try it for real."""

from __future__ import annotations

import subprocess
from pathlib import Path

import guide_tables
import pytest

_LIB = guide_tables.PYTHON / "builder" / "lib"
_EXPLAIN = """set -euo pipefail
. "$0/say.sh"; . "$0/memory.sh"
cgroups=$1
explain_kill "the dependencies were installed" "or ask for less"
"""


def _explained(cgroups: Path) -> tuple[int, list[str]]:
    done = subprocess.run(
        ["bash", "-c", _EXPLAIN, str(_LIB), str(cgroups)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr.splitlines()


@pytest.mark.parametrize(
    ("file", "content", "limit"),
    [
        ("memory.max", "134217728", "128 MiB"),
        ("memory/memory.limit_in_bytes", "134217728", "128 MiB"),
        ("memory.max", "max", "none"),
        ("memory/memory.limit_in_bytes", "9223372036854771712", "none"),
    ],
)
def test_limit_of_either_cgroup_version_is_told(tmp_path, file, content, limit):
    """Who reads `Killed` alone looks for the fault in the component."""
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(f"{content}\n")

    code, said = _explained(tmp_path)

    assert code == 1
    assert said == [
        (
            "ERROR: a program was killed while the dependencies were installed, most likely "
            f"because the memory ran out (limit of this container: {limit})"
        ),
        "REMEDY: give the build more memory, or ask for less",
    ]


def test_machine_without_cgroups_has_no_limit(tmp_path):
    """The message must not fail where the files are missing."""
    code, said = _explained(tmp_path)

    assert code == 1
    assert said[0].endswith("(limit of this container: none)")
