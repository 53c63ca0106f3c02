"""Packages of the checks' own, as Maven Central has them, and repositories of them in folders."""

from collections.abc import Iterable
from pathlib import Path

from seldon_conformance.builder.counterparts.maven_repository import Artifact, MavenRepository
from seldon_conformance.builder.java.components import Dependency

GROUP = "com.example"


def saying(name: str, version: str, needs: tuple[Artifact, ...] = ()) -> Artifact:
    """Give a package whose jar has its version in ``NAME.txt``."""
    return Artifact(GROUP, name, version, ((f"{name}.txt", version.encode()),), needs)


def depending_on(artifact: Artifact) -> Dependency:
    """Give the dependency of a pom.xml."""
    return Dependency(artifact.group, artifact.name, artifact.version)


GREETING_1, GREETING_2 = (saying("greeting", version) for version in ("1.0", "2.0"))
ADDING = saying("adding", "1.0")
FAREWELL = saying("farewell", "1.0")
# Needs another one, which comes with it.
POLITE = saying("polite", "1.0", (GREETING_2,))


def write_repository(folder: Path, artifacts: Iterable[Artifact]) -> None:
    """Write a repository, of which Maven knows the folder as ``file://``."""
    # Not started: it makes the files alone.
    server = MavenRepository("127.0.0.1", artifacts)
    for path, content in server.contents().items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    server.server_close()
