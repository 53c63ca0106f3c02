"""Reads .s2i/environment, to say what s2i did not: which of its lines have no effect.

s2i alone reads the file. It drops what is not NAME=value without a word, and ``docker build`` of a
Dockerfile that somebody wrote, or of ``s2i generate``, knows nothing of it.
"""

# ruff: noqa: INP001 - of the scripts that assemble runs: in no package
from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

PLACE = ".s2i/environment"


def odd_lines(source: Path) -> Iterator[str]:
    """Yield a sentence for each line that does not set what it seems to; no values in it."""
    for number, line in _lines(source):
        name, equals, _ = line.partition("=")
        if not equals or not name.strip():
            yield f"{PLACE}, line {number} is not NAME=value, so s2i has left it out"
        elif not name.strip().isidentifier():
            yield (
                f"{PLACE}, line {number}: {name.strip()!r} is taken as the whole name "
                "(expected: NAME=value, without export or spaces)"
            )


def left_out(source: Path, environ: Mapping[str, str]) -> list[str]:
    """Return the names that the file has and this build does not."""
    names = [line.partition("=")[0].strip() for _, line in _lines(source) if "=" in line]
    return [name for name in dict.fromkeys(names) if name.isidentifier() and name not in environ]


def _lines(source: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that say something, with their numbers from 1."""
    path = source / PLACE
    if path.is_file():
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip() and not line.startswith("#"):
                yield number, line
