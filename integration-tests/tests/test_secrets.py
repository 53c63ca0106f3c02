"""What is for the build alone is nowhere in the image (matrix C18, C20, C21)."""

import json
import subprocess
from pathlib import Path

import pytest
from build import Build
from engine import docker, inspected, shell
from recipe import Recipe, write_files
from wheels import write_wheel

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


_WHEELS = ("-v", "{folder}/wheels:/whl:ro")
MOUNTED = Recipe(
    "settings-mounted", _with_settings, ("-v", "{folder}/settings:/run/s2i-build:ro", *_WHEELS)
)
INJECTED = Recipe(
    "settings-injected", _with_settings, ("-i", "{folder}/settings:/run/s2i-build", *_WHEELS)
)
BOTH = pytest.mark.parametrize("recipe", [MOUNTED, INJECTED], ids=str)


@BOTH
def test_c18_no_layer_of_the_image_has_the_password(recipe: Recipe, image: str) -> None:
    """An image is copied to more people than may read the index."""
    save = subprocess.Popen(["docker", "save", image], stdout=subprocess.PIPE)
    assert save.stdout is not None
    tail = b""
    with save.stdout as stream:
        while chunk := stream.read(1 << 22):
            for word in (_PASSWORD, _NETRC_PASSWORD, "index.invalid"):
                assert word.encode() not in tail + chunk, f"{word} is in the image"
            tail = chunk[-100:]

    assert save.wait() == 0


@BOTH
def test_c18_configuration_and_history_have_no_password(recipe: Recipe, image: str) -> None:
    """Variables and labels are what `docker inspect` shows everybody."""
    shown = json.dumps(inspected(image)) + docker("history", "--no-trunc", image)

    assert _PASSWORD not in shown
    assert "index.invalid" not in shown


@BOTH
def test_c18_log_has_no_password(recipe: Recipe, build: Build) -> None:
    """Logs of builds are kept and shown, too."""
    assert build.code == 0, build.log
    assert _PASSWORD not in build.log
    assert "---> Build settings: 1 from build.env, for this build only" in build.lines


@pytest.mark.built(INJECTED)
def test_c18_emptied_settings_do_no_harm(image: str) -> None:
    """s2i truncates what it injected, and leaves the empty files."""
    found = shell(
        image,
        "find /run/s2i-build -type f -size +0; python -c 'import MyModel'",
        "-e",
        "PIP_EXTRA_INDEX_URL=x",
    )

    assert found == ""


@pytest.mark.built(MOUNTED)
def test_seldon_core_in_the_requirements_is_the_builders(build: Build, image: str) -> None:
    """Components name it in their requirements; upstream's would replace half of the server."""
    assert (
        "NOTICE: requirements.txt: 'seldon-core==1.2.0' is supplied by the builder "
        "and not installed."
    ) in build.lines
    found = shell(image, "python -c 'import seldon_core; print(seldon_core.__file__)'")
    assert found.startswith("/opt/seldon/lib/")
