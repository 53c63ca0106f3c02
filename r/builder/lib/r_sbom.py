"""Writes the bill of materials: the Python distributions, and every R package that R finds.

Usage: ``python r_sbom.py MODEL_NAME FILE``. What R_DEBIAN_PACKAGES has brought is in it a second
time, as Debian's packages: dpkg's own list, which scanners read, does not have them.
"""

# ruff: noqa: INP001 - a script that assemble runs, in no package
from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sbom

_DEBIAN = Path("/opt/app-root/debian/packages.txt")
# Whom a library belongs to, by what its path begins with.
_INSTALLED_FOR = {
    "/opt/app-root/r-library": "component",
    "/opt/app-root/debian/": "component",
    "/opt/seldon/": "server",
    "/usr/": "image",
}


def libraries(environ: Mapping[str, str]) -> list[Path]:
    """Return the folders that R looks for packages in, which are there, each once."""
    listed = f"{environ['R_LIBS_USER']}:{environ['R_LIBS_SITE']}:{environ['R_HOME']}/library"
    return [Path(one) for one in dict.fromkeys(listed.split(":")) if Path(one).is_dir()]


def r_components(found: list[Path]) -> Iterator[dict[str, Any]]:
    """Yield the packages of libraries, of one library by name."""
    for library in found:
        for description in sorted(library.glob("*/DESCRIPTION")):
            with description.open(encoding="utf-8", errors="replace") as file:
                fields = HeaderParser().parse(file)
            # R's translations lie there, too, and are no package to it.
            if fields["Built"]:
                yield _r_component(library, fields)


def _r_component(library: Path, fields: Message) -> dict[str, Any]:
    """Return what is known of one package; absent facts are left out."""
    name, version = fields["Package"], fields["Version"]
    licence = " ".join((fields["License"] or "").split())
    whom = next(who for start, who in _INSTALLED_FOR.items() if f"{library}/".startswith(start))
    component = {
        "type": "library",
        "bom-ref": f"r:{library}/{name}",
        "name": name,
        "version": version,
        "purl": _purl(name, version, fields),
        "licenses": [{"license": {"name": licence}}] if licence else [],
        "properties": [{"name": "io.seldon:installed-for", "value": whom}],
    }
    return {key: value for key, value in component.items() if value}


def _purl(name: str, version: str, fields: Message) -> str:
    """Return the package URL; none for what came from a file or a folder, and for our own."""
    if fields["RemoteType"] == "github":
        place = f"{fields['RemoteUsername']}/{fields['RemoteRepo']}".lower()
        return f"pkg:github/{place}@{fields['RemoteSha']}"
    # R's own say so, and CRAN's; Debian's packages of CRAN have kept CRAN's fields.
    if fields["Repository"] or fields["Priority"]:
        return f"pkg:cran/{name}@{quote(version, safe='')}"
    return ""


def debian_components(list_file: Path) -> Iterator[dict[str, Any]]:
    """Yield the packages in a list of name, version and architecture."""
    lines = list_file.read_text(encoding="utf-8").splitlines() if list_file.exists() else []
    for line in sorted(lines):
        name, version, architecture = line.split()
        yield {
            "type": "library",
            "bom-ref": f"deb:{name}",
            "name": name,
            "version": version,
            "purl": f"pkg:deb/debian/{name}@{quote(version, safe='')}?arch={architecture}",
            "properties": [{"name": "io.seldon:installed-for", "value": "component"}],
        }


def main(model_name: str, path: Path) -> None:
    """Write the document."""
    further = [*r_components(libraries(os.environ)), *debian_components(_DEBIAN)]
    sbom.write(path, sbom.bill(model_name, "seldon-core-s2i-r", further))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
