"""Builds without a network, from wheels in a folder."""

from pathlib import Path

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.python.components import saying
from seldon_conformance.builder.python.wheels import write_wheel
from seldon_conformance.builder.recipe import Recipe, write_files
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import SETTINGS_PLACE, Build

_REQUIREMENTS = "greeting>=1.0\nfarewell\n"


def _with_wheels(folder: Path) -> str:
    """Give a component beside a folder of wheels, and one of settings that has them too."""
    for wheels in (folder.parent / "wheels", folder.parent / "settings" / "wheels"):
        for name, version in (("greeting", "1.0"), ("greeting", "2.0"), ("farewell", "1.0")):
            write_wheel(wheels, name, version)
    write_files(folder, {**saying("it"), "requirements.txt": _REQUIREMENTS})
    return str(folder)


# In the Dockerfile mode, where nothing can be mounted, these are injected too.
MOUNTED = Recipe("wheels-mounted", _with_wheels, mounts=(("wheels", "/whl"),), is_offline=True)
WITH_SETTINGS = Recipe(
    "wheels-with-settings", _with_wheels, mounts=(("settings", SETTINGS_PLACE),), is_offline=True
)
INJECTED = Recipe("wheels-injected", _with_wheels, ("-i", "{folder}/wheels:/whl"), is_offline=True)


def _check(build: Build) -> None:
    """Look whether the newest wheels are installed and no others are left."""
    image = build.required_image
    lock = shell(image, "cat /opt/app-root/build/requirements.lock").splitlines()
    assert {"greeting==2.0", "farewell==1.0"} <= set(lock)
    # s2i leaves what it has injected as empty files; a Dockerfile removes them.
    left = shell(image, "find /whl /run/s2i-build -type f -size +0")
    assert left == ""


@row("C22")
@built(MOUNTED, WITH_SETTINGS)
def test_wheels_beside_the_source_are_installed_offline(build: Build) -> None:
    """In a folder of their own, which upstream's users know, or of the build's settings."""
    _check(build)


@row("C22", modes=Mode.S2I)
@built(INJECTED)
def test_injected_wheels_are_installed_offline(build: Build) -> None:
    """Where s2i runs in a cluster, nothing of the caller's can be mounted."""
    _check(build)
