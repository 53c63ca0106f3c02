"""R_DEBIAN_PACKAGES: Debian's compiled R packages, without root and with Debian's signature."""

import re
from collections.abc import Callable

import pytest
from debian_mirror import DebianMirror
from r_sources import INCREMENTAL
from shelves import Shelves, builder_image

from seldon_conformance.builder.engine import gateway, shell
from seldon_conformance.builder.recipe import Recipe, files
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.served import served

_OPTIMISER = """initialise_seldon <- function(params) structure(list(), class = "optimiser")
predict.optimiser <- function(object, newdata, ...) {
  found <- nloptr::nloptr(1, function(x) (x - 3)^2, opts = list(algorithm = "NLOPT_LN_COBYLA"))
  scalar(paste(round(found$solution), class(R6::R6Class("A"))))
}
"""
_SOURCE = files({"MyModel.R": _OPTIMISER, ".s2i/environment": "MODEL_NAME=MyModel\n"})
_NAMES = ("-e", "R_DEBIAN_PACKAGES=r-cran-nloptr, r-cran-r6")
FIRST = Recipe("r-debian-first", _SOURCE, _NAMES)
_LISTS = "ERROR: R_DEBIAN_PACKAGES: the lists of Debian's packages could not be fetched: "
_REMEDY_OF_LISTS = (
    "REMEDY: set HTTP_PROXY or DEBIAN_MIRROR in build.env of a folder mounted at /run/s2i-build"
)
Building = Callable[..., Build]


@pytest.fixture
def building(shelf: Shelves) -> Building:
    """A function that builds the component with further words of s2i's command."""

    def build(name: str, *options: str, after: Recipe | None = None) -> Build:
        return shelf.of("r").build(Recipe(f"r-debian-{name}", _SOURCE, options, after=after))

    return build


@pytest.fixture(scope="module")
def archive(settings: object) -> str:
    """URL of the archive that the builder image has among its sources."""
    sources = shell(builder_image("r"), "cat /etc/apt/sources.list.d/*.sources")
    found: list[str] = re.findall(r"^URIs: (\S+)", sources, re.MULTILINE)
    return found[0]


@pytest.fixture(scope="module")
def image(shelf: Shelves) -> str:
    """An image with nloptr, which needs a library that the builder does not have, and R6."""
    return shelf.of("r").image(FIRST)


def test_packages_and_their_libraries_are_used(image: str) -> None:
    """By any uid, as everything of a component."""
    with served(image, user="12345:0") as container:
        assert container.rest({"strData": ""})["strData"] == "3 R6ClassGenerator"


def test_packages_are_listed_for_scanners(image: str) -> None:
    """They are not in dpkg's own list, for they are not installed by root."""
    listed = shell(image, "cat /opt/app-root/debian/packages.txt")
    bill = shell(image, "cat /opt/app-root/build/sbom.cdx.json")

    names = [line.split()[0] for line in listed.splitlines()]
    assert names == ["libnlopt0", "r-cran-nloptr", "r-cran-r6"]
    for name in names:
        assert f'"purl": "pkg:deb/debian/{name}@' in bill
    assert '"purl": "pkg:cran/nloptr@' in bill


def test_unchanged_packages_are_reused_without_a_network(building: Building) -> None:
    """Debian is not asked again, whatever it has by now."""
    build = building("again", *_NAMES, *INCREMENTAL, "--network", "none", after=FIRST)

    assert (
        "---> Debian's packages are unchanged: reused, nothing is downloaded "
        "(r-cran-nloptr r-cran-r6)"
    ) in build.lines, build.log
    with served(build.required_image) as container:
        assert container.rest({"strData": ""})["strData"] == "3 R6ClassGenerator"


def test_packages_that_are_asked_for_no_more_are_gone(building: Building) -> None:
    """An incremental build without the variable is one without the packages."""
    build = building("without", *INCREMENTAL, after=FIRST)

    assert shell(build.required_image, "ls -A /opt/app-root/debian") == ""


