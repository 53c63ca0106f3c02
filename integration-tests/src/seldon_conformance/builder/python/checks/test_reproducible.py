"""Two builds of one commit make the same files, and say what is in them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from seldon_conformance.builder.engine import inspected, shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe, commit
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.saved import own_files

_FILES = {
    "MyModel.py": "import jinja2\n\n\nclass MyModel:\n    def predict(self, X, names):\n"
    "        return jinja2.__name__\n",
    "weights/a.bin": "1",
    "requirements.txt": "jinja2==3.1.6\nscipy\n",
    ".s2i/environment": "MODEL_NAME=MyModel\n",
}


def _repository(folder: Path) -> str:
    commit(folder, _FILES)
    return f"file://{folder}"


ONE, OTHER = (
    Recipe(f"reproducible-{name}", _repository, needs_index=True) for name in ("one", "other")
)
BILL = "/opt/app-root/build/sbom.cdx.json"


@row("C27")
@built(ONE)
def test_second_build_of_a_commit_makes_the_same_files(
    build_of: Callable[[Recipe], Build], builder: str, image: str
) -> None:
    """Only so can somebody prove that an image is made of the commit that it names."""
    one, other = own_files(image, builder), own_files(build_of(OTHER).image, builder)

    # A layer of --as-dockerfile alone; the history of a clone has its time in it.
    paths = {path for path in one.keys() | other.keys() if not path.startswith("tmp/src")}
    assert len(paths) > 1000
    assert {path for path in paths if one.get(path) != other.get(path)} == set()


@pytest.fixture
def bill(image: str) -> str:
    """The bill of materials."""
    return shell(image, f"cat {BILL}")


@row("C28")
@built(ONE)
def test_bill_is_valid(bill: str) -> None:
    """By CycloneDX's own schema: scanners refuse what is not."""
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill) is None


@row("C28")
@built(ONE)
def test_bill_is_what_is_installed(image: str, bill: str) -> None:
    """Not what somebody asked for: of every distribution that Python finds, the exact version."""
    script = (
        "import importlib.metadata as m, re\n"
        "for d in m.distributions():\n"
        "    print(re.sub('[-_.]+', '-', d.name).lower(), d.version, d.locate_file(''))"
    )
    lines = shell(image, f'python -c "{script}"').splitlines()

    installed = {tuple(line.split()[:2]) for line in lines if line.endswith("-packages")}
    server = {tuple(line.split()[:2]) for line in lines if line.endswith("/opt/seldon/lib")}
    assert _listed(bill, "component") == installed
    assert _listed(bill, "server") == server
    assert ("jinja2", "3.1.6") in installed & server
    assert len(lines) == len(installed) + len(server)


@row("C28")
@built(ONE)
def test_image_says_where_its_bill_is(image: str) -> None:
    """In its report, which is there in each way of building."""
    assert json.loads(shell(image, "cat /opt/app-root/build/report.json"))["io.seldon.sbom"] == BILL


@row("C28", modes=Mode.S2I)
@built(ONE)
def test_label_says_where_the_bill_is(image: str) -> None:
    """Scanners read labels; --as-dockerfile has those of s2i alone."""
    assert inspected(image)["Config"]["Labels"]["io.seldon.sbom"] == BILL


def _listed(bill: str, place: str) -> set[tuple[str, ...]]:
    """Give names and versions of a bill's components that are installed for one place."""
    return {
        (component["name"], component["version"])
        for component in json.loads(bill)["components"]
        if component["properties"][0]["value"] == place
    }
