"""The files that say what a component needs, alone and together.

Most wheels are the tests' own, and those builds have no network.
"""

from pathlib import Path

import pytest

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.python.repository import GREETING_PROJECT
from seldon_conformance.builder.python.wheels import wheel_digest, write_wheel
from seldon_conformance.builder.recipe import Recipe, Source, commit, files, write_files
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.shelf import Shelf

_WHEELS = (("wheels", "/whl"),)
_COMPONENT = {
    "MyModel.py": "class MyModel:\n    def predict(self, X, names):\n        return X\n",
    ".s2i/environment": "MODEL_NAME=MyModel\n",
}
_PYPROJECT = (
    '[project]\nname = "my-model"\nversion = "1.0"\nrequires-python = ">=3.11"\n'
    'dependencies = ["greeting"]\n'
)
# Of two wheels, the older one: an installation that does not look at the lock takes the other.
_UV_LOCK = """version = 1
revision = 3
requires-python = ">=3.11"

[[package]]
name = "greeting"
version = "1.0"
source = { registry = "https://pypi.org/simple" }
wheels = [
    { url = "https://index.invalid/greeting-1.0-py3-none-any.whl", hash = "sha256:DIGEST" },
]

[[package]]
name = "my-model"
version = "1.0"
source = { virtual = "." }
dependencies = [
    { name = "greeting" },
]

[package.metadata]
requires-dist = [{ name = "greeting" }]
"""
_PYLOCK = """lock-version = "1.0"
created-by = "tests"
default-groups = ["default"]

[[packages]]
name = "greeting"
version = "1.0"
marker = "python_version >= '3.11' and 'default' in dependency_groups"
wheels = [{ url = "https://index.invalid/greeting-1.0-py3-none-any.whl", hashes.sha256 = "DIGEST" }]

[[packages]]
name = "farewell"
version = "1.0"
marker = "'dev' in dependency_groups or 'all' in extras"
"""


def _with(contents: dict[str, str]) -> Source:
    """Give a component with files, beside its wheels; DIGEST in a file is the wheel's."""

    def write(folder: Path) -> str:
        wheels = folder.parent / "wheels"
        for name, version in (("greeting", "1.0"), ("greeting", "2.0"), ("farewell", "1.0")):
            write_wheel(wheels, name, version)
        digest = wheel_digest(wheels, "greeting", "1.0")
        write_files(folder, _COMPONENT)
        write_files(folder, {n: text.replace("DIGEST", digest) for n, text in contents.items()})
        return str(folder)

    return write


UV_LOCK = Recipe(
    "uv-lock",
    _with({"uv.lock": _UV_LOCK, "pyproject.toml": _PYPROJECT, "requirements.txt": "farewell\n"}),
    mounts=_WHEELS,
    is_offline=True,
)
PYLOCK = Recipe("pylock", _with({"pylock.toml": _PYLOCK}), mounts=_WHEELS, is_offline=True)
CHOSEN = Recipe(
    "dependency-files",
    _with({"uv.lock": _UV_LOCK, "pyproject.toml": _PYPROJECT, "requirements.txt": "farewell\n"}),
    ("-e", "DEPENDENCY_FILES=requirements.txt"),
    mounts=_WHEELS,
    is_offline=True,
)
CONSTRAINTS = Recipe(
    "constraints",
    _with({"requirements.txt": "greeting\n", "constraints.txt": "greeting<2\nfarewell==1.0\n"}),
    mounts=_WHEELS,
    is_offline=True,
)


def _installed(image: str) -> set[str]:
    """Give what of the tests' packages is installed."""
    lines = shell(image, "cat /opt/app-root/build/requirements.lock").splitlines()
    return {line for line in lines if line.startswith(("greeting", "farewell", "-e ", "attrs"))}


@row("C26")
@built(UV_LOCK)
def test_uv_lock_fixes_the_versions(build: Build, image: str) -> None:
    """What was tested is what is installed; a second list beside the lock does not count."""
    assert _installed(image) == {"greeting==1.0"}
    assert (
        "---> Installing dependencies with uv "
        "(uv.lock; requirements.txt left out, since the lock fixes every version)"
    ) in build.lines


