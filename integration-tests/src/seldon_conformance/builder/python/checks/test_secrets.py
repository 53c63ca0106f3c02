"""What is for the build alone is nowhere in the image.

Where s2i writes a Dockerfile, what is injected is in a layer that a later one empties, and can be
read there: that is s2i's, and the guide says it. Then only what a container sees is searched.
"""

from pathlib import Path

import pytest

from seldon_conformance.builder.docker_log import is_of_docker
from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.network import PROXY_LOGIN, PROXY_PASSWORD, PUBLIC_NAME
from seldon_conformance.builder.networks import Networked
from seldon_conformance.builder.python.network import (
    GIT_LOGIN,
    GIT_PASSWORD,
    INDEX_LOGIN,
    INDEX_PASSWORD,
    NetworkCase,
)
from seldon_conformance.builder.python.network_cases import (
    IN_REPOSITORY,
    PRIVATE,
    THROUGH_GUARDED_PROXY,
)
from seldon_conformance.builder.python.wheels import write_wheel
from seldon_conformance.builder.recipe import Recipe, write_files
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import SETTINGS_PLACE, Build
from seldon_conformance.builder.saved import found_in_containers, found_in_images, spellings
from seldon_conformance.builder.shelf import Shelf

_PASSWORD = "correct-horse-battery-staple"
_NETRC_PASSWORD = "hunter2-of-the-netrc"
_SETTINGS = {
    "build.env": "# for this build only\n"
    f"PIP_EXTRA_INDEX_URL='https://me:{_PASSWORD}@index.invalid/simple'\n",
    ".netrc": f"machine index.invalid login me password {_NETRC_PASSWORD}\n",
}
_COMPONENT = {
    "MyModel.py": "import os\n\nimport greeting\n\n"
    "assert greeting.version\n"
    # What the settings are when the component is tried, where a component might keep them.
    'assert "PIP_EXTRA_INDEX_URL" in os.environ\n\n\n'
    "class MyModel:\n    def predict(self, X, names):\n        return X\n",
    # The builder's own name beside a real requirement, as older components have it.
    "requirements.txt": "seldon-core==1.2.0\ngreeting\n",
    ".s2i/environment": "MODEL_NAME=MyModel\n",
}


def _with_settings(folder: Path) -> str:
    write_wheel(folder.parent / "wheels", "greeting", "1.0")
    write_files(folder.parent / "settings", _SETTINGS)
    write_files(folder, _COMPONENT)
    return str(folder)


_WHEELS = ("wheels", "/whl")
MOUNTED = Recipe("settings-mounted", _with_settings, mounts=(("settings", SETTINGS_PLACE), _WHEELS))
INJECTED = Recipe(
    "settings-injected",
    _with_settings,
    ("-i", f"{{folder}}/settings:{SETTINGS_PLACE}"),
    mounts=(_WHEELS,),
)
WITH_PASSWORDS = [*THROUGH_GUARDED_PROXY, *PRIVATE, *IN_REPOSITORY]
# As nobody should: the variable stays in the configuration, the comment in a layer.
CARELESS = NetworkCase(
    "careless",
    options=("-e", f"PIP_INDEX_URL=http://{INDEX_LOGIN}@{{private}}"),
    requirements=f"greeting  # {INDEX_PASSWORD}\n",
)
# Of the settings, too; logs may have them.
_HOSTS = {PUBLIC_NAME.encode(), b"index.invalid"}
WORDS = {
    *spellings(INDEX_PASSWORD, INDEX_LOGIN),
    *spellings(PROXY_PASSWORD, PROXY_LOGIN),
    *spellings(GIT_PASSWORD, GIT_LOGIN),
    *spellings(_PASSWORD, f"me:{_PASSWORD}"),
    *spellings(_NETRC_PASSWORD, f"me:{_NETRC_PASSWORD}"),
    *_HOSTS,
}
SEARCHES = {Mode.S2I: found_in_images, Mode.DOCKERFILE: found_in_containers}


def _told(build: Build) -> set[bytes]:
    """Give the passwords in a log, but for what docker repeats of the Dockerfile."""
    lines = [line for line in build.lines if not is_of_docker(line.strip())]
    return {word for word in WORDS if word in "\n".join(lines).encode()} - _HOSTS


@pytest.fixture
def planted(shelf: Shelf, mode: Mode, networked: Networked) -> list[str]:
    """The images of all builds that were given a password in one of the ways there are."""
    builds = [networked(case) for case in WITH_PASSWORDS]
    assert [build.code for build in builds] == [0] * len(builds)
    return [build.image for build in builds] + [
        shelf.image(recipe, mode) for recipe in (MOUNTED, INJECTED)
    ]


@row("C18")
def test_no_image_has_a_password_that_was_given_to_its_build(
    mode: Mode, planted: list[str]
) -> None:
    """An image is copied to more people than may read the index."""
    assert SEARCHES[mode](planted, WORDS) == set()


@row("C18")
def test_password_in_a_variable_or_a_file_is_found_and_warned_of(
    mode: Mode, networked: Networked
) -> None:
    """It shows that the search above can find, and what s2i does with variables."""
    build = networked(CARELESS)
    found = SEARCHES[mode]([build.image], WORDS)

    assert {word.decode() for _, word in found} == {INDEX_PASSWORD}
    assert len({place.rpartition("/")[2] for place, _ in found}) >= 2, "configuration and layer"
    assert (
        "WARNING: PIP_INDEX_URL holds a user name and password, and s2i writes it into the image. "
        "Put it into build.env of a folder mounted at /run/s2i-build instead"
    ) in build.lines
    assert _told(build) == set()


@row("C18")
@pytest.mark.parametrize("case", WITH_PASSWORDS, ids=str)
def test_log_has_no_password_of_index_proxy_or_repository(
    case: NetworkCase, networked: Networked
) -> None:
    """Logs of builds are kept and shown, too."""
    assert _told(networked(case)) == set()


@row("C18")
@built(MOUNTED, INJECTED)
def test_log_has_no_password(build: Build) -> None:
    """Logs of builds are kept and shown, too."""
    assert build.code == 0, build.log
    assert _told(build) == set()
    assert "---> Build settings: 1 from build.env, for this build only" in build.lines


@row("C18")
@built(INJECTED)
def test_emptied_settings_do_no_harm(image: str) -> None:
    """s2i truncates what it injected and leaves the empty files, or removes them."""
    found = shell(
        image,
        "find /run/s2i-build -type f -size +0; python -c 'import MyModel'",
        "-e",
        "PIP_EXTRA_INDEX_URL=x",
    )

    assert found == ""


@row("C26")
@built(MOUNTED)
def test_seldon_core_in_the_requirements_is_the_builders(build: Build, image: str) -> None:
    """Components name it in their requirements; upstream's would replace half of the server."""
    assert (
        "NOTICE: requirements.txt: 'seldon-core==1.2.0' is supplied by the builder "
        "and not installed."
    ) in build.lines
    found = shell(image, "python -c 'import seldon_core; print(seldon_core.__file__)'")
    assert found.startswith("/opt/seldon/lib/")
