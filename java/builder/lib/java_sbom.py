"""Writes the bill of materials: every jar of the application, and Java itself.

Usage: ``python java_sbom.py NAME FILE``. Maven, which is in the builder alone, is not in it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import java_jars
import sbom


def components() -> Iterator[dict[str, Any]]:
    """Yield Java, and the jars by name."""
    version = (sbom.FACTS / "java.txt").read_text(encoding="utf-8").strip()
    yield {
        "type": "platform",
        "bom-ref": "openjdk",
        "name": "openjdk",
        "version": version,
        "cpe": f"cpe:2.3:a:oracle:openjdk:{version}:*:*:*:*:*:*:*",
        "licenses": [{"license": {"name": "GPL-2.0-only WITH Classpath-exception-2.0"}}],
        "properties": [{"name": "io.seldon:installed-for", "value": "image"}],
    }
    found = java_jars.artifacts(java_jars.APPLICATION.glob("*.jar"), java_jars.REPOSITORIES)
    for jar, artifact in found:
        yield _component(jar, artifact)


def _component(jar: Path, artifact: java_jars.Artifact | None) -> dict[str, Any]:
    """Return what is known of one jar; absent facts are left out."""
    if artifact is None:
        # Of another module of the project, most often.
        whom = [{"name": "io.seldon:installed-for", "value": "component"}]
        return {
            "type": "library",
            "bom-ref": f"file:{jar.name}",
            "name": jar.stem,
            "properties": whom,
        }
    purl = f"pkg:maven/{artifact.group}/{artifact.name}@{quote(artifact.version, safe='')}"
    classifier = jar.stem.removeprefix(f"{artifact.name}-{artifact.version}").removeprefix("-")
    if classifier:
        purl += f"?classifier={quote(classifier, safe='')}"
    licence = _licence(artifact)
    component = {
        "type": "library",
        "bom-ref": purl,
        "group": artifact.group,
        "name": artifact.name,
        "version": artifact.version,
        "purl": purl,
        "licenses": [{"license": {"name": licence}}] if licence else [],
        "properties": [
            {
                "name": "io.seldon:installed-for",
                "value": "server" if artifact.is_of_image else "component",
            }
        ],
    }
    return {key: value for key, value in component.items() if value}


def _licence(artifact: java_jars.Artifact) -> str:
    """Return the licence that the artifact's own pom names; a parent's is not looked for."""
    pom = artifact.file.with_name(f"{artifact.name}-{artifact.version}.pom")
    if not pom.is_file():
        return ""
    try:
        root = ET.fromstring(pom.read_bytes())  # noqa: S314 - checked by Maven
    except ET.ParseError:
        return ""
    names = (element.text for element in root.findall("{*}licenses/{*}license/{*}name"))
    return " OR ".join(" ".join(name.split()) for name in names if name)


def main(name: str, path: Path) -> None:
    """Write the document."""
    sbom.write(path, sbom.bill(name, "seldon-core-s2i-java", components()))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
