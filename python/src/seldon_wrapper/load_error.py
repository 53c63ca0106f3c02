"""Why a component cannot be loaded, for who wrote it."""

from __future__ import annotations


class LoadError(Exception):
    """The component cannot be loaded; the process exits with code 1.

    Attributes:
        cause: One line: what was found, and what was expected.
        remedy: One line: what to do.
    """

    def __init__(self, cause: str, remedy: str) -> None:
        """Keep both lines; a line break inside them becomes a blank."""
        self.cause = " ".join(cause.split())
        self.remedy = " ".join(remedy.split())
        super().__init__(f"{self.cause}\n{self.remedy}")
