"""The standard components, as components.md defines them."""

import functools
import re
from collections.abc import Mapping
from pathlib import Path

from seldon_conformance.contract_files import contract_directory

_HEADING = re.compile(r"## (?P<name>[a-z]+(?:-[a-z]+)*): .*\((?P<service_type>[A-Z_]+)\)")


@functools.cache
def standard_components() -> Mapping[str, str]:
    """Read the document that travels with the suite."""
    return read_components(contract_directory() / "docs" / "components.md")


def read_components(path: Path) -> dict[str, str]:
    """Give the service type of each standard component by its name, in the document's order."""
    found = (_HEADING.fullmatch(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {heading["name"]: heading["service_type"] for heading in found if heading}
