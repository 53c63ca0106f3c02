"""The standard components, as components.md defines them."""

import functools
import re
from collections.abc import Mapping

from seldon_conformance.contract_files import contract_directory

_HEADING = re.compile(r"## (?P<name>[a-z]+(?:-[a-z]+)*): .*\((?P<service_type>[A-Z_]+)\)")


@functools.cache
def standard_components() -> Mapping[str, str]:
    """Give the service type of each standard component by its name, in the document's order."""
    path = contract_directory() / "docs" / "components.md"
    lines = path.read_text(encoding="utf-8").splitlines()
    found = (_HEADING.fullmatch(line) for line in lines)
    return {heading["name"]: heading["service_type"] for heading in found if heading}
