"""Fixtures of the tests that need containers."""

import os
from collections.abc import Callable, Iterator

import pytest

# Its helper image cannot be pulled everywhere; the tests stop what they start themselves.
os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")
# As in the Makefiles: a client without buildx cannot use BuildKit, and fails when asked to.
os.environ.setdefault("DOCKER_BUILDKIT", "0")

from build import MACHINE, REPOSITORY, Build, S2i, collect_host_settings
from engine import gateway, image_exists
from network import Network, NetworkCase
from recipe import Recipe
from recipes import template_app
from shelf import Shelf

_VERSION = (REPOSITORY / "common-proto" / "VERSION").read_text().strip()
# Waiting for builds counts into the test that asks for them.
_TIMEOUT_S = 300


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker that names a test's build."""
    config.addinivalue_line(
        "markers", "built(recipe): the build that the fixtures `build` and `image` give the test"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give container tests the time that builds may take."""
    for item in items:
        if "suite" not in item.path.parts and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(_TIMEOUT_S))


@pytest.fixture(scope="session")
def builder() -> str:
    """The image under test; where it is missing nothing here can be tested."""
    prefix = os.environ.get("IMAGE_PREFIX", "")
    image = os.environ.get("SELDON_BUILDER_PYTHON", f"{prefix}seldon-core-s2i-python:{_VERSION}")
    if not image_exists(image):
        pytest.exit(f"ERROR: no image {image}, or no engine. Run: make setup images", returncode=1)
    return image


@pytest.fixture(scope="session")
def s2i(builder: str) -> S2i:
    """The real s2i with the builder under test."""
    if not (MACHINE / "bin" / "s2i").exists():
        pytest.exit("ERROR: no s2i. Run: make setup", returncode=1)
    collect_host_settings()
    return S2i(builder)


@pytest.fixture(scope="session")
def shelf(
    request: pytest.FixtureRequest, s2i: S2i, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shelf]:
    """The session's builds; those that the selected tests name have begun, in the tests' order."""
    named = [recipe for item in request.session.items for recipe in _recipes_of(item)]
    with Shelf(s2i, tmp_path_factory.mktemp("builds")) as shelf:
        shelf.build_ahead(sorted(named, key=lambda recipe: not recipe.is_long))
        yield shelf


@pytest.fixture
def build(request: pytest.FixtureRequest, shelf: Shelf) -> Build:
    """The test's own build: of its marker, or of its parameter ``recipe``."""
    (recipe,) = _recipes_of(request.node)
    return shelf.build(recipe)


@pytest.fixture
def image(request: pytest.FixtureRequest, shelf: Shelf) -> str:
    """The image of the test's own build."""
    (recipe,) = _recipes_of(request.node)
    return shelf.image(recipe)


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """The session's indexes and proxies."""
    with Network(gateway(), tmp_path_factory.mktemp("network")) as network:
        yield network


@pytest.fixture(scope="session")
def networked(
    request: pytest.FixtureRequest, network: Network, shelf: Shelf
) -> Callable[[NetworkCase], Build]:
    """Gives the build of a case; those that the selected tests name have begun."""
    for item in request.session.items:
        parameters = getattr(getattr(item, "callspec", None), "params", {}).values()
        cases = [value for value in parameters if isinstance(value, NetworkCase)]
        shelf.build_ahead(network.recipe(case) for case in cases)
    return lambda case: shelf.build(network.recipe(case))


@pytest.fixture(scope="session")
def image_of(shelf: Shelf) -> Callable[[str], str]:
    """Gives the image of a template app, by its directory's name."""
    return lambda app: shelf.image(template_app(app))


def _recipes_of(item: object) -> list[Recipe]:
    """Give the recipes that a test names, the parameter before the marker."""
    parameters = getattr(getattr(item, "callspec", None), "params", {}).values()
    named = [value for value in parameters if isinstance(value, Recipe)]
    if not named and isinstance(item, pytest.Item):
        marker = item.get_closest_marker("built")
        named += marker.args if marker else ()
    return named
