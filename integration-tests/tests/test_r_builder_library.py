"""What an incremental build of an R component keeps of the library before, and what it does not."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from r_sources import INCREMENTAL, telling_its_library
from shelves import Shelves

from seldon_conformance.builder.counterparts.cran_repository import CranRepository
from seldon_conformance.builder.engine import docker, shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe, files, write_files
from seldon_conformance.builder.served import served

_BOTH = 'install.packages(c("polite", "farewell"))\n'
# The tar of save-artifacts, with a file that differs from its checksum.
_DAMAGED = """#!/bin/bash
set -e
folder=$(mktemp -d)
/usr/libexec/s2i/honest | tar -xC "$folder"
echo cut >"$folder/r-library/farewell/DESCRIPTION"
tar -C "$folder" -c .
"""
_DAMAGING = """FROM {}
USER 0
RUN mv /usr/libexec/s2i/save-artifacts /usr/libexec/s2i/honest
COPY save-artifacts /usr/libexec/s2i/
RUN chmod 0755 /usr/libexec/s2i/save-artifacts
USER 1001
"""


@pytest.fixture(scope="module")
def recipe(cran: CranRepository) -> Callable[..., Recipe]:
    """A function that gives the recipe of a source with files that name packages."""

    def give(
        name: str, contents: Mapping[str, str], *options: str, after: Recipe | None = None
    ) -> Recipe:
        mirror = ("-e", f"CRAN_MIRROR=http://{cran.address}/{name}")
        source = files(telling_its_library(contents))
        return Recipe(f"r-library-{name}", source, (*mirror, *options), after=after)

    return give


@pytest.fixture(scope="module")
def first(recipe: Callable[..., Recipe]) -> Recipe:
    """Two packages, of which one needs a third."""
    return recipe("first", {"install.R": _BOTH})


@pytest.fixture(scope="module")
def offline(shelf: Shelves, recipe: Callable[..., Recipe], first: Recipe) -> Callable[..., str]:
    """A function that builds other files upon the first image, without a network."""

    def build(name: str, contents: Mapping[str, str]) -> str:
        options = (*INCREMENTAL, "--network", "none")
        return shelf.of("r").image(recipe(name, contents, *options, after=first))

    return build


@pytest.mark.parametrize(
    ("name", "contents", "answer"),
    [
        ("same", {"install.R": _BOTH}, "farewell==1.0 greeting==2.0 polite==1.0"),
        ("fewer", {"install.R": 'install.packages("polite")\n'}, "greeting==2.0 polite==1.0"),
        ("other-file", {"DESCRIPTION": "Imports: farewell\n"}, "farewell==1.0"),
        ("none", {}, ""),
    ],
)
def test_what_is_asked_for_stays_and_nothing_else(
    offline: Callable[..., str], name: str, contents: Mapping[str, str], answer: str
) -> None:
    """Without a network, with all that it needs, by whichever file it is asked for."""
    with served(offline(name, contents)) as container:
        assert container.rest({"strData": ""})["strData"] == answer


def test_new_package_takes_what_it_needs_from_before(
    shelf: Shelves, recipe: Callable[..., Recipe], cran: CranRepository
) -> None:
    """Greeting is there, so polite alone is fetched."""
    before = recipe("smaller", {"DESCRIPTION": "Imports: greeting\n"})
    larger = recipe("larger", {"DESCRIPTION": "Imports: polite\n"}, *INCREMENTAL, after=before)
    build = shelf.of("r").build(larger)

    fetched = [path for path in cran.asked if path.startswith("/larger/") and "tar.gz" in path]
    assert fetched == ["/larger/src/contrib/polite_1.0.tar.gz"]
    assert shell(build.required_image, "ls /opt/app-root/r-library").split() == [
        "greeting",
        "polite",
    ]


def test_damaged_library_is_told_of_and_not_used(
    shelf: Shelves, recipe: Callable[..., Recipe], first: Recipe, tmp_path: Path
) -> None:
    """A file that was cut on the way would be found out by a request."""
    image = shelf.of("r").adopt("r-library-damaged-before")
    write_files(
        tmp_path,
        {"Dockerfile": _DAMAGING.format(shelf.of("r").image(first)), "save-artifacts": _DAMAGED},
    )
    docker("build", "--tag", image, str(tmp_path))
    again = recipe("damaged", {"install.R": _BOTH}, *INCREMENTAL)
    build = shelf.of("r").build_upon(image, again, Mode.S2I)

    assert (
        "WARNING: Saved artifacts are not used: their checksums do not fit: they are damaged. "
        "This build starts clean"
    ) in build.lines, build.log
    with served(build.required_image) as container:
        answer = container.rest({"strData": ""})["strData"]
    assert answer == "farewell==1.0 greeting==2.0 polite==1.0"
