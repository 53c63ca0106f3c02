"""The bill of materials of an R component: valid, and equal to what R and Python find."""

import json
from collections.abc import Iterator

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from recipes import template_app
from shelves import Shelves

from seldon_conformance.builder.engine import shell

_INSTALLED = (
    'found <- installed.packages(); writeLines(paste(found[, "Package"], found[, "Version"], '
    'found[, "LibPath"]))'
)
Component = dict[str, object]


@pytest.fixture(scope="module")
def image(shelf: Shelves) -> str:
    """The template app with the fewest packages."""
    return shelf.image(template_app("model", "r"))


@pytest.fixture(scope="module")
def bill(image: str) -> str:
    """Its text."""
    return shell(image, "cat /opt/app-root/build/sbom.cdx.json")


def _of_r(bill: str) -> Iterator[Component]:
    """Give the components that are R packages."""
    for component in json.loads(bill)["components"]:
        if component["bom-ref"].startswith("r:"):
            yield component


def test_bill_is_valid(bill: str) -> None:
    """By CycloneDX's own schema: scanners refuse what is not."""
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill) is None


def test_r_packages_are_those_that_are_installed(image: str, bill: str) -> None:
    """Of every library, the exact version: not what somebody asked for."""
    lines = shell(image, f"Rscript --no-init-file -e '{_INSTALLED}'").splitlines()

    listed = {f"{one['bom-ref']} {one['version']}" for one in _of_r(bill)}
    assert listed == {
        f"r:{place}/{name} {version}" for name, version, place in map(str.split, lines)
    }
    assert len(lines) == len(listed)


def test_r_packages_have_licences_and_addresses(bill: str) -> None:
    """By them scanners look up what is wrong with a package."""
    found = {str(one["name"]): one for one in _of_r(bill)}

    assert [name for name, one in found.items() if not one["licenses"]] == []
    # Our own is on no server.
    assert [name for name, one in found.items() if "purl" not in one] == ["seldon"]
    rpart = found["rpart"]
    assert rpart["purl"] == f"pkg:cran/rpart@{rpart['version']}"
    assert rpart["licenses"] == [{"license": {"name": "GPL-2 | GPL-3"}}]


def test_python_distributions_of_the_server_are_listed(bill: str) -> None:
    """They run in the same process."""
    components = json.loads(bill)["components"]

    names = {one["name"] for one in components if one.get("purl", "").startswith("pkg:pypi/")}
    assert {"rpy2-rinterface", "grpcio", "flask"} <= names
