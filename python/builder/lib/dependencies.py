"""Chooses where the component's dependencies come from, and gives them a key.

Usage: ``python dependencies.py SOURCE BUILDER_ID``. Prints lines of ``WORD text``:

    method requirements|project|pyproject|none
    reason why that one
    key    sha256 over everything that decides what is installed; equal keys: nothing to do
    notice something the user should know (any number of them)
"""

# ruff: noqa: INP001, T201 - a script that assemble runs: it is in no package, and it prints
from __future__ import annotations

import hashlib
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# What a project's installation depends on; the rest of its files are linked, not copied.
PROJECT_FILES = ("pyproject.toml", "setup.py", "setup.cfg")
_INCLUDE = re.compile(r"^(?:-r|-c|--requirement|--constraint)[=\s]*(\S+)")
_EDITABLE = re.compile(r"^(?:-e|--editable)[=\s]*(\S+)")
_LOCAL = re.compile(
    r"^(?:[\w.\-\[\],]+\s*@\s*)?(?:file:(?://)?)?((?:\.{1,2}/|/)\S*|\S+\.(?:whl|zip|tar\.gz))$"
)
_BUILDER_SUPPLIES = re.compile(
    r"^(seldon[-_.](?:core|wrapper))(\[[^\]]*\])?(?![\w.-])(.*)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Where the dependencies come from (``method``), and why, as one sentence."""

    method: str
    reason: str


def choose(source: Path) -> Choice:
    """Return the choice for a source folder. requirements.txt wins, as it does upstream."""
    others = [name for name in ("pyproject.toml", "setup.py") if (source / name).is_file()]
    if (source / "requirements.txt").is_file():
        hint = f"; add the line '-e .' to it to install {others[0]} as well" if others else ""
        return Choice("requirements", f"requirements.txt{hint}")
    if "setup.py" in others:
        return Choice("project", "setup.py, installed as a link to /microservice")
    if others:
        with (source / "pyproject.toml").open("rb") as file:
            tables = tomllib.load(file)
        if "build-system" in tables:
            reason = "pyproject.toml with [build-system], installed as a link to /microservice"
            return Choice("project", reason)
        if "project" in tables:
            reason = "pyproject.toml without [build-system]: its dependencies only"
            return Choice("pyproject", reason)
        return Choice("none", "pyproject.toml has neither [project] nor [build-system]")
    return Choice("none", "no requirements.txt, pyproject.toml or setup.py")


def requirement_lines(path: Path) -> Iterator[tuple[Path, str]]:
    """Yield each line of a requirements file and of those it includes, with its file."""
    seen: set[Path] = set()
    waiting = [path]
    while waiting:
        current = waiting.pop()
        if current in seen or not current.is_file():
            continue
        seen.add(current)
        for raw in current.read_text(encoding="utf-8-sig", errors="replace").splitlines():
            line = re.sub(r"(^|\s)#.*", "", raw).strip()
            if line:
                yield current, line
            include = _INCLUDE.match(line)
            if include:
                waiting.append(current.parent / include[1])


def deciding_files(source: Path, choice: Choice) -> list[Path]:
    """Return the files whose content decides what is installed, sorted."""
    if choice.method == "none":
        return []
    if choice.method != "requirements":
        return _existing(source)
    found = {source / "requirements.txt"}
    for file, line in requirement_lines(source / "requirements.txt"):
        found.add(file)
        editable, local = _EDITABLE.match(line), _LOCAL.match(line)
        if editable:
            found.update(_existing(source / editable[1]))
        elif local:
            target = source / local[1]
            found.update(target.rglob("*") if target.is_dir() else [target])
    return sorted(path for path in found if path.is_file())


def key(source: Path, builder: str, choice: Choice) -> str:
    """Return the sha256, in hexadecimal, of everything that decides what is installed."""
    digest = hashlib.sha256(f"{builder}\0{choice.method}\0".encode())
    for path in deciding_files(source, choice):
        content = path.read_bytes()
        digest.update(f"{path}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def notices(source: Path, choice: Choice) -> Iterator[str]:
    """Yield what the user should know about the requirements."""
    if choice.method != "requirements":
        return
    for file, line in requirement_lines(source / "requirements.txt"):
        match = _BUILDER_SUPPLIES.match(line)
        if match:
            extras = (
                f" The extra {match[2]} is not installed: list its packages." if match[2] else ""
            )
            yield f"{file.name}: {line!r} is supplied by the builder and not installed.{extras}"


def _existing(folder: Path) -> list[Path]:
    return [folder / name for name in PROJECT_FILES if (folder / name).is_file()]


def main(source: Path, builder: str) -> None:
    """Print the answer of this module for one source folder."""
    try:
        choice = choose(source)
    except tomllib.TOMLDecodeError as error:
        sys.exit(f"pyproject.toml: {error}")
    print(f"method {choice.method}")
    print(f"reason {choice.reason}")
    print(f"key {key(source, builder, choice)}")
    for notice in notices(source, choice):
        print(f"notice {notice}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
