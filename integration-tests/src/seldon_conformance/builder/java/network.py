"""The networks that builds of Java meet: repositories, as Maven Central and its mirrors are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from seldon_conformance.builder import network
from seldon_conformance.builder.counterparts.maven_repository import MavenRepository
from seldon_conformance.builder.counterparts.package_index import PackageIndex
from seldon_conformance.builder.counterparts.tls import serving
from seldon_conformance.builder.java.components import Dependency, pom, project, reading
from seldon_conformance.builder.java.packages import FAREWELL, GROUP, saying
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
from seldon_conformance.builder.s2i import Build

# What is planted, and must be in no image and no log.
MIRROR_PASSWORD = "planted-word-of-the-mirror"
MIRROR_LOGIN = f"reader:{MIRROR_PASSWORD}"
_CENTRAL = "repo.maven.apache.org"


@dataclass(frozen=True)
class NetworkCase(network.NetworkCase):
    """A build in one of the networks.

    Attributes:
        package: What the component's pom.xml names.
        version: Of it; each repository has another one of greeting.
    """

    package: str = "greeting"
    version: str = FROM_PUBLIC


class Network(network.Network):
    """The servers.

    Attributes:
        private: One with MIRROR_LOGIN.
        index: No repository: an index of Python packages.
    """

    default_name: ClassVar[str] = f"{_CENTRAL}/maven2"
    untrusted: ClassVar[str] = "PKIX path building failed"
    passwords: ClassVar[tuple[str, ...]] = (PROXY_PASSWORD, MIRROR_PASSWORD)

    def __init__(self, gateway: str, folder: Path) -> None:
        """Make the servers.

        Args:
            gateway: This host's address for containers.
            folder: An empty folder.
        """
        super().__init__(gateway)
        served = serving(self.world, PUBLIC_NAME, _CENTRAL)
        intranet = serving(self.company, gateway)
        public, mirror, private = (
            saying("greeting", version) for version in (FROM_PUBLIC, FROM_MIRROR, FROM_PRIVATE)
        )
        others = [public, saying(ONLY_PUBLIC, FROM_PUBLIC)]
        self.public = MavenRepository(gateway, others, tls=served)
        self.mirror = MavenRepository(gateway, [mirror, FAREWELL])
        self.intranet = MavenRepository(gateway, [mirror, FAREWELL], tls=intranet)
        self.private = MavenRepository(gateway, [private], MIRROR_LOGIN)
        self.index = PackageIndex(gateway, folder)
        self.serve(self.public, self.mirror, self.intranet, self.private, self.index)
        self.route(
            {
                f"https://{PUBLIC_NAME}": self.public.address,
                f"https://{_CENTRAL}": self.public.address,
                f"http://{PUBLIC_NAME}": self.mirror.address,
            }
        )

    def source(self, case: Any, places: Mapping[str, str]) -> Mapping[str, str]:  # noqa: ARG002 (none is named)
        """Give a project that needs a package."""
        text = pom(Dependency(GROUP, case.package, case.version))
        return project(text, reading(case.package))

    def installed(self, build: Build) -> list[str]:
        """Give which versions of ``greeting`` a build says that it has taken."""
        assert build.code == 0, build.log
        (line,) = [one for one in build.lines if one.startswith("---> Packages beside the image's")]
        return re.findall(rf"{GROUP}:greeting:(\S+)", line)

    def asked_for(self, version: str) -> str:
        """Give the path of the jar."""
        return f"/com/example/greeting/{version}/greeting-{version}.jar"

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
            "private_host": self.private.address,
            "index": f"{self.index.address}/{own}",
        }
