"""Makes a source ready for Maven: a pom.xml where there is none, and our library for upstream's.

Usage: ``python java_project.py SOURCE``. Prints lines of ``WORD text``: ``step`` and ``notice`` for
the user, ``model-name`` for the full name of a component without a pom.xml.
"""

# ruff: noqa: T201 - a script that assemble runs: it is in no package, and it prints
from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from java_sources import class_name, java_files
from pom import Pom, poms
from problem import SET, Problem, RefusedError, report

_FACTS = Path("/opt/seldon/facts")
_BUILDER = Path("/opt/seldon/builder")
_GROUP = "io.seldon.wrapper"
_NAMES = ("seldon-core-wrapper", "seldon-core-wrappers")
_MAIN = "io.seldon.wrapper.serving.Main"
_DEPENDENCY = re.compile(r"<dependency>.*?</dependency>", re.DOTALL)


def java_files_without_pom(source: Path) -> list[Path]:
    """Return the Java files of a source that has no pom.xml, without its tests."""
    return [
        file for file in java_files(source) if "test" not in file.relative_to(source).parts[:-1]
    ]


def component_file(source: Path, model_name: str) -> Path:
    """Return the file of the component's class.

    Args:
        source: The folder; it has no pom.xml.
        model_name: MODEL_NAME; empty where there is one class alone.

    Raises:
        RefusedError: There is none, or more than one.
    """
    files = java_files_without_pom(source)
    names = {class_name(file): file for file in files}
    shown = ", ".join(sorted(names))
    if not model_name:
        if len(names) == 1:
            return files[0]
        raise RefusedError(
            Problem(
                f"MODEL_NAME is not set (expected: the class of the component; there are: {shown})",
                SET,
            )
        )
    if model_name in names:
        return names[model_name]
    fitting = [name for name in names if name.rpartition(".")[2] == model_name]
    if len(fitting) == 1:
        return names[fitting[0]]
    expected = f"expected: one of {shown}"
    if fitting:
        expected = f"expected: with its package, one of {', '.join(sorted(fitting))}"
    raise RefusedError(Problem(f"MODEL_NAME: {model_name!r} ({expected})", SET))


def supply_pom(source: Path, model_name: str) -> Iterator[str]:
    """Write a pom.xml for Java files that have none, and yield what there is to say."""
    file = component_file(source, model_name)
    name = class_name(file)
    folder = source / "src/main/java"
    values = {
        "boot": _fact("boot"),
        "wrapper": _fact("wrapper"),
        "release": _fact("java").partition(".")[0],
        "sources": "src/main/java" if folder.is_dir() else "${project.basedir}",
        "main": _MAIN,
    }
    text = (_BUILDER / "supplied-pom.xml").read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", escape(value))
    (source / "pom.xml").write_text(text, encoding="utf-8")
    yield f"step No pom.xml: the builder supplies one, for the component {name}"
    yield f"model-name {name}"


def replace_upstream(source: Path) -> Iterator[str]:
    """Put our library where upstream's stands in the pom.xml files, and yield a notice for each."""
    ours = _fact("wrapper")
    for one in poms(source):
        notices: list[str] = []

        def replaced(match: re.Match[str], one: Pom = one, notices: list[str] = notices) -> str:
            text = match[0]
            name, version = _inner(text, "artifactId"), one.value(_inner(text, "version"))
            if (
                one.value(_inner(text, "groupId")) not in (_GROUP, "io.seldon")
                or name not in _NAMES
            ):
                return text
            if name == _NAMES[0] and (not version or version == ours):
                return text
            notices.append(f"{name} {version}".strip())
            text = re.sub(r"<groupId>[^<]*<", f"<groupId>{_GROUP}<", text)
            text = re.sub(r"<artifactId>[^<]*<", f"<artifactId>{_NAMES[0]}<", text)
            return re.sub(r"<version>[^<]*<", f"<version>{ours}<", text)

        before = one.path.read_text(encoding="utf-8")
        after = _DEPENDENCY.sub(replaced, before)
        if after != before:
            one.path.write_text(after, encoding="utf-8")
        for old in dict.fromkeys(notices):
            yield (
                f"notice {one.shown}: {old} is upstream's server; the application is built against "
                f"{_NAMES[0]} {ours} of this image. Write that version into the file"
            )


def _inner(text: str, name: str) -> str:
    match = re.search(rf"<{name}>\s*([^<]*?)\s*</{name}>", text)
    return match[1] if match else ""


def _fact(name: str) -> str:
    return (_FACTS / f"{name}.txt").read_text(encoding="utf-8").strip()


def main(source: Path) -> None:
    """Do what the source needs, and print what there is to say."""
    if (source / "pom.xml").is_file():
        lines = replace_upstream(source)
    else:
        lines = supply_pom(source, os.environ.get("MODEL_NAME", "").strip())
    for line in lines:
        print(line)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except RefusedError as refused:
        sys.exit(report([refused.problem]))
