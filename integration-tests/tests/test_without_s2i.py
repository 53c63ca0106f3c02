"""The guide's Dockerfile, which makes the image without s2i, in layers (matrix C24)."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from build import REPOSITORY
from engine import docker, inspected, shell
from recipe import write_files
from served import served
from wheels import write_wheel

_COMPONENT = """import greeting


class MyModel:
    def predict(self, X, names):
        return f"it with greeting {greeting.version}"
"""


@dataclass(frozen=True)
class Context:
    """A component's folder with the guide's Dockerfile.

    Attributes:
        folder: Where.
        image: The tag that it is built as.
    """

    folder: Path
    image: str

    def build(self) -> list[str]:
        """Build the image and give the digests of its layers, the builder's first."""
        docker("build", "--tag", self.image, str(self.folder))
        layers: list[str] = inspected(self.image)["RootFS"]["Layers"]
        return layers


@pytest.fixture
def context(builder: str, tmp_path: Path) -> Iterator[Context]:
    """The folder, on a builder that has the test's wheels where others mount them."""
    name = f"seldon-test-{os.getpid()}/without-s2i"
    base = tmp_path / "base"
    write_wheel(base / "wheels", "greeting", "1.0")
    write_files(base, {"Dockerfile": f"FROM {builder}\nCOPY wheels/ /whl/\n"})
    docker("build", "--tag", f"{name}-base", str(base))
    guide = (REPOSITORY / "python" / "README.md").read_text(encoding="utf-8")
    (dockerfile,) = re.findall(r"^```dockerfile\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    component = tmp_path / "component"
    dockerfile = re.sub("(?m)^FROM .*", f"FROM {name}-base", dockerfile)
    files = {"MyModel.py": _COMPONENT, "requirements.txt": "greeting\n", "Dockerfile": dockerfile}
    write_files(component, files)
    yield Context(component, name)
    docker("image", "rm", "--force", name, f"{name}-base")


def test_c24_dockerfile_of_the_guide_does_without_s2i(context: Context) -> None:
    """Clusters that build with kaniko or BuildKit have no s2i."""
    context.build()

    with served(context.image) as container:
        assert container.rest({"strData": ""})["strData"] == "it with greeting 1.0"
        assert container.stop() == 0
    assert shell(context.image, "find /tmp -type f") == "/tmp/.s2i/image_metadata.json\n"


def test_c24_change_of_the_source_leaves_the_layer_of_the_dependencies(context: Context) -> None:
    """Gigabytes of PyTorch must be neither installed nor pushed again for one edited line."""
    before = context.build()
    write_files(context.folder, {"MyModel.py": _COMPONENT.replace("it with", "this with")})

    after = context.build()

    # The last two are the source and what assemble makes of it.
    assert after[:-2] == before[:-2]
    assert after[-2:] != before[-2:]
