"""Images that are made by docker build, with the builder's scripts and without s2i's."""

from pathlib import Path

import pytest

from seldon_conformance.builder.engine import digests, docker, shell
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import write_files
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import S2i
from seldon_conformance.builder.served import served
from seldon_conformance.builder.shelf import Shelf
from seldon_conformance.builder.sources import plain

# As the guide of every builder shows it.
_DOCKERFILE = """FROM {builder}
COPY --chown=1001:0 . /tmp/src
ENV {variables}
RUN /usr/libexec/s2i/assemble
CMD ["/usr/libexec/s2i/run"]
"""


@pytest.fixture
def generated(s2i: S2i, shelf: Shelf, language: Language, folder: Path) -> str:
    """An image of the Dockerfile that `s2i generate` writes."""
    dockerfile = folder / "Dockerfile"
    done = s2i.run(
        *("generate", s2i.builder, str(dockerfile), "-e", f"MODEL_NAME={language.example_name}")
    )
    assert done.returncode == 0, done.stderr
    # It empties the folder that its COPY names.
    write_files(folder / "upload" / "src", language.saying("it"))
    image = shelf.adopt("generated")
    docker("build", "--tag", image, str(folder))
    return image


@pytest.fixture
def written(builder: str, shelf: Shelf, language: Language, folder: Path) -> str:
    """An image of a Dockerfile that somebody has written."""
    source = language.saying("it")
    variables = " ".join(source[".s2i/environment"].split())
    text = _DOCKERFILE.format(builder=builder, variables=variables)
    write_files(folder, {"Dockerfile": text})
    write_files(folder / "source", source)
    image = shelf.adopt("written")
    docker("build", "--tag", image, "--file", str(folder / "Dockerfile"), str(folder / "source"))
    return image


@row("C24", modes=Mode.DOCKERFILE)
@pytest.mark.parametrize("way", ["generated", "written"])
def test_dockerfile_makes_an_image_that_serves(
    way: str, language: Language, request: pytest.FixtureRequest
) -> None:
    """CI systems without s2i build so; no shell stays before the server here, either."""
    image = request.getfixturevalue(way)

    with served(image) as container:
        container.rest({"data": {"ndarray": [[1]]}})
        code = container.stop(grace_s=5)
    assert code == 0
    assert shell(image, language.said).strip() == "it"


@row("C24", "C27", modes=Mode.DOCKERFILE)
@built(plain)
def test_dockerfile_makes_the_files_that_s2i_makes(
    written: str, image: str, language: Language
) -> None:
    """Who moves from the one to the other changes nothing that runs."""
    assert digests(written, *language.app_folders) == digests(image, *language.app_folders)
