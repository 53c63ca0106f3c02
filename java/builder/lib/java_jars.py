"""Says which Maven artifacts the jars of an application are.

A jar says of itself seldom what it is; the repository that it came from has it in its path. Usage:
``python java_jars.py application``, ``… repository FOLDER NAMES``: prints a line
``group:artifact:version`` for each jar, in the second form of those whose names stand in a file.
"""

# ruff: noqa: T201 - a script that assemble runs: it is in no package, and it prints
from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

APPLICATION = Path("/opt/app-root/app/lib")
REPOSITORIES = (
    Path("/opt/app-root/repository"),
    Path("/run/s2i-build/repository"),
    Path("/opt/seldon/repository"),
)


@dataclass(frozen=True, slots=True, order=True)
class Artifact:
    """Where an artifact is in a repository.

    Attributes:
        group: Such as org.springframework.
        name: The artifact's.
        version: As in the path.
        file: The jar.
        is_of_image: Whether the image's own repository has it.
    """

    group: str
    name: str
    version: str
    file: Path
    is_of_image: bool

    @property
    def coordinates(self) -> str:
        """Return ``group:artifact:version``."""
        return f"{self.group}:{self.name}:{self.version}"


def artifacts(
    jars: Iterable[Path], repositories: Iterable[Path]
) -> Iterator[tuple[Path, Artifact | None]]:
    """Yield each jar with the artifact that has its bytes, or None; sorted by file name."""
    wanted = {jar.name: jar for jar in jars}
    found: dict[Path, Artifact] = {}
    for repository in repositories:
        for file in repository.rglob("*.jar"):
            jar = wanted.get(file.name)
            if (
                jar
                and jar not in found
                and file.stat().st_size == jar.stat().st_size
                and _digest(file) == _digest(jar)
            ):
                found[jar] = _artifact(repository, file)
    for _, jar in sorted(wanted.items()):
        yield jar, found.get(jar) or _of_boot(jar)


def _of_boot(jar: Path) -> Artifact | None:
    """Return the artifact that Spring Boot's plugin writes into an application by itself."""
    name, _, version = jar.stem.rpartition("-")
    if name != "spring-boot-jarmode-tools":
        return None
    return Artifact("org.springframework.boot", name, version, jar, is_of_image=True)


def _artifact(repository: Path, file: Path) -> Artifact:
    *group, name, version, _ = file.relative_to(repository).parts
    return Artifact(
        ".".join(group), name, version, file, is_of_image=repository == REPOSITORIES[-1]
    )


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def main_of_application() -> None:
    """Print what the application's jars are."""
    for jar, artifact in artifacts(APPLICATION.glob("*.jar"), REPOSITORIES):
        print(artifact.coordinates if artifact else f"{jar.name} (of no repository)")


def main_of_repository(folder: Path, names: Path) -> None:
    """Print what a repository has of some jars."""
    wanted = names.read_text(encoding="utf-8").split()
    for name in sorted(wanted):
        found = _of_boot(Path(name)) or _artifact(folder, next(folder.rglob(name)))
        print(found.coordinates)


if __name__ == "__main__":
    if sys.argv[1] == "application":
        main_of_application()
    else:
        main_of_repository(Path(sys.argv[2]), Path(sys.argv[3]))
