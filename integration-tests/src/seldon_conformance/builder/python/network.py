"""The networks that builds meet: indexes, repositories, and proxies that open TLS.

Every server listens on the address at which containers reach this host. Each has another version of
the package ``greeting``, so what was installed tells where it came from.
"""

import socket
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import trustme

from seldon_conformance.builder.counterparts.git_server import GitServer
from seldon_conformance.builder.counterparts.intercepting_proxy import InterceptingProxy
from seldon_conformance.builder.counterparts.package_index import PackageIndex
from seldon_conformance.builder.counterparts.tls import serving, trusting
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.python.repository import GREETING_PROJECT
from seldon_conformance.builder.python.wheels import write_wheel
from seldon_conformance.builder.recipe import Recipe, commit, write_files
from seldon_conformance.builder.s2i import SETTINGS_PLACE

# What is planted, and must be in no image and no log.
INDEX_PASSWORD = "planted-word-of-the-index"
PROXY_PASSWORD = "planted-word-of-the-proxy"
GIT_PASSWORD = "planted-word-of-the-repositories"
INDEX_LOGIN = f"reader:{INDEX_PASSWORD}"
PROXY_LOGIN = f"caller:{PROXY_PASSWORD}"
GIT_LOGIN = f"author:{GIT_PASSWORD}"
# Known to the proxies alone; no resolver has a name below .test.
PUBLIC_NAME = "packages.test"
# The index that is asked where none is named; it is the public one here.
DEFAULT_NAME = "pypi.org"
# Known to the builds of cases that ask for it.
MIRROR_NAME = "packages.corp.test"
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
class NetworkCase:
    """A build in one of the networks.

    In the texts, ``{mirror}``, ``{private}`` and the other places of ``Network.places`` stand for
    where this build finds them.

    Attributes:
        name: Of the build; with its mode also the first part of its index URLs.
        settings: Files for /run/s2i-build; none: nothing is mounted.
        environment: Further lines of .s2i/environment.
        options: Further words of the command.
        requirements: The component's requirements.txt.
        is_injected: Whether the settings come by ``-i`` and not by ``-v``.
        knows_mirror: Whether ``MIRROR_NAME`` can be resolved.
    """

    name: str
    settings: Mapping[str, str] = field(default_factory=dict)
    environment: str = ""
    options: tuple[str, ...] = ()
    requirements: str = "greeting\n"
    is_injected: bool = False
    knows_mirror: bool = False

    def __str__(self) -> str:
        """Be the test's parameter."""
        return self.name


class Network:
    """The servers; a context manager that starts and ends them.

    Attributes:
        public: An index over TLS that only the proxies can reach.
        mirror: One without a password.
        intranet: The same over TLS, with a certificate of the company's.
        private: One with INDEX_LOGIN.
        commit: Of ``greeting`` in the repositories.
        repositories: Git, with GIT_LOGIN; the one there is ``greeting``.
        intranet_repositories: The same over TLS, with a certificate of the company's.
        proxy: Opens TLS with the company's certificates.
        guarded: The same, with PROXY_LOGIN.
    """

    def __init__(self, gateway: str, folder: Path) -> None:
        """Make the servers.

        Args:
            gateway: This host's address for containers.
            folder: An empty folder for wheels.
        """
        self._gateway = gateway
        world, self.company = trustme.CA(), trustme.CA()
        served, intranet = serving(world, PUBLIC_NAME, DEFAULT_NAME), serving(self.company, gateway)
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
        routes = {
            f"https://{PUBLIC_NAME}": self.public.address,
            f"https://{DEFAULT_NAME}": self.public.address,
            f"http://{PUBLIC_NAME}": self.mirror.address,
        }
        trusted = trusting(world)
        self.proxy = InterceptingProxy(gateway, routes, self.company, trusted)
        self.guarded = InterceptingProxy(gateway, routes, self.company, trusted, PROXY_LOGIN)
        self._running = ExitStack()

    def __enter__(self) -> Self:
        """Start all servers."""
        # A port that is taken and not listened on refuses connections.
        closed = self._running.enter_context(socket.socket())
        closed.bind((self._gateway, 0))
        self._closed = f"{self._gateway}:{closed.getsockname()[1]}"
        indexes = (self.public, self.mirror, self.intranet, self.private)
        proxies = (self.proxy, self.guarded)
        for server in (*indexes, *proxies, self.repositories, self.intranet_repositories):
            self._running.enter_context(server)
        return self

    def __exit__(self, *_: object) -> None:
        """End all servers."""
        self._running.close()

    def places(self, case: NetworkCase, mode: Mode) -> dict[str, str]:
        """Give where a case's build finds everything.

        Returns:
            By name: index URLs and repositories without scheme, proxies as host:port.
        """
        simple = f"{case}-{mode}/simple"
        port = self.mirror.address.rpartition(":")[2]
        return {
            "public": f"{PUBLIC_NAME}/{simple}",
            "mirror": f"{self.mirror.address}/{simple}",
            "mirror_host": self.mirror.address,
            "named_mirror": f"{MIRROR_NAME}:{port}/{simple}",
            "intranet": f"{self.intranet.address}/{simple}",
            "intranet_host": self.intranet.address,
            "private": f"{self.private.address}/{simple}",
            "public_host": PUBLIC_NAME,
            "private_host": self.private.address,
            "repository_host": self.repositories.address,
            "repository": f"{self.repositories.address}/greeting",
            "intranet_repository": f"{self.intranet_repositories.address}/greeting",
            "proxy": self.proxy.address,
            "guarded": self.guarded.address,
            "closed": self._closed,
            "gateway": self._gateway,
            "company": self.company.cert_pem.bytes().decode(),
        }

    def recipe(self, case: NetworkCase, mode: Mode) -> Recipe:
        """Give the build of a case."""
        places = self.places(case, mode)

        def write(folder: Path) -> str:
            settings = {name: text.format(**places) for name, text in case.settings.items()}
            write_files(folder.parent / "settings", settings)
            environment = f"MODEL_NAME=MyModel\n{case.environment.format(**places)}"
            write_files(
                folder,
                {
                    "MyModel.py": _COMPONENT,
                    "requirements.txt": case.requirements.format(**places),
                    ".s2i/environment": environment,
                },
            )
            return str(folder)

        options = tuple(option.format(folder="{folder}", **places) for option in case.options)
        mounts = (("settings", SETTINGS_PLACE),) if case.settings else ()
        if case.is_injected:
            options += ("-i", f"{{folder}}/settings:{SETTINGS_PLACE}")
            mounts = ()
        hosts = ((MIRROR_NAME, self._gateway),) if case.knows_mirror else ()
        return Recipe(case.name, write, options, mounts, hosts=hosts)
