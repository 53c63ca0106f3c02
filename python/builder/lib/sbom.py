"""Writes the bill of materials: the Python distributions in the image, as CycloneDX 1.6 JSON.

Usage: ``python sbom.py MODEL_NAME FILE``. Debian's packages are not in it: scanners read dpkg's own
list. There is no date and no random number in it, so the same build gives the same bytes.
"""

# ruff: noqa: INP001 - a script that assemble runs, in no package
from __future__ import annotations

import json
import re
import sys
import sysconfig
import uuid
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import quote

FACTS = Path("/opt/seldon/facts")
# The component's environment may have another version of what the server brings for itself.
PLACES = {"server": "/opt/seldon/lib", "component": sysconfig.get_path("purelib")}
_LONGEST_LICENCE = 100
_USER = re.compile(r"(?<=://)[^/@]*@")


def bill(
    model_name: str,
    builder: str = "seldon-core-s2i-python",
    further: Iterable[dict[str, Any]] = (),
) -> dict[str, Any]:
    """Return the whole document.

    Args:
        model_name: Of the component.
        builder: The image that has built it.
        further: Components that are no Python distributions.
    """
    components = [
        _component(place, distribution)
        for place, path in PLACES.items()
        for distribution in sorted(metadata.distributions(path=[path]), key=_identity)
    ]
    components += further
    tool = {
        "type": "application",
        "name": builder,
        "version": (FACTS / "version").read_text(encoding="utf-8").strip(),
    }
    content = json.dumps([model_name, tool, components], sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": uuid.uuid5(uuid.NAMESPACE_URL, content).urn,
        "version": 1,
        "metadata": {
            "lifecycles": [{"phase": "build"}],
            "tools": {"components": [tool]},
            "component": {"type": "application", "bom-ref": "application", "name": model_name},
        },
        "components": components,
    }


def _component(place: str, distribution: metadata.Distribution) -> dict[str, Any]:
    """Return what is known of one distribution; absent facts are left out."""
    name, version = _identity(distribution)
    origin = json.loads(distribution.read_text("direct_url.json") or "{}")
    found = {
        "type": "library",
        "bom-ref": f"{place}/{name}",
        "name": name,
        "version": version,
        "purl": _purl(name, version, origin),
        "licenses": list(_licences(distribution)),
        "properties": [{"name": "io.seldon:installed-for", "value": place}],
    }
    return {key: value for key, value in found.items() if value}


def _identity(distribution: metadata.Distribution) -> tuple[str, str]:
    """Return the normalised name and the version."""
    return re.sub(r"[-_.]+", "-", distribution.name).lower(), distribution.version


def _purl(name: str, version: str, origin: dict[str, Any]) -> str:
    """Return the package URL; none for what a local file or folder brought."""
    url = f"pkg:pypi/{name}@{quote(version, safe='')}"
    if "vcs_info" in origin:
        vcs = origin["vcs_info"]
        repository = f"{vcs['vcs']}+{_USER.sub('', origin['url'])}@{vcs['commit_id']}"
        return f"{url}?vcs_url={quote(repository, safe=':/')}"
    return "" if origin.get("url", "").startswith("file:") else url


def _licences(distribution: metadata.Distribution) -> Iterator[dict[str, Any]]:
    """Yield the licence, if the distribution names one and does not quote it whole."""
    fields = distribution.metadata
    expression, name = fields.get("License-Expression"), fields.get("License")
    if expression:
        yield {"expression": expression}
    elif name and len(name) <= _LONGEST_LICENCE and "\n" not in name:
        yield {"license": {"name": name}}


def write(path: Path, document: dict[str, Any]) -> None:
    """Write a document."""
    path.write_text(f"{json.dumps(document, indent=2)}\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[2]), bill(sys.argv[1]))
