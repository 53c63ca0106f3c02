"""The bill of materials lists what is installed: every jar, and Java itself."""

import json

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from seldon_conformance.builder.engine import inspected, shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.row import built, row

BILL = "/opt/app-root/build/sbom.cdx.json"
_LIBRARIES = "/opt/app-root/app/lib"


@pytest.fixture
def bill(image: str) -> str:
    """The bill of materials."""
    return shell(image, f"cat {BILL}")


@row("C28")
@built("dependent")
def test_bill_is_valid(bill: str) -> None:
    """By CycloneDX's own schema: scanners refuse what is not."""
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill) is None


@row("C28")
@built("dependent")
def test_bill_is_what_the_application_has(image: str, bill: str) -> None:
    """Not what somebody asked for: of every jar the exact version, of its classifier too."""
    jars = set(shell(image, f"ls {_LIBRARIES}").split())
    listed = [one for one in json.loads(bill)["components"] if one["type"] == "library"]

    assert len(listed) == len(jars)
    assert [
        one["purl"]
        for one in listed
        if not any(jar.startswith(f"{one['name']}-{one['version']}") for jar in jars)
    ] == []
    purls = {one["purl"] for one in listed}
    assert {"pkg:maven/com.example/polite@1.0", "pkg:maven/com.example/greeting@2.0"} < purls


@row("C28")
@built("dependent")
def test_bill_has_the_java_that_serves(image: str, bill: str) -> None:
    """Most advisories are of the JDK."""
    (java,) = [one for one in json.loads(bill)["components"] if one["type"] == "platform"]

    assert f'"{java["version"]}"' in shell(image, "java -version 2>&1")


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
