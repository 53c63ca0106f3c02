"""Writes a pylock.toml (PEP 751) as a requirements file, with the hashes it has.

Usage: ``python pylock.py PYLOCK``; the requirements go to stdout. uv reads pylock.toml itself, but
then takes neither constraints nor a second requirement, and the server has both. The packages come
from the index that the build has, as with every other file, so a lock works behind a mirror.
"""

# ruff: noqa: INP001, T201 - a script that assemble runs: it is in no package, and it prints
from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

# What a marker of a lock may ask and a marker of a requirement may not.
_MEMBERSHIP = re.compile(r"""(['"])([\w.-]+)\1\s+(not\s+)?in\s+(dependency_groups|extras)""")
_TRUE, _FALSE = "python_version >= '3'", "python_version < '3'"


def requirements(lock: Mapping[str, Any]) -> Iterator[str]:
    """Yield one requirement for each package, with its marker and hashes.

    Args:
        lock: The parsed file. Extras are left out; of the groups, the default ones are in.
    """
    groups = lock.get("default-groups", ())
    for package in lock.get("packages", ()):
        line = _requirement(package)
        if "marker" in package:
            line += f" ; {_plain_marker(package['marker'], groups)}"
        for digest in _hashes(package):
            line += f" --hash={digest}"
        yield line


def _requirement(package: Mapping[str, Any]) -> str:
    """Return the requirement by itself."""
    name = package["name"]
    if "vcs" in package:
        vcs = package["vcs"]
        where = vcs.get("url") or f"file://{Path(vcs['path']).absolute()}"
        return f"{name} @ {vcs['type']}+{where}@{vcs['commit-id']}{_fragment(vcs)}"
    if "directory" in package:
        directory = package["directory"]
        place = f"file://{Path(directory['path']).absolute()}{_fragment(directory)}"
        return f"-e {place}" if directory.get("editable") else f"{name} @ {place}"
    if "archive" in package:
        archive = package["archive"]
        where = archive.get("url") or f"file://{Path(archive['path']).absolute()}"
        return f"{name} @ {where}{_fragment(archive)}"
    return f"{name}=={package['version']}" if "version" in package else name


def _fragment(place: Mapping[str, Any]) -> str:
    return f"#subdirectory={place['subdirectory']}" if place.get("subdirectory") else ""


def _plain_marker(marker: str, groups: Iterable[str]) -> str:
    """Return a marker without the questions of groups and extras, which are answered here."""

    def answer(match: re.Match[str]) -> str:
        is_in = match[4] == "dependency_groups" and match[2] in groups
        return _TRUE if is_in != bool(match[3]) else _FALSE

    return _MEMBERSHIP.sub(answer, marker)


def _hashes(package: Mapping[str, Any]) -> Iterator[str]:
    """Yield the hashes of a package's files, as ``algorithm:hex``."""
    files = [*package.get("wheels", ()), package.get("sdist", {}), package.get("archive", {})]
    for file in files:
        for algorithm, value in sorted(file.get("hashes", {}).items()):
            yield f"{algorithm}:{value}"


if __name__ == "__main__":
    with Path(sys.argv[1]).open("rb") as opened:
        for requirement in requirements(tomllib.load(opened)):
            print(requirement)
