"""Tells which packages an image of a component of Java has of its own."""

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.java.packages import GROUP


def installed(image: str) -> list[str]:
    """Give those of the checks, ``name==version`` each, by name."""
    jars = shell(image, "cat /opt/app-root/build/requirements.lock").split()
    own = [jar.removeprefix(f"{GROUP}:") for jar in jars if jar.startswith(f"{GROUP}:")]
    return sorted("==".join(jar.split(":")) for jar in own)