def test_name_that_debian_lacks_is_refused(building: Building) -> None:
    """With the name, before anything is fetched."""
    build = building("absent", "-e", "R_DEBIAN_PACKAGES=r-cran-r6 r-cran-nosuch")

    assert build.code == 1
    assert build.problems[-2:] == [
        (
            "ERROR: R_DEBIAN_PACKAGES: Unable to locate package r-cran-nosuch "
            "(expected: packages of Debian trixie, as r-cran-dplyr)"
        ),
        "REMEDY: look the name up at https://packages.debian.org, or install the package from CRAN",
    ]


def test_name_of_another_kind_is_refused(building: Building) -> None:
    """A program or a library would need more than to be unpacked."""
    build = building("nginx", "-e", "R_DEBIAN_PACKAGES=nginx r-cran-r6")

    assert build.code == 1
    assert build.problems[-2:] == [
        (
            "ERROR: R_DEBIAN_PACKAGES: 'nginx' "
            "(expected: names of Debian's R packages, as r-cran-dplyr)"
        ),
        "REMEDY: set it in .s2i/environment (NAME=value, no quotes) or by -e NAME=value",
    ]


def test_package_that_cannot_be_loaded_is_refused(building: Building) -> None:
    """Rjags looks for its modules where an installation would have put them."""
    build = building("jags", "-e", "R_DEBIAN_PACKAGES=r-cran-rjags")

    assert build.code == 1
    assert build.problems[-2:] == [
        (
            "ERROR: R_DEBIAN_PACKAGES: package rjags cannot be loaded: .onLoad failed in "
            "loadNamespace() for 'rjags', details: call: load.module(\"basemod\", quiet = TRUE) "
            "error: File missing: /usr/lib/x86_64-linux-gnu/JAGS/modules-4/basemod.so"
        ),
        (
            "REMEDY: leave it out, and give the builder image it, with root: "
            'make -C r image EXTRA_PACKAGES="…"'
        ),
    ]


def test_archive_out_of_reach_is_told(building: Building) -> None:
    """A build has no network where somebody forgot the proxy."""
    mirror = ("-e", "DEBIAN_MIRROR=http://127.0.0.1:9/debian")
    build = building("offline", *_NAMES, *mirror, "--network", "none")

    assert build.code == 1
    assert build.problems[-2:] == [
        (
            f"{_LISTS}Failed to fetch http://127.0.0.1:9/debian/dists/trixie/InRelease "
            "Unable to connect to 127.0.0.1:9"
        ),
        _REMEDY_OF_LISTS,
    ]


def test_mirror_serves_as_the_archive(building: Building, archive: str) -> None:
    """The signature is Debian's, whoever hands it on."""
    with DebianMirror(gateway(), archive, {}) as mirror:
        build = building("mirror", "-e", f"DEBIAN_MIRROR={mirror.url}", *_NAMES)
        asked = mirror.asked

    assert build.code == 0, build.log
    assert any("/pool/main/r/r-cran-nloptr/" in path for path in asked)


def test_lists_that_debian_has_not_signed_are_refused(building: Building, archive: str) -> None:
    """Whoever sits between could name files of their own there."""
    changes = {"*/InRelease": lambda body: body.replace(b"Suite: stable", b"Suite: forged")}
    with DebianMirror(gateway(), archive, changes) as mirror:
        build = building("forged", "-e", f"DEBIAN_MIRROR={mirror.url}", *_NAMES)

    assert build.code == 1
    assert build.problems[-2:] == [
        f"{_LISTS}The repository '{mirror.url} trixie InRelease' is not signed.",
        _REMEDY_OF_LISTS,
    ]


def test_package_that_is_not_the_listed_one_is_refused(building: Building, archive: str) -> None:
    """The signed lists have the hash of every file."""
    changes = {"*.deb": lambda body: body[:-1] + bytes([body[-1] ^ 1])}
    with DebianMirror(gateway(), archive, changes) as mirror:
        build = building("swapped", "-e", f"DEBIAN_MIRROR={mirror.url}", *_NAMES)

    cause, remedy = build.problems[-2:]
    assert build.code == 1
    assert cause.startswith("ERROR: R_DEBIAN_PACKAGES: the packages could not be fetched: ")
    assert "Hash Sum mismatch" in cause
    assert remedy == "REMEDY: try again later, or set DEBIAN_MIRROR to a mirror that has them"
