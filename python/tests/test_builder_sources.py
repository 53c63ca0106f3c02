"""What assemble's preflight makes of sources that s2i, git or Windows has spoilt."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import guide_tables
import pytest

_LIB = guide_tables.PYTHON / "builder" / "lib"
_FETCH = (
    "leave --ignore-submodules out, or run git submodule update --init --recursive "
    "and build with s2i build -c"
)


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """The modules, which find each other beside themselves."""
    monkeypatch.syspath_prepend(str(_LIB))
    names = ("entry", "preflight", "source_files")
    yield SimpleNamespace(**{name: importlib.import_module(name) for name in names})
    for path in _LIB.glob("*.py"):
        sys.modules.pop(path.stem, None)


def _source(folder: Path, files: dict[str, str]) -> Path:
    """Write a component and more files, as s2i puts them into a container."""
    source = folder / "src"
    identity = "class MyModel:\n    def predict(self, X, names):\n        return X\n"
    for name, text in {"MyModel.py": identity, **files}.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(text.encode())
    return source


def test_script_that_s2i_has_moved_may_not_have_windows_line_ends(scripts, tmp_path):
    """The image would be built, and end at its start: its command is that script."""
    source = _source(tmp_path, {"../scripts/run": "#!/bin/sh\r\nexec true\r\n"})

    (problem,) = scripts.source_files.source_file_problems(source)

    assert problem.cause == "Windows line ends (CRLF) in .s2i/bin/run (expected: LF)"


@pytest.mark.parametrize(
    ("line", "folder"),
    [("from libs.shared import X", "libs"), ("import libs.deep.x", "libs/deep")],
)
def test_empty_folder_that_is_imported_is_a_submodule(scripts, tmp_path, line, folder):
    """Of --context-dir there is no .gitmodules, and `libs` is in no package index."""
    source = _source(tmp_path, {"MyModel.py": line})
    (source / folder).mkdir(parents=True)

    found = scripts.entry.look_at(source, "MyModel", may_be_elsewhere=False)

    assert [(problem.cause, problem.remedy) for problem in found.problems] == [
        (
            f"empty folders that MyModel imports from: {folder} (expected: their files)",
            _FETCH,
        )
    ]


def test_empty_folder_that_nothing_imports_is_nobodys_business(scripts, tmp_path):
    """A copied source may have a folder for logs."""
    source = _source(tmp_path, {})
    (source / "logs").mkdir()

    found = scripts.entry.look_at(source, "MyModel", may_be_elsewhere=False)

    assert found.problems == []


def test_line_of_the_environment_file_without_effect_is_warned_of(scripts, tmp_path, capsys):
    """s2i drops it without a word; its value may be a secret, so only its number is told."""
    lines = "# settings\n\nMODEL_NAME=MyModel\r\nWORKERS 2\nexport THREADS=4\n"
    source = _source(tmp_path, {".s2i/environment": lines})

    code = scripts.preflight.main(source, {"MODEL_NAME": "MyModel"})

    assert code == 0
    assert capsys.readouterr().err.splitlines() == [
        "WARNING: .s2i/environment, line 4 is not NAME=value, so s2i has left it out",
        (
            "WARNING: .s2i/environment, line 5: 'export THREADS' is taken as the whole name "
            "(expected: NAME=value, without export or spaces)"
        ),
    ]


def test_environment_file_is_not_the_remedy_where_s2i_did_not_read_it(scripts, tmp_path, capsys):
    """`docker build` does not: whoever has MODEL_NAME in it would look there for ever."""
    source = _source(tmp_path, {".s2i/environment": "MODEL_NAME=MyModel\nWORKERS=2\n"})

    code = scripts.preflight.main(source, {})

    assert code == 1
    assert capsys.readouterr().err.splitlines() == [
        "WARNING: .s2i/environment has no effect, since s2i alone reads it: MODEL_NAME, WORKERS",
        "ERROR: MODEL_NAME: not set (expected: the component's name, such as MyModel)",
        "REMEDY: write ENV NAME=value into the Dockerfile: only s2i build reads .s2i/environment",
    ]
