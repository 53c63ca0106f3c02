"""Folders that docker builds by the Dockerfile of a guide, without s2i."""

import re
from dataclasses import dataclass
from pathlib import Path

from places import REPOSITORY

from seldon_conformance.builder.engine import docker, inspected


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
        """Build the image and give the digests of its layers, those of the base first."""
        docker("build", "--tag", self.image, str(self.folder))
        layers: list[str] = inspected(self.image)["RootFS"]["Layers"]
        return layers


def dockerfile_of_the_guide(language: str) -> str:
    """Give the one Dockerfile that the guide of a language shows."""
    guide = (REPOSITORY / language / "README.md").read_text(encoding="utf-8")
    (found,) = re.findall(r"^```dockerfile\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    return str(found)
