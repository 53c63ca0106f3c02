"""The networks that builds of R meet: repositories of packages, as CRAN and its mirrors are.

Each has another version of the package ``greeting``, so what was installed tells where it came
from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seldon_conformance.builder import network
from seldon_conformance.builder.counterparts.cran_repository import (
    CranRepository,
    SourcePackage,
)
from seldon_conformance.builder.counterparts.package_index import PackageIndex
from seldon_conformance.builder.counterparts.tls import serving
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.network import MIRROR_NAME, PUBLIC_NAME
from seldon_conformance.builder.r.components import IDENTITY
from seldon_conformance.builder.r.packages import FAREWELL

# What is planted, and must be in no image and no log.
MIRROR_PASSWORD = "planted-word-of-the-mirror"
MIRROR_LOGIN = f"reader:{MIRROR_PASSWORD}"
# The repository that is asked where none is named; it is the public one here.
DEFAULT_NAME = "cloud.r-project.org"
FROM_PUBLIC, FROM_MIRROR, FROM_PRIVATE = "1.0", "2.0", "3.0"
# It is in the public repository alone.
ONLY_PUBLIC = "salutation"


@dataclass(frozen=True)
class NetworkCase(network.NetworkCase):
    """A build in one of the networks.

    Attributes:
        package: What the component's install.R installs.
    """

    package: str = "greeting"


class Network(network.Network):
    """The servers.

    Attributes:
        public: A repository over TLS that only the proxies can reach.
        mirror: One without a password.
        intranet: The same over TLS, with a certificate of the company's.
        private: One with MIRROR_LOGIN.
        index: None of these: an index of Python packages.
    """

    def __init__(self, gateway: str, folder: Path) -> None:
        """Make the servers.

        Args:
            gateway: This host's address for containers.
            folder: An empty folder.
        """
        super().__init__(gateway)
        served = serving(self.world, PUBLIC_NAME, DEFAULT_NAME)
        intranet = serving(self.company, gateway)
        public, mirror, private = (
            SourcePackage.saying("greeting", version)
            for version in (FROM_PUBLIC, FROM_MIRROR, FROM_PRIVATE)
        )
        others = [public, SourcePackage.saying(ONLY_PUBLIC, FROM_PUBLIC)]
        self.public = CranRepository(gateway, others, tls=served)
        self.mirror = CranRepository(gateway, [mirror, FAREWELL])
        self.intranet = CranRepository(gateway, [mirror, FAREWELL], tls=intranet)
        self.private = CranRepository(gateway, [private], MIRROR_LOGIN)
        self.index = PackageIndex(gateway, folder)
        self.serve(self.public, self.mirror, self.intranet, self.private, self.index)
        self.route(
            {
                f"https://{PUBLIC_NAME}": self.public.address,
                f"https://{DEFAULT_NAME}": self.public.address,
                f"http://{PUBLIC_NAME}": self.mirror.address,
            }
        )

    def source(self, case: Any, places: Mapping[str, str]) -> Mapping[str, str]:  # noqa: ARG002 (none is named)
        """Give a component that needs a package."""
        return {
            "MyModel.R": f"library({case.package})\n\n{IDENTITY}",
            "install.R": f'install.packages("{case.package}")\n',
        }

    def places(self, case: network.NetworkCase, mode: Mode) -> dict[str, str]:
        """Give where a case's build finds everything.

        Returns:
            By name: repositories and hosts without scheme, proxies as host:port.
        """
        own = f"{case}-{mode}"
        port = self.mirror.address.rpartition(":")[2]
        return {
            **super().places(case, mode),
            "public": f"{PUBLIC_NAME}/{own}",
            "mirror": f"{self.mirror.address}/{own}",
            "mirror_host": self.mirror.address,
            "named_mirror": f"{MIRROR_NAME}:{port}/{own}",
            "intranet": f"{self.intranet.address}/{own}",
            "private": f"{self.private.address}/{own}",
            "index": f"{self.index.address}/{own}",
        }
