"""Chooses where the component's dependencies come from, and gives them a key.

Usage: ``python dependencies.py SOURCE BUILDER_ID``. Prints lines of ``WORD text``:

    method   uv.lock|pylock.toml|requirements|project|pyproject|none
    argument one word of uv's command line (any number of them, in order)
    reason   why that one
    key      sha256 over everything that decides what is installed; equal keys: nothing to do
    notice   something the user should know (any number of them)

A lock wins, then requirements.txt, then the project. A project that can be built (setup.py, or
pyproject.toml with [build-system]) is installed beside either, and constraints.txt holds for what
no lock fixes. DEPENDENCY_FILES names the files that count when that is not what is meant.
"""

# ruff: noqa: INP001, T201 - a script that assemble runs: it is in no package, and it prints
from __future__ import annotations

import hashlib
import os
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requirement_files
from problem import Problem, RefusedError

LOCKS = ("uv.lock", "pylock.toml")
KNOWN = (*LOCKS, "requirements.txt", "pyproject.toml", "setup.py", "constraints.txt")
# What a project's installation depends on; the rest of its files are linked, not copied.
PROJECT_FILES = ("pyproject.toml", "setup.py", "setup.cfg")
_LINKED = "installed as a link to /microservice"
# Made by install.sh out of a lock.
LOCKED = "{work}/locked.txt"
_OTHERS = {
    "environment.yml": ("there is no conda here", "list the packages in requirements.txt"),
    "poetry.lock": ("poetry's lock is not read", "run: poetry export -o requirements.txt"),
    "Pipfile": ("there is no pipenv here", "run: pipenv requirements > requirements.txt"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Where the dependencies come from.

    Attributes:
        method: The file or way that decides.
        reason: Why, as one sentence.
        files: The files that were chosen, and are read.
        arguments: For uv; ``{work}`` in one is a folder of this build.
    """

    method: str
    reason: str
    files: tuple[str, ...] = ()
    arguments: tuple[str, ...] = field(default=())


def choose(source: Path, wanted: str = "") -> Choice:
    """Return the choice for a source folder.

    Args:
        source: The folder.
        wanted: DEPENDENCY_FILES: the names of the files that count, with commas; empty for all.

    Raises:
        RefusedError: The files make no sense together, or one cannot be read.
    """
    there = _files_that_count(source, wanted)
    project, tables = _project(source, there)
    link = ("--editable", ".") if project else ()
    linked = f", and {project}, {_LINKED}" if project else ""
    locks = [name for name in LOCKS if name in there]
    if locks:
        return _locked(locks, there, link, linked)
    constraints = "constraints.txt" in there
    within = " within constraints.txt" if constraints else ""
    limits = ("--constraints", "constraints.txt") if constraints else ()
    if "requirements.txt" in there:
        # `-e .` as a line of its own is enough.
        link = () if _is_linked_already(source) else link
        kept = tuple(name for name in there if link or name not in PROJECT_FILES)
        other = {"project", "build-system"} & tables.keys() and not project
        out = "; pyproject.toml is left out" if other else ""
        reason = f"requirements.txt{within}{linked if link else ''}{out}"
        arguments = ("--requirements", "requirements.txt", *limits, *link)
        return Choice("requirements", reason, kept, arguments)
    if project:
        return Choice("project", f"{project}{within}, {_LINKED}", tuple(there), (*limits, *link))
    if "project" in tables:
        reason = f"pyproject.toml{within} without [build-system]: its dependencies only"
        arguments = ("--requirements", "pyproject.toml", *limits)
        return Choice("pyproject", reason, tuple(there), arguments)
    if "pyproject.toml" in there:
        return Choice("none", "pyproject.toml has neither [project] nor [build-system]")
    return Choice("none", "no uv.lock, pylock.toml, requirements.txt, pyproject.toml or setup.py")


def _is_linked_already(source: Path) -> bool:
    """Tell whether requirements.txt installs the project itself."""
    targets = requirement_files.local_targets(source / "requirements.txt")
    return any(target.is_dir() and target.samefile(source) for target, _ in targets)


def _files_that_count(source: Path, wanted: str) -> list[str]:
    """Return which of the known files are there and wanted.

    Raises:
        RefusedError: One that is wanted is not there, or only files of other tools are.
    """
    names = [name.strip() for name in wanted.split(",") if name.strip()]
    for name in names:
        if name not in KNOWN or not (source / name).is_file():
            there = ", ".join(known for known in KNOWN if (source / known).is_file())
            raise RefusedError(
                Problem(f"DEPENDENCY_FILES: {name!r} (expected: of those that are there: {there})")
            )
    found = [name for name in KNOWN if (source / name).is_file() and name in (names or KNOWN)]
    other = next((name for name in _OTHERS if (source / name).is_file()), "")
    if other and not any(name != "constraints.txt" for name in found):
        why, remedy = _OTHERS[other]
        raise RefusedError(Problem(f"{other}: {why} (expected: requirements.txt)", remedy))
    return found


def _project(source: Path, there: list[str]) -> tuple[str, dict[str, Any]]:
    """Return what can be installed as a project ("" for nothing) and pyproject.toml's tables."""
    tables: dict[str, Any] = {}
    if "pyproject.toml" in there:
        try:
            tables = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise RefusedError(
                Problem(
                    f"the dependency files cannot be read: pyproject.toml: {error}", "mend the file"
                )
            ) from error
    # uv's own word for a project that is no package.
    if tables.get("tool", {}).get("uv", {}).get("package") is False:
        return "", tables
    if "setup.py" in there:
        return "setup.py", tables
    if "build-system" in tables:
        # Without [project] it is most often another tool's, so it is tried only when it is alone.
        alone = not any(name in there for name in (*LOCKS, "requirements.txt"))
        if "project" in tables or alone:
            return "pyproject.toml with [build-system]", tables
    return "", tables


def _locked(locks: list[str], there: list[str], link: tuple[str, ...], linked: str) -> Choice:
    """Return the choice of a lock.

    Raises:
        RefusedError: There are two, or uv.lock is without what it is the lock of.
    """
    if len(locks) > 1:
        raise RefusedError(
            Problem(
                f"{' and '.join(locks)} are there (expected: one lock)",
                f"remove one, or say which counts: -e DEPENDENCY_FILES={locks[0]},pyproject.toml",
            )
        )
    (lock,) = locks
    if lock == "uv.lock" and "pyproject.toml" not in there:
        raise RefusedError(
            Problem(
                "uv.lock without pyproject.toml (expected: both, since it is the lock of that)",
                "commit pyproject.toml too, or run: uv export -o requirements.txt",
            )
        )
    left = [name for name in ("requirements.txt", "constraints.txt") if name in there]
    out = f"; {' and '.join(left)} left out, since the lock fixes every version" if left else ""
    files = tuple(name for name in there if name not in left)
    return Choice(lock, f"{lock}{linked}{out}", files, ("--requirements", LOCKED, *link))


def deciding_files(source: Path, choice: Choice) -> list[Path]:
    """Return the files whose content decides what is installed, sorted."""
    found = {source / name for name in choice.files}
    if "--editable" in choice.arguments:
        found.update(_existing(source))
    if "requirements.txt" in choice.files:
        path = source / "requirements.txt"
        found.update(file for file, _, _ in requirement_files.requirement_lines(path))
        for target, is_editable in requirement_files.local_targets(path):
            if is_editable:
                found.update(_existing(target))
            else:
                found.update(target.rglob("*") if target.is_dir() else [target])
    return sorted(path for path in found if path.is_file())


def key(source: Path, builder: str, choice: Choice) -> str:
    """Return the sha256, in hexadecimal, of everything that decides what is installed."""
    digest = hashlib.sha256(f"{builder}\0{choice.method}\0{choice.arguments}\0".encode())
    for path in deciding_files(source, choice):
        content = path.read_bytes()
        digest.update(f"{os.path.relpath(path, source)}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def problems(source: Path, wanted: str = "") -> Iterator[Problem]:
    """Yield what is wrong with the dependency files before anything is installed."""
    try:
        choice = choose(source, wanted)
    except RefusedError as error:
        yield error.problem
        return
    yield from requirement_files.repository_problems(source / name for name in choice.files)
    if "requirements.txt" in choice.files:
        yield from requirement_files.option_problems(source / "requirements.txt")


def _existing(folder: Path) -> list[Path]:
    return [folder / name for name in PROJECT_FILES if (folder / name).is_file()]


def main(source: Path, builder: str) -> None:
    """Print the answer of this module for one source folder."""
    choice = choose(source, os.environ.get("DEPENDENCY_FILES", ""))
    print(f"method {choice.method}")
    for argument in choice.arguments:
        print(f"argument {argument}")
    print(f"reason {choice.reason}")
    print(f"key {key(source, builder, choice)}")
    if "requirements.txt" in choice.files:
        for notice in requirement_files.supplied(source / "requirements.txt"):
            print(f"notice {notice}")
    elif (source / "poetry.lock").is_file() and choice.method == "project":
        print(
            "notice poetry.lock is not read, so versions are chosen anew; "
            "poetry export -o requirements.txt keeps them"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
