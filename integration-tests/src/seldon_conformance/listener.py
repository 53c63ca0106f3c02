"""Who is told of a run while it goes on."""

from collections.abc import Mapping, Sequence

from seldon_conformance.results import Result


class Listener:
    """Hears everything and does nothing; the command line prints."""

    def smoked(self, lines: Sequence[str]) -> None:
        """Hear that the subject is there, and what it claims: a line each."""

    def scoped(self, depth: str, rules: Mapping[str, str]) -> None:
        """Hear as what the subject will be asked, and the texts of the rules by number."""

    def collected(self, count: int, left_out: Sequence[str]) -> None:
        """Hear how many checks there will be, and what is left out: a line each."""

    def ended(self, result: Result) -> None:
        """Hear of the result of one check."""
