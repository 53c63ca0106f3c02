"""What the builder's scripts make of sources and locks; container tests show that builds do so."""

import importlib
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

_LIB = Path(__file__).resolve().parents[1] / "builder" / "lib"


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """The modules, which find each other beside themselves."""
    monkeypatch.syspath_prepend(str(_LIB))
    names = ("dependencies", "entry", "pylock")
    yield SimpleNamespace(**{name: importlib.import_module(name) for name in names})
    for path in _LIB.glob("*.py"):
        sys.modules.pop(path.stem, None)


def _write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize(
    "imports",
    [
        "import shop.prices",
        "from shop import prices",
        "from shop.prices import price",
        "def f():\n    import shop.prices as p",
        "from shop import *\nfrom .other import prices",
    ],
)
def test_what_a_component_imports_is_looked_at(scripts, tmp_path, imports):
    """However it is imported: the build fails for it, and not only for the component's own file."""
    files = {
        "MyModel.py": imports,
        "shop/__init__.py": "from . import prices",
        "shop/prices.py": "print 1\n",
    }
    found = scripts.entry.look_at(_write(tmp_path, files), "MyModel", may_be_elsewhere=False)

    (problem,) = found.problems
    assert problem.cause.startswith("shop/prices.py, line 1 is not Python 3: ")
    assert found.warnings == []


def test_relative_imports_are_followed_upwards(scripts, tmp_path):
    """A package's modules name each other so."""
    files = {
        "pkg/__init__.py": "",
        "pkg/sub/__init__.py": "",
        "pkg/sub/model.py": "from ..old import value",
        "pkg/old.py": "exec 'x'\n",
    }
    found = scripts.entry.look_at(
        _write(tmp_path, files), "pkg.sub.model.Model", may_be_elsewhere=False
    )

    assert [problem.cause.partition(",")[0] for problem in found.problems] == ["pkg/old.py"]


def test_component_of_a_package_may_come_from_elsewhere(scripts, tmp_path):
    """Its module is installed, or mounted: only the try at the end of the build can tell."""
    found = scripts.entry.look_at(tmp_path, "installed.Model", may_be_elsewhere=True)

    assert found.problems == []


@pytest.mark.parametrize(
    ("package", "line"),
    [
        ('version = "1.0"', "a==1.0"),
        (
            'version = "1.0"\nmarker = "sys_platform == \'linux\'"',
            "a==1.0 ; sys_platform == 'linux'",
        ),
        ('version = "1.0"\nsdist = { hashes.sha256 = "00" }', "a==1.0 --hash=sha256:00"),
        (
            'vcs = { type = "git", url = "https://x.io/a", commit-id = "c0", subdirectory = "b" }',
            "a @ git+https://x.io/a@c0#subdirectory=b",
        ),
        ('archive = { url = "https://x.example/a.zip" }', "a @ https://x.example/a.zip"),
        (
            "version = \"1.0\"\nmarker = \"'dev' not in dependency_groups and 'x' in extras\"",
            "a==1.0 ; python_version >= '3' and python_version < '3'",
        ),
    ],
)
def test_package_of_a_lock_is_a_requirement(scripts, package, line):
    """The forms of PEP 751 that have one; the markers of groups and extras are answered."""
    lock = tomllib.loads(f'[[packages]]\nname = "a"\n{package}\n')

    assert list(scripts.pylock.requirements(lock)) == [line]


def test_key_is_that_of_what_decides(scripts, tmp_path):
    """A file for another tool must not cost a reinstallation; a file that is included must."""
    choose, key = scripts.dependencies.choose, scripts.dependencies.key
    source = _write(tmp_path, {"requirements.txt": "-r more.txt\n", "more.txt": "a\n"})
    first = key(source, "builder", choose(source))
    _write(source, {"pyproject.toml": "[tool.black]\n", "MyModel.py": "x = 1\n"})
    other_tool = key(source, "builder", choose(source))
    _write(source, {"more.txt": "b\n"})
    included = key(source, "builder", choose(source))

    assert first == other_tool
    assert included != first
    assert key(source, "other", choose(source)) != included
