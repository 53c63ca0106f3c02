"""What a builder that misbehaves in one way is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BuilderFake:
    """One way to misbehave.

    Attributes:
        name: What it does, for the test's name and the image's.
        row: The row that forbids it.
        caught_by: The id of the check that has to find it, without its file.
        change: Lines of a Dockerfile, as root.
        says: The finding, whole: ``where: got (expected: …)``, ``{text}`` being any words.
        language: Whose builder it is made of.
    """

    name: str
    row: str
    caught_by: str
    change: str
    says: str
    language: str = "python"

    def __str__(self) -> str:
        """Be the test's parameter."""
        return self.name
