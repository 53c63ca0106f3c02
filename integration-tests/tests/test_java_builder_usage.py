"""What a builder of Java prints when it is run without a command."""

import pytest
from shelves import builder_image

from seldon_conformance.builder.engine import docker


@pytest.mark.parametrize("language", ["java", "java21"])
@pytest.mark.needs("java")
def test_usage_is_of_the_image_and_of_the_librarys_variables(language: str) -> None:
    """The commands are copied, and Python's server reads other variables, and options."""
    image = builder_image(language)

    said = docker("run", "--rm", "--network", "none", image)

    name = f"seldon-core-s2i-{language}"
    version = image.rpartition(":")[2]
    assert said.startswith(f"{name} {version}: an s2i builder for Java components of Seldon Core\n")
    assert f"  s2i build . {name}:{version} my-model\n" in said
    assert (
        "  MODEL_NAME\n"
        "      The component's class, such as my.Model, where no Spring application makes it.\n"
    ) in said
    assert "--workers" not in said
