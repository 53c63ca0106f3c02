"""What the checks of Python's builder share of networks: the servers, and the builds in them."""

from collections.abc import Callable, Iterator

import pytest

from seldon_conformance.builder.engine import gateway
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.python.network import Network, NetworkCase
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.shelf import Shelf

Networked = Callable[[NetworkCase], Build]


class Networks:
    """The fixtures."""

    @pytest.fixture(scope="session")
    def network(self, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
        """The session's indexes and proxies."""
        with Network(gateway(), tmp_path_factory.mktemp("network")) as network:
            yield network

    @pytest.fixture(scope="session")
    def networked(
        self, request: pytest.FixtureRequest, network: Network, shelf: Shelf
    ) -> Networked:
        """Gives the build of a case by s2i; those that the selected checks name have begun."""
        for item in request.session.items:
            parameters = getattr(getattr(item, "callspec", None), "params", {}).values()
            cases = [value for value in parameters if isinstance(value, NetworkCase)]
            shelf.build_ahead((network.recipe(case), Mode.S2I) for case in cases)
        return lambda case: shelf.build(network.recipe(case))
