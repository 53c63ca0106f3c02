"""Fixtures of the tests that need containers."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

# Its helper image cannot be pulled everywhere; the tests stop what they start themselves.
os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")
# As in the Makefiles: a client without buildx cannot use BuildKit, and fails when asked to.
os.environ.setdefault("DOCKER_BUILDKIT", "0")

from places import S2I_BINARY, collected_settings
from r_sources import PACKAGES
from recipes import template_app
from shared_s2i import remove_shared_images
from shelves import Shelves, builder_image

from seldon_conformance.builder.counterparts.cran_repository import CranRepository
from seldon_conformance.builder.engine import gateway
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe
from seldon_conformance.builder.s2i import Build

# Waiting for builds counts into the test that asks for them; Spark's takes three minutes beside
# others on two cores.
_TIMEOUT_S = 900
# The folder in which the processes of a session note the builds that they share.
_RECORDS = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers, and find the session's folder, or make it."""
    told = getattr(config, "workerinput", {}).get("records")
    config.stash[_RECORDS] = Path(told) if told else _new_records()
    config.addinivalue_line(
        "markers", "built(recipe): the build that the fixtures `build` and `image` give the test"
    )
    config.addinivalue_line("markers", "needs(language): a builder that its name does not tell")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a process of pytest-xdist the session's folder."""
    node.workerinput["records"] = str(node.config.stash[_RECORDS])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove what the session shared; all of its other processes have ended."""
    if not hasattr(config, "workerinput"):
        remove_shared_images(config.stash[_RECORDS])
        shutil.rmtree(config.stash[_RECORDS].parent)


def _new_records() -> Path:
    """Make a folder whose name can be in an image's."""
    folder = Path(tempfile.mkdtemp(prefix="seldon-builds-")) / f"session-{os.getpid()}"
    folder.mkdir()
    return folder


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what LANGUAGE does not name, and give builds the time they take."""
    only = os.environ.get("LANGUAGE")
    if only:
        left_out = [item for item in items if not _languages_of(item) <= {only}]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    for item in items:
        if "suite" not in item.path.parts and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(_TIMEOUT_S))


@pytest.fixture(scope="session")
def builder() -> str:
    """The Python builder."""
    return builder_image("python")


@pytest.fixture(scope="session")
def settings() -> Path:
    """This host's CA certificates and index settings, for builds."""
    if not S2I_BINARY.exists():
        pytest.exit("ERROR: no s2i. Run: make setup", returncode=1)
    return collected_settings()


@pytest.fixture(scope="session")
def shelves(
    settings: Path, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[Shelves]:
    """The session's builds."""
    folder = tmp_path_factory.mktemp("builds")
    with Shelves(settings, folder, pytestconfig.stash[_RECORDS]) as started:
        yield started


@pytest.fixture(scope="module")
def shelf(request: pytest.FixtureRequest, shelves: Shelves) -> Shelves:
    """The same; the builds that the file's tests name have begun, in the tests' order."""
    tests = [item for item in request.session.items if item.path == request.path]
    named = [pair for item in tests for pair in _builds_of(item)]
    shelves.build_ahead(sorted(named, key=lambda pair: not pair[0].is_long))
    return shelves


@pytest.fixture(scope="session")
def cran() -> Iterator[CranRepository]:
    """A repository of R packages that containers reach."""
    with CranRepository(gateway(), PACKAGES) as repository:
        yield repository


@pytest.fixture
def build(request: pytest.FixtureRequest, shelf: Shelves) -> Build:
    """The test's own build: of its marker, or of its parameters ``recipe`` and ``mode``."""
    ((recipe, mode),) = _builds_of(request.node)
    return shelf.build(recipe, mode)


@pytest.fixture
def image(request: pytest.FixtureRequest, shelf: Shelves) -> str:
    """The image of the test's own build."""
    ((recipe, mode),) = _builds_of(request.node)
    return shelf.image(recipe, mode)


@pytest.fixture(scope="module")
def image_of(shelf: Shelves) -> Callable[..., str]:
    """Gives the image of a template app, by its directory's name; of Python unless told."""
    return lambda app, language="python": shelf.image(template_app(app, language))


def _languages_of(item: pytest.Item) -> set[str]:
    """Give the languages whose builders a test needs; of one that does not say, Python."""
    parameters = getattr(getattr(item, "callspec", None), "params", {})
    told = {mark.args[0] for mark in item.iter_markers("needs")}
    named = {parameters["language"]} if "language" in parameters else set()
    built = {getattr(recipe, "language", "python") for recipe, _ in _builds_of(item)}
    return told | named | built or {"python"}


def _builds_of(item: object) -> list[tuple[Recipe, Mode]]:
    """Give the recipes that a test names, the parameter before the marker, and in which mode."""
    parameters = getattr(getattr(item, "callspec", None), "params", {})
    mode = parameters.get("mode", Mode.S2I)
    named = [value for value in parameters.values() if isinstance(value, Recipe)]
    if not named and isinstance(item, pytest.Item):
        marker = item.get_closest_marker("built")
        named += marker.args if marker else ()
    return [(recipe, mode) for recipe in named]