@row("C26")
@built(PYLOCK)
def test_pylock_fixes_the_versions(build: Build, image: str) -> None:
    """Of its groups only the default ones are installed, and no extras."""
    assert _installed(image) == {"greeting==1.0"}
    assert "---> Installing dependencies with uv (pylock.toml)" in build.lines


@row("C05")
@built(CHOSEN)
def test_dependency_files_says_which_count(build: Build, image: str) -> None:
    """A repository may have files for another purpose than this image."""
    assert _installed(image) == {"farewell==1.0"}
    assert "---> Installing dependencies with uv (requirements.txt)" in build.lines


@row("C05")
@built(CONSTRAINTS)
def test_constraints_hold_for_the_requirements(build: Build, image: str) -> None:
    """They limit what is installed, and ask for nothing."""
    assert _installed(image) == {"greeting==1.0"}
    reason = "(requirements.txt within constraints.txt)"
    assert f"---> Installing dependencies with uv {reason}" in build.lines


TOGETHER = Recipe(
    "requirements-and-project",
    files(
        {
            **_COMPONENT,
            "requirements.txt": "attrs==25.3.0\n",
            "setup.py": "from setuptools import setup\n\n"
            'setup(name="my-shop", version="1.0", py_modules=["prices"],\n'
            '      install_requires=["attrs>=20"])\n',
            "prices.py": "",
        }
    ),
    needs_index=True,
)


@row("C05")
@built(TOGETHER)
def test_project_is_installed_beside_its_requirements(build: Build, image: str) -> None:
    """Both lists hold at once."""
    assert _installed(image) == {"attrs==25.3.0", "-e file:///microservice"}
    reason = "(requirements.txt, and setup.py, installed as a link to /microservice)"
    assert f"---> Installing dependencies with uv {reason}" in build.lines


def _from_a_repository(folder: Path) -> str:
    commit(folder.parent / "repository", GREETING_PROJECT)
    write_files(folder, _COMPONENT)
    write_files(folder, {"requirements.txt": "greeting @ git+file:///repository@main\n"})
    return str(folder)


REPOSITORY_REQUIREMENT = Recipe(
    "git-requirement",
    _from_a_repository,
    mounts=(("repository", "/repository"),),
    is_offline=True,
)


@row("C05")
@built(REPOSITORY_REQUIREMENT)
def test_requirement_of_a_repository_is_its_commit(build: Build, image: str) -> None:
    """A company's own packages are in git; the report has the commit, not the branch."""
    repository = build.folder / "repository"
    head = (repository / ".git" / "refs" / "heads" / "main").read_text().strip()

    assert _installed(image) == {f"greeting @ git+file:///repository@{head}"}


@pytest.fixture
def cache(folder: Path) -> Path:
    """A folder that the builder's user can write to."""
    cache = folder / "cache"
    cache.mkdir()
    cache.chmod(0o777)
    return cache


def _with_cache(name: str, cache: Path) -> Recipe:
    source = files({**_COMPONENT, "requirements.txt": "attrs==25.3.0\n"})
    return Recipe(name, source, ("-v", f"{cache}:/var/cache/uv"), needs_index=True)


@row("C16", modes=Mode.S2I)
def test_mounted_cache_saves_the_second_download(shelf: Shelf, cache: Path) -> None:
    """Builds of many components fetch the same wheels; `Prepared` is uv's word for a download."""
    first = shelf.build(_with_cache("cache-first", cache))
    second = shelf.build(_with_cache("cache-second", cache))

    used = "---> Using the uv cache that is mounted at /var/cache/uv"
    assert used in first.lines
    assert used in second.lines
    assert "Prepared 1 package in" in first.log
    assert "Prepared" not in second.log
    assert shell(second.image, "find /var/cache/uv -mindepth 1") == ""


@row("C16", modes=Mode.S2I)
def test_cache_of_somebody_else_is_told_and_ignored(shelf: Shelf, cache: Path) -> None:
    """Without the look, uv fails on the first folder that it cannot write to."""
    cache.chmod(0o755)

    build = shelf.build(_with_cache("cache-unwritable", cache))

    assert build.is_tagged, build.log
    assert (
        "NOTICE: the cache at /var/cache/uv is not used: uid 1001 cannot write to all of it "
        "(chown -R 1001 FOLDER on the host makes it so)"
    ) in build.lines
