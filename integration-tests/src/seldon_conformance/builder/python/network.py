"""The networks that builds of Python meet: indexes, and repositories."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from seldon_conformance.builder import network
from seldon_conformance.builder.counterparts.git_server import GitServer
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
from seldon_conformance.builder.python.repository import GREETING_PROJECT
from seldon_conformance.builder.python.wheels import write_wheel
from seldon_conformance.builder.recipe import commit
from seldon_conformance.builder.s2i import Build

# What is planted, and must be in no image and no log.
INDEX_PASSWORD = "planted-word-of-the-index"
GIT_PASSWORD = "planted-word-of-the-repositories"
INDEX_LOGIN = f"reader:{INDEX_PASSWORD}"
GIT_LOGIN = f"author:{GIT_PASSWORD}"
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
        private: One with INDEX_LOGIN.
        commit: Of ``greeting`` in the repositories.
        repositories: Git, with GIT_LOGIN; the one there is ``greeting``.
        intranet_repositories: The same over TLS, with a certificate of the company's.
    """

    default_name: ClassVar[str] = "pypi.org"
    untrusted: ClassVar[str] = "[SSL: CERTIFICATE_VERIFY_FAILED]"
    passwords: ClassVar[tuple[str, ...]] = (PROXY_PASSWORD, INDEX_PASSWORD, GIT_PASSWORD)

    def __init__(self, gateway: str, folder: Path) -> None:
        """Make the servers.

        Args:
            gateway: This host's address for containers.
            folder: An empty folder for wheels.
        """
        super().__init__(gateway)
        served = serving(self.world, PUBLIC_NAME, self.default_name)
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
                f"https://{self.default_name}": self.public.address,
                f"http://{PUBLIC_NAME}": self.mirror.address,
            }
        )

    def source(self, case: Any, places: Mapping[str, str]) -> Mapping[str, str]:
        """Give a component that needs ``greeting``."""
        return {
            "MyModel.py": _COMPONENT,
            "requirements.txt": case.requirements.format(**places),
        }

    def installed(self, build: Build) -> list[str]:
        """Give which versions of ``greeting`` uv says that it has added."""
        assert build.code == 0, build.log
        return re.findall(r"^ *\+ greeting==(\S+)", build.log, re.MULTILINE)

    def asked_for(self, version: str) -> str:  # noqa: ARG002 (a page has all versions)
        """Give the path of the package's page."""
        return "/simple/greeting/"

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
