"""Finds files that git, an archive or Windows has spoilt on their way into the build.

s2i builds what it is given without a word: a Git LFS pointer instead of the model, an empty folder
instead of a submodule. Without this the image fails when it is asked, or in the import at best.
"""

# ruff: noqa: INP001 - of the scripts that assemble runs: in no package
from __future__ import annotations

import configparser
import os
import re
from collections.abc import Iterator
from pathlib import Path

from problem import Problem

_POINTER = b"version https://git-lfs.github.com/spec/v1\n"
# The specification's own bound of a pointer's size, in bytes.
_LARGEST_POINTER = 1024
_SHOWN = 3
FETCH_SUBMODULES = (
    "leave --ignore-submodules out, or run git submodule update --init --recursive "
    "and build with s2i build -c"
)


def source_file_problems(source: Path) -> Iterator[Problem]:
    """Yield what is wrong with the files of a source folder."""
    yield from _pointer_problems(source)
    yield from _submodule_problems(source)
    yield from _line_end_problems(source)


def _pointer_problems(source: Path) -> Iterator[Problem]:
    """Yield one problem for all Git LFS pointers."""
    found = []
    for path in _files_below(source):
        if path.stat().st_size > _LARGEST_POINTER:
            continue
        content = path.read_bytes()
        size = re.search(rb"^size (\d+)$", content, re.MULTILINE)
        if content.startswith(_POINTER) and size:
            found.append(f"{path.relative_to(source)} ({int(size[1])} bytes)")
    if found:
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        yield Problem(
            "Git LFS pointers instead of the files: "
            f"{', '.join(sorted(found)[:_SHOWN])}{more} (expected: the files themselves)",
            "run git lfs pull where s2i runs and build that folder with s2i build -c, "
            "or name the files in .s2iignore",
        )


def _submodule_problems(source: Path) -> Iterator[Problem]:
    """Yield one problem for all submodules whose folder is there and empty."""
    modules = configparser.RawConfigParser(strict=False)
    if (source / ".gitmodules").is_file():
        # git indents the lines of a section; configparser takes such a line for the value before.
        text = (source / ".gitmodules").read_text(encoding="utf-8", errors="replace")
        modules.read_string("\n".join(line.strip() for line in text.splitlines()))
    paths = [modules[name]["path"] for name in modules.sections() if "path" in modules[name]]
    empty = [p for p in paths if (source / p).is_dir() and not any((source / p).iterdir())]
    if empty:
        yield Problem(
            f"empty submodules: {', '.join(sorted(empty))} (expected: their files)",
            FETCH_SUBMODULES,
        )


def _line_end_problems(source: Path) -> Iterator[Problem]:
    """Yield one problem for all scripts that the kernel or a shell would read wrongly."""
    # s2i has moved those of .s2i/bin there, where those of --scripts-url are too.
    moved = (source.parent / "scripts").glob("*")
    scripts = {"before-run": source / "before-run", **{f".s2i/bin/{p.name}": p for p in moved}}
    spoilt = [name for name, p in scripts.items() if p.is_file() and b"\r\n" in p.read_bytes()]
    if spoilt:
        yield Problem(
            f"Windows line ends (CRLF) in {', '.join(sorted(spoilt))} (expected: LF)",
            "convert them with sed -i 's/\\r$//' FILE, and keep them so: "
            "add the line 'FILE text eol=lf' to .gitattributes",
        )


def _files_below(source: Path) -> Iterator[Path]:
    """Yield the regular files of a folder, without following links."""
    for folder, _, names in os.walk(source):
        for name in names:
            path = Path(folder, name)
            if path.is_file() and not path.is_symlink():
                yield path
