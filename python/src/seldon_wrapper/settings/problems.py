"""The error that carries every mistake in a configuration at once."""

from __future__ import annotations

from collections.abc import Sequence


class ConfigurationError(Exception):
    """The server cannot start as it was told to; the process exits with code 2.

    Attributes:
        problems: Each mistake as one line, *what: got (expected: …)*; at least one.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep the mistakes in the order in which they were found."""
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))
