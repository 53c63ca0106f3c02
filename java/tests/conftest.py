"""The builder's Python files, which in the image find each other and facts in /opt/seldon."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

_REPOSITORY = Path(__file__).parents[2]
_FOLDERS = (
    _REPOSITORY / "java/builder/lib",
    _REPOSITORY / "python/builder/lib",
    _REPOSITORY / "python/src",
)
_NAMES = (
    "java_application",
    "java_jars",
    "java_preflight",
    "java_project",
    "java_sources",
    "maven_failure",
    "maven_settings",
    "maven_wrapper",
    "pom",
    "problem",
)
_FACTS = {
    "boot.txt": "4.1.2\n",
    "classes.txt": "io.seldon.wrapper.utils.H2OUtils\n",
    "java.txt": "25.0.5.1\n",
    "maven.txt": "3.9.16\n",
    "wrapper.txt": "1.0.0\n",
}


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[SimpleNamespace]:
    """The modules, with facts as an image has them."""
    for folder in _FOLDERS:
        monkeypatch.syspath_prepend(str(folder))
    facts = tmp_path / "facts"
    facts.mkdir()
    for name, text in _FACTS.items():
        (facts / name).write_text(text, encoding="utf-8")
    found = SimpleNamespace(**{name: importlib.import_module(name) for name in _NAMES})
    for name in ("java_application", "java_preflight", "java_project"):
        monkeypatch.setattr(getattr(found, name), "_FACTS", facts)
    monkeypatch.setattr(found.java_project, "_BUILDER", _FOLDERS[0])
    yield found
    for folder in _FOLDERS[:2]:
        for path in folder.glob("*.py"):
            sys.modules.pop(path.stem, None)


@pytest.fixture
def source(tmp_path: Path):
    """Give a function that writes files, as s2i puts them into a container."""

    def write(**files: str) -> Path:
        folder = tmp_path / "src"
        for name, text in files.items():
            path = folder / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder

    return write
