"""The R builder and renv.lock: what it names is installed, in its versions, or the build fails."""

from collections.abc import Callable, Mapping

import pytest
from r_sources import INCREMENTAL, lock_of, telling_its_library
from shelves import Shelves

from seldon_conformance.builder.counterparts.cran_repository import CranRepository
from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.recipe import Recipe, files
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.served import served

LOCKED = {"greeting": {"Version": "1.0"}, "farewell": {"Version": "1.0"}}
_HASH = "0123456789abcdef0123456789abcdef"
_REMEDY = (
    "REMEDY: see the lines above; set CRAN_MIRROR to a repository that has it, "
    "or make the lock anew (renv::snapshot()) and commit it"
)
# As renv writes it, but for its length: it asks for renv, and fails without.
_ACTIVATE = """local({
  enabled <- Sys.getenv("RENV_CONFIG_AUTOLOADER_ENABLED", "TRUE")
  if (identical(toupper(enabled), "FALSE")) return(invisible())
  write("renv is asked for", stderr())
  quit("no", 3L)
})
"""
Building = Callable[..., Build]


@pytest.fixture(scope="module")
def building(shelf: Shelves, cran: CranRepository) -> Building:
    """A function that builds a source: the recipe's name, files, and fields of the recipe."""

    def build(name: str, contents: Mapping[str, str], *options: str, after: Recipe | None) -> Build:
        mirror = ("-e", f"CRAN_MIRROR=http://{cran.address}/{name}")
        source = files(telling_its_library(contents))
        recipe = Recipe(f"r-lock-{name}", source, (*mirror, *options), after=after)
        return shelf.of("r").build(recipe)

    return build


@pytest.fixture(scope="module")
def first(building: Building) -> Build:
    """A build of a lock that is not the only file, with renv's own files beside it."""
    lock = lock_of({**LOCKED, "renv": {"Version": "1.0.0"}, "rpart": {"Version": "4.1.24"}})
    contents = {
        "renv.lock": lock,
        "DESCRIPTION": "Imports: polite\n",
        ".Rprofile": 'source("renv/activate.R")\n',
        "renv/activate.R": _ACTIVATE,
    }
    return building("first", contents, after=None)


def test_locked_versions_are_installed_from_the_archive(first: Build, cran: CranRepository) -> None:
    """The index has greeting 2.0 alone, and that is what everybody but the lock would take."""
    with served(first.required_image) as container:
        answer = container.rest({"strData": ""})["strData"]
        log = container.log()

    assert answer == "farewell==1.0 greeting==1.0"
    assert "/first/src/contrib/Archive/greeting/greeting_1.0.tar.gz" in cran.asked
    assert "renv is asked for" not in log + first.log


def test_log_says_which_file_decides(first: Build) -> None:
    """Who has two of them has to see which one counts; what is left out is told, too."""
    decided = [line for line in first.lines if line.startswith(("---> Packages", "NOTICE"))]

    assert decided == [
        (
            "---> Packages: renv.lock decides, not DESCRIPTION "
            "(the first counts of install.R, renv.lock, DESCRIPTION)"
        ),
        "NOTICE: renv.lock was made with R 4.4.1; this image has 4.5.0",
    ]
    assert (
        "---> Left out: renv itself, which a component that is served does not need" in first.lines
    )
    assert "---> Already installed: rpart" in first.lines


def test_library_has_packages_alone(first: Build) -> None:
    """Renv keeps notes of its own there while it works."""
    found = shell(first.required_image, "ls -A /opt/app-root/r-library /opt/app-root/home")

    assert found.split() == [
        "/opt/app-root/home:",
        "/opt/app-root/r-library:",
        "farewell",
        "greeting",
    ]


@pytest.fixture(scope="module")
def locked(cran: CranRepository) -> Recipe:
    """The same lock, alone."""
    mirror = ("-e", f"CRAN_MIRROR=http://{cran.address}/locked")
    contents = telling_its_library({"renv.lock": lock_of(LOCKED)})
    return Recipe("r-lock-locked", files(contents), mirror)


def test_unchanged_lock_is_built_again_without_a_network(
    shelf: Shelves, building: Building, locked: Recipe
) -> None:
    """What the image before has is compared with the lock, and the lock alone is asked."""
    contents = {"renv.lock": lock_of(LOCKED), "notes.txt": "edited"}
    build = building("again", contents, *INCREMENTAL, "--network", "none", after=locked)

    assert "---> Already installed: greeting, farewell" in build.lines, build.log
    assert shelf.of("r").build(locked).code == build.code == 0


def test_package_that_left_the_lock_leaves_the_image(building: Building, locked: Recipe) -> None:
    """What nobody asks for is a weight, and what a scanner finds there nobody's fault."""
    lock = lock_of({"greeting": {"Version": "2.0"}})
    build = building("moved-on", {"renv.lock": lock}, *INCREMENTAL, after=locked)

    with served(build.required_image) as container:
        assert container.rest({"strData": ""})["strData"] == "greeting==2.0"


def test_version_that_the_repository_lacks_is_refused(
    building: Building, cran: CranRepository
) -> None:
    """By name and version; renv goes on without, in some cases."""
    lock = lock_of({**LOCKED, "greeting": {"Version": "9.9"}})
    build = building("absent", {"renv.lock": lock}, after=None)

    assert build.code == 1
    assert build.problems[-2:] == [
        (
            "ERROR: package greeting 9.9, farewell 1.0, as in renv.lock, could not be installed "
            f"from http://{cran.address}/absent: failed to find source for 'greeting 9.9' in "
            "package repositories"
        ),
        _REMEDY,
    ]


def test_package_with_another_hash_is_refused(building: Building) -> None:
    """Another package under the same name and version is another package."""
    lock = lock_of({"farewell": {"Version": "1.0", "Hash": _HASH}})
    build = building("other", {"renv.lock": lock}, after=None)

    cause, remedy = build.problems[-2:]
    assert build.code == 1
    assert cause.endswith(f" (expected: {_HASH}, as in renv.lock)")
    assert cause.startswith("ERROR: package farewell: Hash ")
    assert remedy == _REMEDY


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{}", "it has no Packages"),
        ("{", "Failed to parse 'renv.lock': 4:0: unexpected end of input 2: object( 3: ^"),
    ],
    ids=["empty", "broken"],
)
def test_lock_that_cannot_be_read_is_refused(building: Building, text: str, why: str) -> None:
    """A merge that went wrong, most likely."""
    build = building(f"unread-{len(text)}", {"renv.lock": text}, after=None)

    assert build.code == 1
    assert build.problems[-2:] == [
        f"ERROR: renv.lock cannot be read: {why}",
        "REMEDY: make it anew (renv::snapshot()), and commit it",
    ]
