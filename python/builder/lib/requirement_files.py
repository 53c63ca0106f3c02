"""Reads dependency files as text: what they include, supply or cannot fetch.

What the lines mean is uv's business; here are only the questions that assemble has before uv runs.
"""

# ruff: noqa: INP001 - of the scripts that assemble runs: in no package
from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from problem import Problem

_INCLUDE = re.compile(r"^(?:-r|-c|--requirement|--constraint)[=\s]*(\S+)")
_EDITABLE = re.compile(r"^(?:-e|--editable)[=\s]*(\S+)")
_LOCAL = re.compile(
    r"^(?:[\w.\-\[\],]+\s*@\s*)?(?:file:(?://)?)?((?:\.{1,2}/|/)\S*|\S+\.(?:whl|zip|tar\.gz))$"
)
_BUILDER_SUPPLIES = re.compile(
    r"^(seldon[-_.](?:core|wrapper))(\[[^\]]*\])?(?![\w.-])(.*)", re.IGNORECASE
)
_REPOSITORY = re.compile(r"\b(git|hg|bzr|svn)\+([A-Za-z]+)(?=[:@])")
# In uv.lock and pylock.toml, and in [tool.uv.sources].
_LOCKED_REPOSITORY = re.compile(r'\b(git|url) = "(?:git\+)?(ssh|git)(?=://|@)')
_FETCHED = {"git+https", "git+http", "git+file"}
_PASSWORD = re.compile(r"://[^/@\s]*@")


def requirement_lines(path: Path) -> Iterator[tuple[Path, int, str]]:
    """Yield each line of a requirements file and of those it includes, with its file and number."""
    seen: set[Path] = set()
    waiting = [path]
    while waiting:
        current = waiting.pop()
        if current in seen or not current.is_file():
            continue
        seen.add(current)
        for number, line in _lines(current):
            yield current, number, line
            include = _INCLUDE.match(line)
            if include:
                waiting.append(current.parent / include[1])


def local_targets(path: Path) -> Iterator[tuple[Path, bool]]:
    """Yield the local files and folders that a requirements file installs; True for an editable."""
    for file, _, line in requirement_lines(path):
        editable, local = _EDITABLE.match(line), _LOCAL.match(line)
        if editable:
            yield file.parent / editable[1], True
        elif local or line == ".":
            yield file.parent / (local[1] if local else "."), False


def supplied(path: Path) -> Iterator[str]:
    """Yield a notice for each requirement of a file that the builder supplies itself."""
    for file, _, line in requirement_lines(path):
        match = _BUILDER_SUPPLIES.match(line)
        if match:
            extras = (
                f" The extra {match[2]} is not installed: list its packages." if match[2] else ""
            )
            yield f"{file.name}: {line!r} is supplied by the builder and not installed.{extras}"


def option_problems(path: Path) -> Iterator[Problem]:
    """Yield a problem for each option in a requirements file that the server's packages break."""
    for file, number, line in requirement_lines(path):
        if line == "--require-hashes":
            yield Problem(
                f"{file.name}, line {number}: --require-hashes (expected: hashes without it, since "
                "what the server shares with the component has none there)",
                "remove the line: every hash that is there is checked all the same",
            )


def repository_problems(paths: Iterable[Path]) -> Iterator[Problem]:
    """Yield a problem for each requirement from a repository that nothing here can fetch."""
    for path in paths:
        for file, number, line in requirement_lines(path):
            found = _REPOSITORY.search(line)
            locked = None if found else _LOCKED_REPOSITORY.search(line)
            if not found and not locked:
                continue
            scheme = f"{found[1]}+{found[2]}" if found else f"git+{locked[2]}" if locked else ""
            if scheme.lower() in _FETCHED or (scheme == "git+ssh" and shutil.which("ssh")):
                continue
            yield Problem(
                f"{file.name}, line {number}: {scheme} cannot be fetched here "
                f"(expected: git+https, git+http or git+file): {_PASSWORD.sub('://', line)}",
                "name the repository by git+https://…, or build a wheel of it and mount that: "
                "s2i build … -v WHEELS:/whl:ro",
            )


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that say something, without comments, with their numbers from 1."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    for number, raw in enumerate(text.splitlines(), start=1):
        line = re.sub(r"(^|\s)#.*", "", raw).strip()
        if line:
            yield number, line
