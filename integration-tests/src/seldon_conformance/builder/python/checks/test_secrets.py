"""What is for the build alone is nowhere in the image."""

from pathlib import Path

import pytest

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.python.network import (
    INDEX_LOGIN,
    INDEX_PASSWORD,
    PROXY_LOGIN,
    PROXY_PASSWORD,
    PUBLIC_NAME,
    NetworkCase,
)
from seldon_conformance.builder.python.network_cases import PRIVATE, THROUGH_GUARDED_PROXY
from seldon_conformance.builder.python.networks import Networked
from seldon_conformance.builder.python.wheels import write_wheel
from seldon_conformance.builder.recipe import Recipe, write_files
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import SETTINGS_PLACE, Build
from seldon_conformance.builder.saved import found_in_images, spellings
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
WITH_PASSWORDS = [*THROUGH_GUARDED_PROXY, *PRIVATE]
# As nobody should: the variable stays in the configuration, the comment in a layer.
CARELESS = NetworkCase(
    "careless",
    options=("-e", f"PIP_INDEX_URL=http://{INDEX_LOGIN}@{{private}}"),
    requirements=f"greeting  # {INDEX_PASSWORD}\n",
)
WORDS = {
    *spellings(INDEX_PASSWORD, INDEX_LOGIN),
    *spellings(PROXY_PASSWORD, PROXY_LOGIN),
    *spellings(_PASSWORD, f"me:{_PASSWORD}"),
    *spellings(_NETRC_PASSWORD, f"me:{_NETRC_PASSWORD}"),
    *(PUBLIC_NAME.encode(), b"index.invalid"),
}
BOTH = built(MOUNTED, INJECTED)


@pytest.fixture(scope="module")
def planted(shelf: Shelf, networked: Networked) -> list[str]:
    """The images of all builds that were given a password in one of the ways there are."""
    builds = [networked(case) for case in WITH_PASSWORDS]
    assert [build.code for build in builds] == [0] * len(builds)
    return [build.image for build in builds] + [
        shelf.image(recipe) for recipe in (MOUNTED, INJECTED)
    ]


@row("C18", modes=Mode.S2I)
def test_no_image_has_a_password_that_was_given_to_its_build(planted: list[str]) -> None:
    """An image is copied to more people than may read the index."""
    assert found_in_images(planted, WORDS) == set()


@row("C18", modes=Mode.S2I)
def test_password_in_a_variable_or_a_file_is_found_and_warned_of(
    networked: Networked,
) -> None:
    """It shows that the search above can find, and what s2i does with variables."""
    build = networked(CARELESS)
    found = found_in_images([build.image], WORDS)

    assert {word.decode() for _, word in found} == {INDEX_PASSWORD}
    assert len({place.rpartition("/")[2] for place, _ in found}) >= 2, "configuration and layer"
    assert (
        "WARNING: PIP_INDEX_URL holds a user name and password, and s2i writes it into the image. "
        "Put it into build.env of a folder mounted at /run/s2i-build instead"
    ) in build.lines
    assert INDEX_PASSWORD not in build.log


@row("C18", modes=Mode.S2I)
@pytest.mark.parametrize("case", WITH_PASSWORDS, ids=str)
def test_log_has_no_password_of_index_or_proxy(case: NetworkCase, networked: Networked) -> None:
    """Logs of builds are kept and shown, too."""
    log = networked(case).log

    assert INDEX_PASSWORD not in log
    assert PROXY_PASSWORD not in log


@row("C18", modes=Mode.S2I)
@BOTH
def test_log_has_no_password(build: Build) -> None:
    """Logs of builds are kept and shown, too."""
    assert build.code == 0, build.log
    assert _PASSWORD not in build.log
    assert "---> Build settings: 1 from build.env, for this build only" in build.lines


@row("C18", modes=Mode.S2I)
@built(INJECTED)
def test_emptied_settings_do_no_harm(image: str) -> None:
    """s2i truncates what it injected, and leaves the empty files."""
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
