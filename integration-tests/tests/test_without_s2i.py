"""The guide's Dockerfile, which makes the image without s2i, in layers."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from contexts import Context, dockerfile_of_the_guide
from places import REPOSITORY

from seldon_conformance.builder.engine import docker, shell
from seldon_conformance.builder.python.wheels import write_wheel
from seldon_conformance.builder.recipe import write_files
from seldon_conformance.builder.served import served

_COMPONENT = """import greeting


class MyModel:
    def predict(self, X, names):
        return f"it with greeting {greeting.version}"
"""


@pytest.fixture
def context(builder: str, tmp_path: Path) -> Iterator[Context]:
    """The folder, on a builder that has the test's wheels where others mount them."""
    name = f"seldon-test-{os.getpid()}/without-s2i"
    base = tmp_path / "base"
    write_wheel(base / "wheels", "greeting", "1.0")
    write_files(base, {"Dockerfile": f"FROM {builder}\nCOPY wheels/ /whl/\n"})
    docker("build", "--tag", f"{name}-base", str(base))
    dockerfile = dockerfile_of_the_guide("python")
    component = tmp_path / "component"
    dockerfile = re.sub("(?m)^FROM .*", f"FROM {name}-base", dockerfile)
    files = {"MyModel.py": _COMPONENT, "requirements.txt": "greeting\n", "Dockerfile": dockerfile}
    write_files(component, files)
    yield Context(component, name)
    docker("image", "rm", "--force", name, f"{name}-base")


def test_dockerfile_of_the_guide_does_without_s2i(context: Context) -> None:
    """Clusters that build with kaniko or BuildKit have no s2i."""
    context.build()

    with served(context.image) as container:
        assert container.rest({"strData": ""})["strData"] == "it with greeting 1.0"
        assert container.stop() == 0
    assert shell(context.image, "find /tmp -type f") == "/tmp/.s2i/image_metadata.json\n"


def test_change_of_the_source_leaves_the_layer_of_the_dependencies(context: Context) -> None:
    """Gigabytes of PyTorch must be neither installed nor pushed again for one edited line."""
    before = context.build()
    write_files(context.folder, {"MyModel.py": _COMPONENT.replace("it with", "this with")})

    after = context.build()

    # The last two are the source and what assemble makes of it.
    assert after[:-2] == before[:-2]
    assert after[-2:] != before[-2:]


def test_page_for_who_changes_the_builder_names_places_that_are_there(builder: str) -> None:
    """It is what somebody reads who looks for a file in the image."""
    text = (REPOSITORY / "python" / "builder" / "README.md").read_text(encoding="utf-8")
    places = re.findall(r"^\| `(/[^`]+)`", text, flags=re.MULTILINE)

    assert places
    assert shell(builder, f"ls -d {' '.join(places)} >/dev/null && echo all").strip() == "all"
