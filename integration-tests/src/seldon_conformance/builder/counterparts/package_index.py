"""A package index of our own: pages of PEP 503 over HTTP or TLS, with a password or without.

What comes before ``/simple/<package>/`` and ``/files/<wheel>`` in a path is free, so that each
build has an index URL of its own and what was asked can be told apart.
"""

import ssl
from http import HTTPStatus
from pathlib import Path

from seldon_conformance.builder.counterparts.login_server import LoginHandler, LoginServer


class PackageIndex(LoginServer):
    """Serves the wheels of a folder."""

    def __init__(
        self, host: str, wheels: Path, login: str = "", tls: ssl.SSLContext | None = None
    ) -> None:
        """Listen on a free port.

        Args:
            host: An address of this host that containers reach.
            wheels: A folder of wheels.
            login: ``user:password`` that is wanted; empty: none.
            tls: Serve TLS with this certificate.
        """
        super().__init__(host, _Handler, login, tls)
        self.wheels = wheels

    def page(self, package: str) -> str:
        """Give the page of a package, a link for each of its wheels; empty if it has none."""
        wheels = sorted(self.wheels.glob(f"{package.replace('-', '_')}-*.whl"))
        return "".join(
            f'<a href="../../files/{wheel.name}">{wheel.name}</a><br>\n' for wheel in wheels
        )


class _Handler(LoginHandler):
    """Answers one connection."""

    server: PackageIndex

    def reply(self, body: bytes) -> None:  # noqa: ARG002 (nobody sends one)
        """Answer with a page or a wheel."""
        index = self.server
        match self.path.strip("/").split("/"):
            case [*_, "simple", package] if page := index.page(package):
                self.answer(HTTPStatus.OK, page.encode(), "text/html")
            case [*_, "files", name] if (wheel := index.wheels / name).is_file():
                self.answer(HTTPStatus.OK, wheel.read_bytes())
            case _:
                self.answer(HTTPStatus.NOT_FOUND)
