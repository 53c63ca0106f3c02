"""Reads a pom.xml as far as assemble has questions: what it depends on, its parent, its modules.

Maven alone knows the whole truth (profiles, remote parents); what is found here is what stands in
the files of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from problem import Problem, RefusedError

_PROPERTY = re.compile(r"\$\{([^}]+)\}")


class Pom:
    """One pom.xml.

    Attributes:
        path: The file.
        root: Its element, with names that have no namespace.
    """

    def __init__(self, path: Path, shown: str) -> None:
        """Read a file.

        Raises:
            RefusedError: It is no XML, or no project.
        """
        self.path, self.shown = path, shown
        try:
            self.root = ET.fromstring(path.read_bytes())  # noqa: S314 - the user's own file
        except ET.ParseError as error:
            raise RefusedError(
                Problem(f"{shown} cannot be read: {error}", "mend the file")
            ) from error
        for element in self.root.iter():
            if isinstance(element.tag, str):
                element.tag = element.tag.rpartition("}")[2]
        if self.root.tag != "project":
            raise RefusedError(
                Problem(f"{shown}: <{self.root.tag}> (expected: <project>)", "mend the file")
            )

    def value(self, text: str | None) -> str:
        """Return a text with this file's own properties put in."""
        properties = {child.tag: child.text or "" for child in self.root.findall("properties/*")}
        found = (text or "").strip()
        for _ in range(5):
            found = _PROPERTY.sub(lambda match: properties.get(match[1], match[0]), found)
        return found

    def boot_version(self) -> str:
        """Return the version of Spring Boot that the file names; empty if it names none."""
        parent = self.root.find("parent")
        if parent is not None and self.value(parent.findtext("artifactId")).startswith(
            "spring-boot-starter-parent"
        ):
            return self.value(parent.findtext("version"))
        for one in self.root.findall("dependencyManagement/dependencies/dependency"):
            if self.value(one.findtext("artifactId")) == "spring-boot-dependencies":
                return self.value(one.findtext("version"))
        for one in self.root.iter("dependency"):
            name = self.value(one.findtext("artifactId"))
            if self.value(
                one.findtext("groupId")
            ) == "org.springframework.boot" and name.startswith("spring-boot"):
                version = self.value(one.findtext("version"))
                if version:
                    return version
        return ""

    def dependencies(self) -> Iterator[ET.Element]:
        """Yield every element that names a dependency, managed ones too."""
        yield from self.root.iter("dependency")


def poms(source: Path) -> list[Pom]:
    """Return the source's pom.xml and those of its modules, and of theirs.

    Raises:
        RefusedError: One cannot be read, or a module has none.
    """
    found: dict[Path, Pom] = {}
    waiting = [(source / "pom.xml", "pom.xml")]
    while waiting:
        path, named_by = waiting.pop(0)
        path = path.resolve()
        if path in found:
            continue
        shown = (
            str(path.relative_to(source.resolve()))
            if path.is_relative_to(source.resolve())
            else str(path)
        )
        if not path.is_file():
            raise RefusedError(
                Problem(
                    f"{named_by}: module {path.parent.name} has no {shown} (expected: a pom.xml)",
                    "commit it, or give s2i the folder above with --context-dir left out: "
                    "of a git folder it takes what is committed",
                )
            )
        found[path] = Pom(path, shown)
        for module in found[path].root.findall("modules/module"):
            place = path.parent / found[path].value(module.text)
            waiting.append((place if place.suffix == ".xml" else place / "pom.xml", shown))
    return list(found.values())
