"""The networks that builds of Python meet: indexes, and repositories.

Each index has another version of the package ``greeting``, so what was installed tells where it
came from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seldon_conformance.builder import network
from seldon_conformance.builder.counterparts.git_server import GitServer
from seldon_conformance.builder.counterparts.package_index import PackageIndex
from seldon_conformance.builder.counterparts.tls import serving
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.network import MIRROR_NAME, PUBLIC_NAME
from seldon_conformance.builder.python.repository import GREETING_PROJECT
from seldon_conformance.builder.python.wheels import write_wheel
from seldon_conformance.builder.recipe import commit

# What is planted, and must be in no image and no log.
INDEX_PASSWORD = "planted-word-of-the-index"
GIT_PASSWORD = "planted-word-of-the-repositories"
INDEX_LOGIN = f"reader:{INDEX_PASSWORD}"
GIT_LOGIN = f"author:{GIT_PASSWORD}"
# The index that is asked where none is named; it is the public one here.
DEFAULT_NAME = "pypi.org"
FROM_PUBLIC, FROM_MIRROR, FROM_PRIVATE = "1.0", "2.0", "3.0"
# It is on the public index alone.
ONLY_PUBLIC = "salutation"
_COMPONENT = """import greeting

assert greeting.version


class MyModel:
    def predict(self, X, names):
        return X
"""


@dataclass(frozen=True)
class NetworkCase(network.NetworkCase):
    """A build in one of the networks.

    Attributes:
        requirements: The component's requirements.txt.
    """

    requirements: str = "greeting\n"


class Network(network.Network):
    """The servers.

    Attributes:
        public: An index over TLS that only the proxies can reach.
        mirror: One without a password.
        intranet: The same over TLS, with a certificate of the company's.
        private: One with INDEX_LOGIN.
        commit: Of ``greeting`` in the repositories.
        repositories: Git, with GIT_LOGIN; the one there is ``greeting``.
        intranet_repositories: The same over TLS, with a certificate of the company's.
    """

    def __init__(self, gateway: str, folder: Path) -> None:
        """Make the servers.

        Args:
            gateway: This host's address for containers.
            folder: An empty folder for wheels.
        """
        super().__init__(gateway)
        served = serving(self.world, PUBLIC_NAME, DEFAULT_NAME)
        intranet = serving(self.company, gateway)
        for index, version in (("public", FROM_PUBLIC), ("mirror", FROM_MIRROR)):
            write_wheel(folder / index, "greeting", version)
        write_wheel(folder / "public", ONLY_PUBLIC, FROM_PUBLIC)
        write_wheel(folder / "mirror", "farewell", FROM_MIRROR)
        write_wheel(folder / "private", "greeting", FROM_PRIVATE)
        self.commit = commit(folder / "repositories" / "greeting", GREETING_PROJECT)
        self.public = PackageIndex(gateway, folder / "public", tls=served)
        self.mirror = PackageIndex(gateway, folder / "mirror")
        self.intranet = PackageIndex(gateway, folder / "mirror", tls=intranet)
        self.private = PackageIndex(gateway, folder / "private", INDEX_LOGIN)
        self.repositories = GitServer(gateway, folder / "repositories", GIT_LOGIN)
        self.intranet_repositories = GitServer(
            gateway, folder / "repositories", GIT_LOGIN, intranet
        )
        self.serve(self.public, self.mirror, self.intranet, self.private)
        self.serve(self.repositories, self.intranet_repositories)
        self.route(
            {
                f"https://{PUBLIC_NAME}": self.public.address,
                f"https://{DEFAULT_NAME}": self.public.address,
                f"http://{PUBLIC_NAME}": self.mirror.address,
            }
        )

    def source(self, case: Any, places: Mapping[str, str]) -> Mapping[str, str]:
        """Give a component that needs ``greeting``."""
        return {
            "MyModel.py": _COMPONENT,
            "requirements.txt": case.requirements.format(**places),
        }

    def places(self, case: network.NetworkCase, mode: Mode) -> dict[str, str]:
        """Give where a case's build finds everything.

        Returns:
            By name: index URLs and repositories without scheme, proxies as host:port.
        """
        simple = f"{case}-{mode}/simple"
        port = self.mirror.address.rpartition(":")[2]
        return {
            **super().places(case, mode),
            "public": f"{PUBLIC_NAME}/{simple}",
            "mirror": f"{self.mirror.address}/{simple}",
            "mirror_host": self.mirror.address,
            "named_mirror": f"{MIRROR_NAME}:{port}/{simple}",
            "intranet": f"{self.intranet.address}/{simple}",
            "intranet_host": self.intranet.address,
            "private": f"{self.private.address}/{simple}",
            "private_host": self.private.address,
            "repository_host": self.repositories.address,
            "repository": f"{self.repositories.address}/greeting",
            "intranet_repository": f"{self.intranet_repositories.address}/greeting",
        }
