"""What is for the build alone is nowhere in the image.

Where s2i writes a Dockerfile, what is injected is in a layer that a later one empties, and can be
read there: that is s2i's, and the guide says it. Then only what a container sees is searched.
"""

import pytest

from seldon_conformance.builder.docker_log import is_of_docker
from seldon_conformance.builder.java.network import MIRROR_LOGIN, MIRROR_PASSWORD, NetworkCase
from seldon_conformance.builder.java.network_cases import PRIVATE, THROUGH_GUARDED_PROXY
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.network import (
    FROM_PRIVATE,
    PROXY_LOGIN,
    PROXY_PASSWORD,
    PUBLIC_NAME,
)
from seldon_conformance.builder.networks import Networked
from seldon_conformance.builder.row import row
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.saved import found_in_containers, found_in_images, spellings

WITH_PASSWORDS = [*THROUGH_GUARDED_PROXY, *PRIVATE]
# As nobody should: the variable stays in the configuration.
CARELESS = NetworkCase(
    "careless",
    options=("-e", f"MAVEN_MIRROR_URL=http://{MIRROR_LOGIN}@{{private}}"),
    version=FROM_PRIVATE,
)
# Of the settings, too; logs may have it.
_HOSTS = {PUBLIC_NAME.encode()}
WORDS = {
    *spellings(MIRROR_PASSWORD, MIRROR_LOGIN),
    *spellings(PROXY_PASSWORD, PROXY_LOGIN),
    *_HOSTS,
}
SEARCHES = {Mode.S2I: found_in_images, Mode.DOCKERFILE: found_in_containers}


def _told(build: Build) -> set[bytes]:
    """Give the passwords in a log, but for what docker repeats of the Dockerfile."""
    lines = [line for line in build.lines if not is_of_docker(line.strip())]
    return {word for word in WORDS if word in "\n".join(lines).encode()} - _HOSTS


@row("C18")
def test_no_image_has_a_password_that_was_given_to_its_build(
    mode: Mode, networked: Networked
) -> None:
    """An image is copied to more people than may read the mirror; Maven keeps where jars are of."""
    builds = [networked(case) for case in WITH_PASSWORDS]

    assert [build.code for build in builds] == [0] * len(builds)
    assert SEARCHES[mode]([build.image for build in builds], WORDS) == set()


@row("C18")
def test_password_in_a_variable_is_found_and_warned_of(mode: Mode, networked: Networked) -> None:
    """It shows that the search above can find, and what s2i does with variables."""
    build = networked(CARELESS)
    found = SEARCHES[mode]([build.image], WORDS)

    assert {word.decode() for _, word in found} == {MIRROR_PASSWORD}
    assert (
        "WARNING: MAVEN_MIRROR_URL holds a user name and password, and s2i writes it into the "
        "image. Put it into build.env of a folder mounted at /run/s2i-build instead"
    ) in build.lines
    assert _told(build) == set()


@row("C18")
@pytest.mark.parametrize("case", WITH_PASSWORDS, ids=str)
def test_log_has_no_password(case: NetworkCase, networked: Networked) -> None:
    """Logs of builds are kept and shown, too; Maven shows each URL that it asks."""
    build = networked(case)

    assert build.code == 0, build.log
    assert _told(build) == set()
    told = "---> Build settings: " if "build.env" in case.settings else "---> Maven settings: "
    (line,) = [line for line in build.lines if line.startswith(told)]
    assert line.endswith(", for this build only")
