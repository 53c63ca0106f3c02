"""The networks that builds meet: indexes with and without a password, and proxies that open TLS.

Every server listens on the address at which containers reach this host. Each index has another
version of the package ``greeting``, so what was installed tells where it came from.
"""

import socket
import ssl
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import trustme

from seldon_conformance.builder.counterparts.intercepting_proxy import InterceptingProxy
from seldon_conformance.builder.counterparts.package_index import PackageIndex
from seldon_conformance.builder.python.wheels import write_wheel
from seldon_conformance.builder.recipe import Recipe, write_files
from seldon_conformance.builder.s2i import SETTINGS_PLACE

# What is planted, and must be in no image and no log.
INDEX_PASSWORD = "planted-word-of-the-index"
PROXY_PASSWORD = "planted-word-of-the-proxy"
INDEX_LOGIN = f"reader:{INDEX_PASSWORD}"
PROXY_LOGIN = f"caller:{PROXY_PASSWORD}"
# Known to the proxies alone; no resolver has a name below .test.
PUBLIC_NAME = "packages.test"
FROM_PUBLIC, FROM_MIRROR, FROM_PRIVATE = "1.0", "2.0", "3.0"
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
        name: Of the build; also the first part of its index URLs.
        settings: Files for /run/s2i-build; none: nothing is mounted.
        environment: Further lines of .s2i/environment.
        options: Further words of the command.
        requirements: The component's requirements.txt.
        is_injected: Whether the settings come by ``-i`` and not by ``-v``.
    """

    name: str
    settings: Mapping[str, str] = field(default_factory=dict)
    environment: str = ""
    options: tuple[str, ...] = ()
    requirements: str = "greeting\n"
    is_injected: bool = False

    def __str__(self) -> str:
        """Be the test's parameter."""
        return self.name


class Network:
    """The servers; a context manager that starts and ends them.

    Attributes:
        public: An index over TLS that only the proxies can reach.
        mirror: One without a password.
        private: One with INDEX_LOGIN.
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
        world, self._company = trustme.CA(), trustme.CA()
        served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        world.issue_cert(PUBLIC_NAME).configure_cert(served)
        trusted = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        world.configure_trust(trusted)
        self.public = self._index(folder / "public", FROM_PUBLIC, tls=served)
        self.mirror = self._index(folder / "mirror", FROM_MIRROR)
        self.private = self._index(folder / "private", FROM_PRIVATE, login=INDEX_LOGIN)
        write_wheel(folder / "mirror", "farewell", FROM_MIRROR)
        routes = {
            f"https://{PUBLIC_NAME}": self.public.address,
            f"http://{PUBLIC_NAME}": self.mirror.address,
        }
        self.proxy = InterceptingProxy(gateway, routes, self._company, trusted)
        self.guarded = InterceptingProxy(gateway, routes, self._company, trusted, PROXY_LOGIN)
        self._running = ExitStack()

    def __enter__(self) -> Self:
        """Start all servers."""
        # A port that is taken and not listened on refuses connections.
        closed = self._running.enter_context(socket.socket())
        closed.bind((self._gateway, 0))
        self._closed = f"{self._gateway}:{closed.getsockname()[1]}"
        for server in (self.public, self.mirror, self.private, self.proxy, self.guarded):
            self._running.enter_context(server)
        return self

    def __exit__(self, *_: object) -> None:
        """End all servers."""
        self._running.close()

    def places(self, case: str) -> dict[str, str]:
        """Give where a case finds everything: index URLs without scheme, proxies as host:port."""
        return {
            "public": f"{PUBLIC_NAME}/{case}/simple",
            "mirror": f"{self.mirror.address}/{case}/simple",
            "private": f"{self.private.address}/{case}/simple",
            "public_host": PUBLIC_NAME,
            "private_host": self.private.address,
            "proxy": self.proxy.address,
            "guarded": self.guarded.address,
            "closed": self._closed,
            "gateway": self._gateway,
            "company": self._company.cert_pem.bytes().decode(),
        }

    def recipe(self, case: NetworkCase) -> Recipe:
        """Give the s2i build of a case."""
        places = self.places(case.name)

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
        return Recipe(case.name, write, options, mounts)

    def _index(
        self, wheels: Path, version: str, login: str = "", tls: ssl.SSLContext | None = None
    ) -> PackageIndex:
        write_wheel(wheels, "greeting", version)
        return PackageIndex(self._gateway, wheels, login, tls)
