"""A Maven repository of our own: metadata, POMs, jars and their checksums, with a password or not.

A path is looked at from its end, so what comes before the group's first folder is free, and each
build can have a repository URL of its own.
"""

import hashlib
import io
import ssl
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from xml.sax.saxutils import escape

from seldon_conformance.builder.counterparts.login_server import LoginHandler, LoginServer

_DIGESTS = {".sha1": "sha1", ".md5": "md5"}
# Entries of an archive have no earlier date.
_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Artifact:
    """A jar with its POM.

    Attributes:
        group: Its groupId: names with dots.
        name: Its artifactId.
        version: Its version, no snapshot.
        files: The jar's entries beside its manifest, by their paths.
        needs: What it depends on at run time.
    """

    group: str
    name: str
    version: str
    files: tuple[tuple[str, bytes], ...] = ()
    needs: tuple["Artifact", ...] = ()

    @property
    def folder(self) -> str:
        """Give where all of its versions are."""
        return f"{self.group.replace('.', '/')}/{self.name}"

    @property
    def base(self) -> str:
        """Give the path of its files, without the end of their names."""
        return f"{self.folder}/{self.version}/{self.name}-{self.version}"

    def pom(self) -> str:
        """Give its POM."""
        needs = "".join(
            f"<dependency>{_coordinates(one)}<scope>runtime</scope></dependency>"
            for one in self.needs
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<project xmlns="http://maven.apache.org/POM/4.0.0">'
            f"<modelVersion>4.0.0</modelVersion>{_coordinates(self)}"
            f"<packaging>jar</packaging><dependencies>{needs}</dependencies></project>\n"
        )

    def jar(self) -> bytes:
        """Give its jar, the same bytes each time."""
        manifest = b"Manifest-Version: 1.0\r\nCreated-By: tests\r\n\r\n"
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as jar:
            for path, content in (("META-INF/MANIFEST.MF", manifest), *self.files):
                jar.writestr(zipfile.ZipInfo(path, _DATE), content)
        return packed.getvalue()


class MavenRepository(LoginServer):
    """Serves released artifacts."""

    def __init__(
        self,
        host: str,
        artifacts: Iterable[Artifact],
        login: str = "",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Listen on a free port.

        Args:
            host: An address of this host that containers reach.
            artifacts: What it has, each artifact's versions from the oldest to the newest.
            login: ``user:password`` that is wanted; empty: none.
            tls: Serve TLS with this certificate.
        """
        super().__init__(host, _Handler, login, tls)
        self._files: dict[str, bytes] = {}
        versions: dict[str, list[Artifact]] = {}
        for artifact in artifacts:
            self._files[f"{artifact.base}.pom"] = artifact.pom().encode()
            self._files[f"{artifact.base}.jar"] = artifact.jar()
            versions.setdefault(artifact.folder, []).append(artifact)
        for folder, found in versions.items():
            self._files[f"{folder}/maven-metadata.xml"] = _metadata(found).encode()

    def contents(self) -> dict[str, bytes]:
        """Give all files with their checksums, by path."""
        paths = [f"{path}{ending}" for path in self._files for ending in ("", *_DIGESTS)]
        found = {path: self.file(f"/{path}") for path in paths}
        return {path: content for path, content in found.items() if content is not None}

    def file(self, path: str) -> bytes | None:
        """Give a file, by the end of its path, or the checksum of one; or nothing."""
        for ending, algorithm in _DIGESTS.items():
            if path.endswith(ending):
                content = self.file(path.removesuffix(ending))
                digest = hashlib.new(algorithm, content or b"", usedforsecurity=False)
                return None if content is None else digest.hexdigest().encode()
        return next((self._files[one] for one in self._files if path.endswith(f"/{one}")), None)


class _Handler(LoginHandler):
    """Answers one connection."""

    server: MavenRepository

    def reply(self, body: bytes) -> None:  # noqa: ARG002 (nobody sends one)
        """Answer with a file."""
        found = self.server.file(self.path)
        self.answer(HTTPStatus.NOT_FOUND if found is None else HTTPStatus.OK, found or b"")


def _coordinates(artifact: Artifact) -> str:
    return (
        f"<groupId>{escape(artifact.group)}</groupId>"
        f"<artifactId>{escape(artifact.name)}</artifactId>"
        f"<version>{escape(artifact.version)}</version>"
    )


def _metadata(versions: list[Artifact]) -> str:
    """Write what versions of one artifact there are, the newest last."""
    newest = escape(versions[-1].version)
    listed = "".join(f"<version>{escape(one.version)}</version>" for one in versions)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<metadata><groupId>{escape(versions[0].group)}</groupId>"
        f"<artifactId>{escape(versions[0].name)}</artifactId><versioning>"
        f"<latest>{newest}</latest><release>{newest}</release>"
        f"<versions>{listed}</versions></versioning></metadata>\n"
    )
