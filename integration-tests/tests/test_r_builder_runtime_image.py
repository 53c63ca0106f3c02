"""An R component in the image without compilers, by s2i and by the guide's Dockerfile."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from contexts import Context, dockerfile_of_the_guide
from r_sources import telling_its_library
from shelves import Shelves, builder_image

from seldon_conformance.builder.counterparts.cran_repository import CranRepository
from seldon_conformance.builder.engine import docker, inspected, shell
from seldon_conformance.builder.recipe import Recipe, files, write_files
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.served import served

_LARGEST_BYTES = 700_000_000
_FILES = {**telling_its_library({"install.R": 'install.packages("polite")\n'}), "odd name": "it"}


@pytest.fixture(scope="module")
def runtime_image(settings: Path) -> str:
    """The builder image without compilers."""
    return builder_image("r-runtime")


@pytest.fixture(scope="module")
def moved(shelf: Shelves, cran: CranRepository, runtime_image: str) -> Build:
    """A build with packages and odd files."""
    mirror = ("-e", f"CRAN_MIRROR=http://{cran.address}/moved")
    options = (*mirror, "--runtime-image", runtime_image)
    return shelf.of("r").build(Recipe("r-runtime-moved", files(_FILES), options))


def test_component_serves_from_the_runtime_image(moved: Build) -> None:
    """Under any uid, although s2i has copied everything as root."""
    with served(moved.required_image, user="12345:0") as container:
        assert container.rest({"strData": ""})["strData"] == "greeting==2.0 polite==1.0"
        assert container.stop() == 0


def test_image_is_the_runtime_image_and_the_component(moved: Build, runtime_image: str) -> None:
    """No compiler, the same layers, and a size that one can ship."""
    image = moved.required_image
    layers = inspected(image)["RootFS"]["Layers"]

    assert layers[:-1] == inspected(runtime_image)["RootFS"]["Layers"]
    assert shell(image, "command -v gcc || echo none").strip() == "none"
    assert inspected(image)["Size"] <= _LARGEST_BYTES
    assert inspected(image)["Config"]["User"] == "1001"


def test_files_belong_to_the_component(moved: Build) -> None:
    """Group 0 may do what the owner may, and nothing of the copy is left."""
    image = moved.required_image
    places = "/microservice /opt/app-root /tmp"
    strange = shell(image, f"find {places} ! -uid 1001 ! -type d", "--user", "0").split()
    closed = shell(image, "find /microservice /opt/app-root/r-library ! -type l ! -perm -g=w")

    assert strange == ["/tmp/.s2i/image_metadata.json"]
    assert closed == ""
    assert shell(image, "ls -A /microservice").split("\n") == [
        ".s2i",
        "MyModel.R",
        "install.R",
        "odd name",
        "",
    ]


def test_report_and_labels_are_those_of_the_build(moved: Build) -> None:
    """The runtime image was not there when it was written."""
    labels = inspected(moved.required_image)["Config"]["Labels"]
    report = json.loads(shell(moved.required_image, "cat /opt/app-root/build/report.json"))

    assert labels["io.seldon.dependencies.from"] == "install.R"
    assert labels["io.seldon.sbom"] == report["io.seldon.sbom"]
    assert {"greeting==2.0", "polite==1.0"} <= set(report["packages"])


def test_component_that_fails_in_the_runtime_image_is_refused(
    shelf: Shelves, runtime_image: str
) -> None:
    """What its file needs may be in the builder alone; here it is a compiler."""
    code = 'stopifnot("a compiler is needed" = nzchar(Sys.which("gcc")))\n'
    contents = telling_its_library({})
    contents["MyModel.R"] = code + contents["MyModel.R"]
    recipe = Recipe("r-runtime-lacking", files(contents), ("--runtime-image", runtime_image))
    build = shelf.of("r").build(recipe)

    assert build.code == 1
    assert not build.is_tagged
    assert build.problems[-2:] == [
        "ERROR: reading MyModel.R failed: a compiler is needed",
        "REMEDY: Mend the file, or move what needs the running container into initialise_seldon.",
    ]


def test_other_files_than_the_builders_are_refused(shelf: Shelves, runtime_image: str) -> None:
    """Of -a, s2i copies what it names and nothing else."""
    options = ("--runtime-image", runtime_image, "-a", "/microservice:elsewhere")
    recipe = Recipe("r-runtime-artifact", files(telling_its_library({})), options)
    build = shelf.of("r").build(recipe)

    assert build.code == 1
    assert build.problems[-2:] == [
        "ERROR: s2i has copied no component built by seldon-core-s2i-r",
        "REMEDY: build with seldon-core-s2i-r, and leave --runtime-artifact out",
    ]


def test_another_user_than_root_is_refused(shelf: Shelves, runtime_image: str) -> None:
    """It could not give away what s2i has copied."""
    options = ("--runtime-image", runtime_image, "--assemble-runtime-user", "1001")
    recipe = Recipe("r-runtime-user", files(telling_its_library({})), options)
    build = shelf.of("r").build(recipe)

    assert build.code == 1
    assert build.problems[-2:] == [
        "ERROR: assemble-runtime: uid 1001 (expected: 0, since s2i copies as root)",
        "REMEDY: leave --assemble-runtime-user out",
    ]


@pytest.fixture
def context(cran: CranRepository, runtime_image: str, tmp_path: Path) -> Iterator[Context]:
    """The folder, on a builder that knows the tests' repository."""
    name = f"seldon-test-{os.getpid()}/r-without-s2i"
    mirror = f"http://{cran.address}/without-s2i"
    base = tmp_path / "base"
    write_files(base, {"Dockerfile": f"FROM {builder_image('r')}\nENV CRAN_MIRROR={mirror}\n"})
    docker("build", "--tag", f"{name}-base", str(base))
    dockerfile = dockerfile_of_the_guide("r")
    dockerfile = dockerfile.replace("FROM seldon-core-s2i-r AS", f"FROM {name}-base AS")
    dockerfile = dockerfile.replace("FROM seldon-core-s2i-r-runtime", f"FROM {runtime_image}")
    component = tmp_path / "component"
    write_files(component, {**_FILES, "Dockerfile": dockerfile})
    yield Context(component, name)
    docker("image", "rm", "--force", name, f"{name}-base")


def test_dockerfile_of_the_guide_does_without_s2i_and_compilers(context: Context) -> None:
    """Clusters that build with kaniko or BuildKit have no s2i."""
    context.build()

    with served(context.image) as container:
        assert container.rest({"strData": ""})["strData"] == "greeting==2.0 polite==1.0"
        assert container.stop() == 0
    assert inspected(context.image)["Size"] <= _LARGEST_BYTES


def test_change_of_the_source_fetches_no_packages(context: Context, cran: CranRepository) -> None:
    """Compiling takes minutes, and the layer of the packages is the largest to push."""
    before = context.build()
    asked = len(cran.asked)
    write_files(context.folder, {"odd name": "that"})

    after = context.build()

    assert len(cran.asked) == asked
    # The last two: the source, and what was built.
    assert after[:-2] == before[:-2]
    assert after[-2] != before[-2]
