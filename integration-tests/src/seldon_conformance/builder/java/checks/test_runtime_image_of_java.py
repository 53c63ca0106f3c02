"""The image without a compiler, which an app is moved into."""

from dataclasses import replace

import pytest

from seldon_conformance.builder.by_hand import ByHand, must_be_refused
from seldon_conformance.builder.engine import image_exists, inspected, shell
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.row import row
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.served import served
from seldon_conformance.builder.shelf import Shelf

_SCRIPT = "/usr/libexec/s2i/assemble-runtime"
_STAGE = "/microservice/.s2i-runtime/build"
CALLS = [
    ByHand(
        "other-user",
        _SCRIPT,
        "ERROR: assemble-runtime: uid 1001 (expected: 0, since s2i copies as root)",
        "REMEDY: leave --assemble-runtime-user out",
    ),
    ByHand(
        "nothing-copied",
        _SCRIPT,
        "ERROR: s2i has copied no component built by seldon-core-s2i-java",
        "REMEDY: build with seldon-core-s2i-java, and leave --runtime-artifact out",
        user="0:0",
    ),
    ByHand(
        "other-builder",
        f"mkdir -p {_STAGE}; echo builder=older >{_STAGE}/environment; "
        f"echo of-this-image >/opt/seldon/facts/id; {_SCRIPT}",
        "ERROR: this runtime image is of another build than the builder image: of-this-image "
        "(expected: older)",
        "REMEDY: build both of one version: make -C java slim",
        user="0:0",
    ),
]


@pytest.fixture(scope="module")
def runtime(builder: str) -> str:
    """The runtime image of the same name and version."""
    name, colon, version = builder.partition(":")
    image = f"{name}-runtime{colon}{version}"
    if not image_exists(image):
        pytest.skip(f"no image {image} (expected: make -C java slim)")
    return image


@pytest.fixture
def moved(runtime: str, shelf: Shelf, language: Language) -> Build:
    """The app with packages, moved into it."""
    words = (*language.dependent.options, "--runtime-image", runtime)
    return shelf.build(replace(language.dependent, name="moved", options=words))


@row("C29", modes=Mode.S2I)
def test_app_serves_from_the_runtime_image(moved: Build) -> None:
    """Without a compiler it is smaller, and nobody can compile anything in it."""
    with served(moved.required_image, user="12345:0") as container:
        assert container.rest({"strData": "weights"})["strData"] == "0.5 0.5"
    assert shell(moved.image, "command -v javac mvn || echo none") == "none\n"


@row("C29", modes=Mode.S2I)
def test_moved_app_is_what_it_was(moved: Build, language: Language) -> None:
    """Its user, its command, and what group 0 may do, which s2i takes away."""
    config = inspected(moved.required_image)["Config"]
    wrong = shell(
        moved.image,
        f"find {' '.join(language.app_folders)} ! -type l "
        r"\( ! -gid 0 -o -perm -u=w ! -perm -g=w \) -exec ls -ld {} +",
        *("--user", "0"),
    )

    assert config["User"] == "1001"
    assert config["Cmd"] == ["/usr/libexec/s2i/run"]
    assert wrong == ""


@row("C29", "C33", modes=Mode.IMAGE)
@pytest.mark.parametrize("call", CALLS, ids=str)
def test_what_cannot_be_moved_is_refused(call: ByHand, runtime: str) -> None:
    """An image that is half of one builder and half of another fails when it is asked."""
    must_be_refused(call, runtime)
