"""What a language brings for the checks of builds that take over what an image before had."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from seldon_conformance.builder.recipe import Recipe

_NOT_OURS = "they are not in the form of this builder"
SPOILT = {
    "another-builder": (
        "sed -i s/^builder=.*/builder=older/ manifest",
        "they were made with another builder (older; this one: {id})",
    ),
    "old-form": ("rm manifest checksums", _NOT_OURS),
    "foreign": ("rm -r *; mkdir -p .m2/repository; echo x >.m2/repository/a.jar", _NOT_OURS),
}
"""What may have become of artifacts: a command where they lie, and why they are left."""


@dataclass(frozen=True)
class Incremental:
    """A language's builds upon each other; none has a network.

    Attributes:
        plain: A component without packages.
        first: Two packages, from a folder that is mounted.
        again: The same with an edited source and without the folder, upon its image.
        twice: Once more, upon that.
        changed: ``greeting`` 2.0 and ``farewell`` 1.0 from the folder, upon the first.
        upon_plain: As the first, upon the image without packages.
        packages: What the first has, ``name==version`` each, by name.
        installed: Gives what an image has, in the same form.
        restored: How the log's line begins that tells of what is taken over.
        reused: Lines of the log when nothing has changed.
        source: The file whose last line is the edit.
        member: How the name of a file ends that is saved.
        damage: A command that changes a saved file.
    """

    plain: Recipe
    first: Recipe
    again: Recipe
    twice: Recipe
    changed: Recipe
    upon_plain: Recipe
    packages: tuple[str, ...]
    installed: Callable[[str], list[str]]
    restored: str
    reused: tuple[str, ...]
    source: str
    member: str
    damage: str

    @property
    def spoilt(self) -> Mapping[str, tuple[str, str]]:
        """What may have become of artifacts, by name."""
        return {**SPOILT, "damaged": (self.damage, "their checksums do not fit: they are damaged")}
