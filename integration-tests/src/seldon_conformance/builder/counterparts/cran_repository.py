"""A repository as CRAN is one: source packages of R and their index, with a password or without.

What comes before ``/src/contrib/`` in a path is free, so that each build has a repository URL of
its own and what was asked can be told apart.
"""

import gzip
import hashlib
import io
import re
import ssl
import tarfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Self

from seldon_conformance.builder.counterparts.login_server import LoginHandler, LoginServer

_CONTRIB = "/src/contrib/"
# What a package's DESCRIPTION and the repository's index both say of it.
_INDEXED = ("Package", "Version", "Imports", "License", "NeedsCompilation")


@dataclass(frozen=True)
class SourcePackage:
    """A source package of R.

    Attributes:
        name: Its name; letters, digits and dots.
        version: Its version.
        code: What R/code.R has; every name in it that begins with a letter is exported.
        imports: Packages that it needs, as of DESCRIPTION: ``greeting (>= 1.0), methods``.
        sources: Files of src/ by their names, to be compiled into a library of its name.
    """

    name: str
    version: str
    code: str
    imports: str = ""
    sources: tuple[tuple[str, str], ...] = ()

    @classmethod
    def saying(cls, name: str, version: str) -> Self:
        """Give the package with one function of its own name, which returns its version."""
        return cls(name, version, f'{name} <- function() "{version}"\n')

    @property
    def file_name(self) -> str:
        """Give the name of its archive."""
        return f"{self.name}_{self.version}.tar.gz"

    @property
    def description(self) -> dict[str, str]:
        """Give the fields of its DESCRIPTION, which R CMD INSTALL looks at."""
        return {
            "Package": self.name,
            "Version": self.version,
            "Title": f"Says '{self.version}'",
            "Description": "A package of the builder's checks.",
            "Author": "A Tester",
            "Maintainer": "A Tester <tester@example.org>",
            "License": "Apache-2.0",
            "Imports": self.imports,
            "NeedsCompilation": "yes" if self.sources else "no",
        }

    @property
    def contents(self) -> dict[str, str]:
        """Give its files by their paths."""
        library = f"useDynLib({self.name})\n" if self.sources else ""
        return {
            "DESCRIPTION": _fields(self.description),
            "NAMESPACE": f'exportPattern("^[[:alpha:]]+")\n{library}',
            "R/code.R": self.code,
            **{f"src/{name}": text for name, text in self.sources},
        }

    def archive(self) -> bytes:
        """Give the archive, the same bytes each time."""
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as archive:
            for name, text in self.contents.items():
                member = tarfile.TarInfo(f"{self.name}/{name}")
                member.size = len(text.encode())
                archive.addfile(member, io.BytesIO(text.encode()))
        return gzip.compress(packed.getvalue(), mtime=0)


class CranRepository(LoginServer):
    """Serves source packages: the newest of each name is in the index, older ones in its archive.

    Attributes:
        packages: What it has.
    """

    def __init__(
        self,
        host: str,
        packages: Iterable[SourcePackage],
        login: str = "",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Listen on a free port.

        Args:
            host: An address of this host that containers reach.
            packages: What it has.
            login: ``user:password`` that is wanted; empty: none.
            tls: Serve TLS with this certificate.
        """
        super().__init__(host, _Handler, login, tls)
        self.packages = tuple(packages)

    def newest(self) -> list[SourcePackage]:
        """Give the newest version of each package, by name."""
        latest = {one.name: one for one in sorted(self.packages, key=_age)}
        return [latest[name] for name in sorted(latest)]

    def index(self) -> str:
        """Give the text of PACKAGES."""
        return "\n".join(_fields(_indexed(package)) for package in self.newest())

    def file(self, path: str) -> bytes | None:
        """Give a file below src/contrib, or nothing."""
        archives = {one.file_name: one for one in self.newest()}
        archives |= {
            f"Archive/{one.name}/{one.file_name}": one
            for one in self.packages
            if one.file_name not in archives
        }
        if path in archives:
            return archives[path].archive()
        index = self.index().encode()
        return {"PACKAGES": index, "PACKAGES.gz": gzip.compress(index, mtime=0)}.get(path)


class _Handler(LoginHandler):
    """Answers one connection."""

    server: CranRepository

    def reply(self, body: bytes) -> None:  # noqa: ARG002 (nobody sends one)
        """Answer with an index or an archive."""
        found = self.server.file(self.path.rpartition(_CONTRIB)[2])
        self.answer(HTTPStatus.NOT_FOUND if found is None else HTTPStatus.OK, found or b"")


def _age(package: SourcePackage) -> list[int]:
    """Order versions as R does, by the numbers between dots and dashes."""
    return [int(number) for number in re.split("[.-]", package.version)]


def _indexed(package: SourcePackage) -> dict[str, str]:
    digest = hashlib.md5(package.archive(), usedforsecurity=False).hexdigest()
    about = {name: package.description[name] for name in _INDEXED}
    return {**about, "MD5sum": digest}


def _fields(values: Mapping[str, str]) -> str:
    """Write one record of Debian's control format; empty fields are left out."""
    return "".join(f"{name}: {text}\n" for name, text in values.items() if text)
