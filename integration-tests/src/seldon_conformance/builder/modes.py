"""The ways in which an image is made with a builder."""

from enum import StrEnum


class Mode(StrEnum):
    """How a check looks at a builder."""

    IMAGE = "image"
    """At the builder image itself; nothing is built."""
    S2I = "s2i"
    """By ``s2i build``."""
    DOCKERFILE = "dockerfile"
    """By ``s2i build --as-dockerfile`` and ``docker build``."""
    BUILDAH = "buildah"
    """By ``s2i build --as-dockerfile`` and buildah; the engine runs what comes of it."""
