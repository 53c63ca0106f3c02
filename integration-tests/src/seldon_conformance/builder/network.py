"""The networks that builds meet: repositories of packages, and proxies that open TLS.

Every server listens on the address at which containers reach this host. What a language's packages
come from, it adds itself.
"""

import socket
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Self

import trustme

from seldon_conformance.builder.counterparts.intercepting_proxy import InterceptingProxy
from seldon_conformance.builder.counterparts.login_server import LoginServer
from seldon_conformance.builder.counterparts.tls import trusting
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe, write_files
from seldon_conformance.builder.s2i import SETTINGS_PLACE, Build

# What is planted, and must be in no image and no log.
PROXY_PASSWORD = "planted-word-of-the-proxy"
PROXY_LOGIN = f"caller:{PROXY_PASSWORD}"
# Known to the proxies alone; no resolver has a name below .test.
PUBLIC_NAME = "packages.test"
# Known to the builds of cases that ask for it.
MIRROR_NAME = "packages.corp.test"
# Each repository has another version of the package ``greeting``, so what was installed tells where
# it came from.
FROM_PUBLIC, FROM_MIRROR, FROM_PRIVATE = "1.0", "2.0", "3.0"
# It is in the public repository alone.
ONLY_PUBLIC = "salutation"


@dataclass(frozen=True)
class NetworkCase:
    """A build in one of the networks.

    In the texts, ``{proxy}``, ``{company}`` and the other places of ``Network.places`` stand for
    where this build finds them.

    Attributes:
        name: Of the build; with its mode also the first part of the URLs that it asks.
        settings: Files for /run/s2i-build; none: nothing is mounted.
        environment: Further lines of .s2i/environment.
        options: Further words of the command.
        is_injected: Whether the settings come by ``-i`` and not by ``-v``.
        knows_mirror: Whether ``MIRROR_NAME`` can be resolved.
        cause: The line before the last of a build that has to fail, with places as in the settings.
        remedy: Its last line.
    """

    name: str
    settings: Mapping[str, str] = field(default_factory=dict)
    environment: str = ""
    options: tuple[str, ...] = ()
    is_injected: bool = False
    knows_mirror: bool = False
    cause: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        """Be the test's parameter."""
        return self.name


@dataclass(frozen=True)
class NetworkCases:
    """A language's builds, by what is between them and the packages.

    Attributes:
        proxied: A proxy that opens TLS, and alone knows the public repository.
        with_certificate: Those whose images are looked through for the company's certificate.
        guarded: A proxy that wants a password.
        unproxied: A proxy that never answers, and a mirror that needs none.
        mirrored: A mirror, and perhaps the public repository beside it.
        default: Nobody names a repository.
        private: A repository that wants a password.
        refused: Builds that have to fail.
        missing: That of them whose package only the public repository has.
    """

    proxied: Sequence[NetworkCase]
    with_certificate: Sequence[NetworkCase]
    guarded: Sequence[NetworkCase]
    unproxied: Sequence[NetworkCase]
    mirrored: Sequence[NetworkCase]
    default: NetworkCase
    private: Sequence[NetworkCase]
    refused: Sequence[NetworkCase]
    missing: NetworkCase

    def named(self, name: str) -> Sequence[NetworkCase]:
        """Give the cases that an attribute has, one or several."""
        found = getattr(self, name)
        return (found,) if isinstance(found, NetworkCase) else found


class Network(ABC):
    """The servers; a context manager that starts and ends them.

    Attributes:
        default_name: Host of the repository that is asked where none is named.
        untrusted: What the language says of a certificate that it does not trust.
        passwords: Those of the proxies and of the language's servers.
        public: A repository over TLS that only the proxies can reach.
        mirror: One without a password.
        intranet: The same over TLS, with a certificate of the company's.
        private: One with a password.
        company: Signs what the proxies and the company's own servers show.
        world: Signs what public servers show.
        proxy: Opens TLS with the company's certificates.
        guarded: The same, with PROXY_LOGIN.
    """

    default_name: ClassVar[str]
    untrusted: ClassVar[str]
    passwords: ClassVar[tuple[str, ...]]
    public: LoginServer
    mirror: LoginServer
    intranet: LoginServer
    private: LoginServer

    def __init__(self, gateway: str) -> None:
        """Make the proxies, which know no server yet.

        Args:
            gateway: This host's address for containers.
        """
        self._gateway = gateway
        self.world, self.company = trustme.CA(), trustme.CA()
        self._routes: dict[str, str] = {}
        trusted = trusting(self.world)
        self.proxy = InterceptingProxy(gateway, self._routes, self.company, trusted)
        self.guarded = InterceptingProxy(gateway, self._routes, self.company, trusted, PROXY_LOGIN)
        self._servers: list[LoginServer] = [self.proxy, self.guarded]
        self._running = ExitStack()

    def serve(self, *servers: LoginServer) -> None:
        """Have servers started and ended beside the proxies."""
        self._servers += servers

    def route(self, routes: Mapping[str, str]) -> None:
        """Tell the proxies where servers are: ``scheme://name`` to ``host:port``."""
        self._routes.update(routes)

    def __enter__(self) -> Self:
        """Start all servers."""
        # A port that is taken and not listened on refuses connections.
        closed = self._running.enter_context(socket.socket())
        closed.bind((self._gateway, 0))
        self._closed = f"{self._gateway}:{closed.getsockname()[1]}"
        for server in self._servers:
            self._running.enter_context(server)
        return self

    def __exit__(self, *_: object) -> None:
        """End all servers."""
        self._running.close()

    @abstractmethod
    def source(self, case: Any, places: Mapping[str, str]) -> Mapping[str, str]:
        """Give the files of a case's component, without ``.s2i/environment``."""

    @abstractmethod
    def installed(self, build: Build) -> list[str]:
        """Give which versions of ``greeting`` a build says that it has installed."""

    @abstractmethod
    def asked_for(self, version: str) -> str:
        """Give the path at which a repository is asked for a version of ``greeting``."""

    def places(self, case: NetworkCase, mode: Mode) -> dict[str, str]:  # noqa: ARG002 (of subclasses)
        """Give where a case's build finds everything.

        Returns:
            By name: hosts and URLs without scheme, proxies as host:port.
        """
        return {
            "public_host": PUBLIC_NAME,
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
            write_files(folder, {**self.source(case, places), ".s2i/environment": environment})
            return str(folder)

        options = tuple(option.format(folder="{folder}", **places) for option in case.options)
        mounts = (("settings", SETTINGS_PLACE),) if case.settings else ()
        if case.is_injected:
            options += ("-i", f"{{folder}}/settings:{SETTINGS_PLACE}")
            mounts = ()
        hosts = ((MIRROR_NAME, self._gateway),) if case.knows_mirror else ()
        return Recipe(case.name, write, options, mounts, hosts=hosts)
