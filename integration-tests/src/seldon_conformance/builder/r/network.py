"""The networks that builds of R meet: repositories of packages, as CRAN and its mirrors are."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from seldon_conformance.builder import network
from seldon_conformance.builder.counterparts.cran_repository import (
    CranRepository,
    SourcePackage,
)
from seldon_conformance.builder.counterparts.package_index import PackageIndex
from seldon_conformance.builder.counterparts.tls import serving
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.network import (
    FROM_MIRROR,
    FROM_PRIVATE,
    FROM_PUBLIC,
    MIRROR_NAME,
    ONLY_PUBLIC,
    PROXY_PASSWORD,
    PUBLIC_NAME,
)
from seldon_conformance.builder.r.components import IDENTITY
from seldon_conformance.builder.r.packages import FAREWELL
from seldon_conformance.builder.s2i import Build

# What is planted, and must be in no image and no log.
MIRROR_PASSWORD = "planted-word-of-the-mirror"
MIRROR_LOGIN = f"reader:{MIRROR_PASSWORD}"
_SAID = "** this is package ‘greeting’ version "


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
        private: One with MIRROR_LOGIN.
        index: No repository: an index of Python packages.
    """

    default_name: ClassVar[str] = "cloud.r-project.org"
    untrusted: ClassVar[str] = "SSL certificate"
    passwords: ClassVar[tuple[str, ...]] = (PROXY_PASSWORD, MIRROR_PASSWORD)

    def __init__(self, gateway: str, folder: Path) -> None:
        """Make the servers.

        Args:
            gateway: This host's address for containers.
            folder: An empty folder.
        """
        super().__init__(gateway)
        served = serving(self.world, PUBLIC_NAME, self.default_name)
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
                f"https://{self.default_name}": self.public.address,
                f"http://{PUBLIC_NAME}": self.mirror.address,
            }
        )

    def source(self, case: Any, places: Mapping[str, str]) -> Mapping[str, str]:  # noqa: ARG002 (none is named)
        """Give a component that needs a package."""
        return {
            "MyModel.R": f"library({case.package})\n\n{IDENTITY}",
            "install.R": f'install.packages("{case.package}")\n',
        }

    def installed(self, build: Build) -> list[str]:
        """Give which versions of ``greeting`` R says that it has installed."""
        assert build.code == 0, build.log
        said = [line.removeprefix(_SAID) for line in build.lines if line.startswith(_SAID)]
        return [version.strip("‘’") for version in said]

    def asked_for(self, version: str) -> str:
        """Give the path of the archive."""
        return f"/src/contrib/greeting_{version}.tar.gz"

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
