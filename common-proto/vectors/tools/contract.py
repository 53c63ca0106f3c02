"""What vectors cite: the rules of docs/contract.md, with where each is tested."""

# ruff: noqa: INP001 (scripts, no package)

from dataclasses import dataclass
from pathlib import Path

from seldon_conformance.rules import read_contract


@dataclass(frozen=True)
class Rule:
    """One numbered rule.

    Attributes:
        id: For instance ``PAY-4``.
        text: Everything up to the next rule or heading, tables included.
        is_tested_elsewhere: It needs no vector, for its text or the lines under its section's
            heading say "Tested in …".
    """

    id: str
    text: str
    is_tested_elsewhere: bool

    @property
    def is_up_to_the_language(self) -> bool:
        """Whether the rule lets the language choose a word, so that infos may have placeholders."""
        return "language" in self.text


def read_rules(contract: Path) -> dict[str, Rule]:
    """Read the rules of contract.md, by id, in its order.

    Raises:
        ValueError: A rule's number stands there twice.
    """
    found = read_contract(contract, "PAY-4")
    return {
        number: Rule(number, text, "Tested in " in text + found.introductions[number[:3]])
        for number, text in found.rules.items()
    }
