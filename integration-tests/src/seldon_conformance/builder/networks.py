"""What the checks of a language share of networks: the servers, and the builds in them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from seldon_conformance.builder.engine import gateway
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.network import Network, NetworkCase
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.shelf import Shelf

Networked = Callable[[Any], Build]


class Networks:
    """The fixtures."""

    def __init__(self, kind: Callable[[str, Path], Network]) -> None:
        """Have no servers yet.

        Args:
            kind: Makes a language's network of this host's address for containers and of an empty
                folder.
        """
        self._kind = kind

    @pytest.fixture(scope="session")
    def network(self, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
        """The session's indexes and proxies."""
        with self._kind(gateway(), tmp_path_factory.mktemp("network")) as network:
            yield network

    @pytest.fixture(scope="session")
    def begun(self, request: pytest.FixtureRequest, network: Network, shelf: Shelf) -> Network:
        """The same, with the builds begun that the selected checks name."""
        for item in request.session.items:
            parameters = getattr(getattr(item, "callspec", None), "params", {})
            case, mode = parameters.get("case"), parameters.get("mode")
            if isinstance(case, NetworkCase) and isinstance(mode, Mode):
                shelf.build_ahead([(network.recipe(case, mode), mode)])
        return network

    @pytest.fixture
    def networked(self, mode: Mode, begun: Network, shelf: Shelf) -> Networked:
        """Gives the build of a case, in the check's mode."""
        return lambda case: shelf.build(begun.recipe(case, mode), mode)
