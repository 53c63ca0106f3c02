"""The bill of materials lists what is installed, in R and in Python."""

import json

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from seldon_conformance.builder.engine import inspected, shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.row import built, row

BILL = "/opt/app-root/build/sbom.cdx.json"
_OF_R = """
found <- installed.packages(noCache = TRUE)[, c("LibPath", "Package", "Version")]
writeLines(paste(found[, 1], found[, 2], found[, 3]))
"""
_OF_PYTHON = """
import importlib.metadata as m, re
for d in m.distributions():
    print(d.locate_file(""), re.sub("[-_.]+", "-", d.name).lower(), d.version)
"""


@pytest.fixture
def bill(image: str) -> str:
    """The bill of materials."""
    return shell(image, f"cat {BILL}")


def _listed(bill: str, *, in_r: bool) -> set[tuple[str, str]]:
    """Give names and versions of a bill's components, of R or of Python."""
    return {
        (component["name"], component["version"])
        for component in json.loads(bill)["components"]
        if component["bom-ref"].startswith("r:") == in_r
    }


@row("C28")
@built("dependent")
def test_bill_is_valid(bill: str) -> None:
    """By CycloneDX's own schema: scanners refuse what is not."""
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill) is None


@row("C28")
@built("dependent")
def test_bill_is_what_r_finds(image: str, bill: str) -> None:
    """Not what somebody asked for: of every package in every library, the exact version."""
    lines = shell(image, f"Rscript -e '{_OF_R}'").splitlines()
    found = {(name, version) for _, name, version in map(str.split, lines)}

    assert _listed(bill, in_r=True) == found
    assert {("polite", "1.0"), ("greeting", "2.0"), ("adding", "1.0")} < found


@row("C28")
@built("dependent")
def test_bill_is_what_python_finds(image: str, bill: str) -> None:
    """The server is one of Python's."""
    lines = shell(image, f"python -c '{_OF_PYTHON}'").splitlines()

    assert _listed(bill, in_r=False) == {
        (name, version) for _, name, version in map(str.split, lines)
    }


@row("C28")
@built("dependent")
def test_image_says_where_its_bill_is(image: str) -> None:
    """In its report, which is there in each way of building."""
    assert json.loads(shell(image, "cat /opt/app-root/build/report.json"))["io.seldon.sbom"] == BILL


@row("C28", modes=Mode.S2I)
@built("dependent")
def test_label_says_where_the_bill_is(image: str) -> None:
    """Scanners read labels; --as-dockerfile has those of s2i alone."""
    assert inspected(image)["Config"]["Labels"]["io.seldon.sbom"] == BILL
