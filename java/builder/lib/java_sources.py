"""Looks at Java files as text: what they import that has gone, and where a class is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from problem import Problem

_IMPORT = re.compile(r"^\s*import\s+(?:static\s+)?([\w.]+(?:\.\*)?)\s*;")
_PACKAGE = re.compile(r"^\s*package\s+([\w.]+)\s*;", re.MULTILINE)
# What was javax and is jakarta since Spring Boot 3; other packages of javax are the JDK's own.
_MOVED = (
    "annotation.PostConstruct",
    "annotation.PreDestroy",
    "annotation.Priority",
    "annotation.Resource",
    "ejb",
    "enterprise",
    "inject",
    "jms",
    "mail",
    "persistence",
    "servlet",
    "transaction.Transactional",
    "validation",
    "websocket",
    "ws.rs",
    "xml.bind",
)
_SHOWN = 3
_UTILITIES = "io.seldon.wrapper.utils."
_SKIPPED = {"target", ".git", "node_modules"}


def java_files(source: Path) -> Iterator[Path]:
    """Yield the Java files of a folder, sorted, without what a build has made."""
    for folder, folders, names in os.walk(source):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED)
        yield from (Path(folder, name) for name in sorted(names) if name.endswith(".java"))


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the imports of a file with their lines, from 1."""
    text = file.read_text(encoding="utf-8", errors="replace")
    for number, line in enumerate(text.splitlines(), start=1):
        match = _IMPORT.match(line)
        if match:
            yield number, match[1]


def import_problems(source: Path, library: set[str]) -> Iterator[Problem]:
    """Yield a problem for what was javax, and for what the library lacks.

    Args:
        source: The folder.
        library: The names of the library's classes.
    """
    moved: list[str] = []
    for file in java_files(source):
        for number, name in imports(file):
            where = f"{file.relative_to(source)}, line {number}"
            if any(name.startswith(f"javax.{part}") for part in _MOVED):
                moved.append(f"{where}: {name}")
            if name.startswith(_UTILITIES) and not name.endswith("*") and name not in library:
                yield Problem(
                    f"{where}: {name} (expected: what this builder's library has: "
                    f"{_utilities(library)})",
                    f"leave {name.rpartition('.')[2]} out: call the toolkit itself with "
                    f"the numbers of the request",
                )
    if moved:
        more = f" and {len(moved) - _SHOWN} more" if len(moved) > _SHOWN else ""
        yield Problem(
            f"imports of packages that Spring Boot has not had since 3: "
            f"{'; '.join(moved[:_SHOWN])}{more} "
            "(expected: jakarta in place of javax)",
            "write jakarta in place of javax there, and name the jakarta packages in pom.xml",
        )


def _utilities(library: set[str]) -> str:
    return (
        ", ".join(sorted(name for name in library if name.startswith(_UTILITIES))) or "no utilities"
    )


def class_name(file: Path) -> str:
    """Return the full name of the class that a file is named after."""
    match = _PACKAGE.search(file.read_text(encoding="utf-8", errors="replace"))
    return f"{match[1]}.{file.stem}" if match else file.stem
