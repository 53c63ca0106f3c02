"""The contract's rules, by number, with their words and the sections that they stand in."""

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from seldon_conformance.contract_files import contract_directory
from seldon_conformance.errors import OptionError

_SECTION = re.compile(r"## (?P<id>[A-Z]{3}|C[0-9]{2}): (?P<title>.+)")
_RULE = re.compile(r"- \*\*(?P<id>[A-Z]{3}-[0-9]+|C[0-9]{2})\*\* ")


@dataclass(frozen=True)
class Contract:
    """What contract.md says, or builder.md.

    Attributes:
        name: The file's.
        example: A number, for messages.
        sections: Titles by prefix, for instance ``payloads`` by ``PAY``, in the contract's order.
            Of a builder each rule is a section of its own: ``C01``.
        introductions: What stands between a section's heading and its first rule, by prefix.
        rules: Texts by number: everything up to the next rule or heading, tables included.
    """

    name: str
    example: str
    sections: Mapping[str, str]
    introductions: Mapping[str, str]
    rules: Mapping[str, str]

    def position(self, number: str) -> tuple[int, int]:
        """Give a rule's place, to sort by; what is no rule comes last."""
        prefix, _, count = number.partition("-")
        order = list(self.sections)
        return (order.index(prefix) if prefix in order else len(order), int(count or 0))

    def selected(self, wanted: Iterable[str]) -> tuple[str, ...]:
        """Give the numbers of the rules that are wanted, in the contract's order.

        Args:
            wanted: Numbers or prefixes, in any case; none are all rules.

        Raises:
            OptionError: One of them is neither.
        """
        words = [word.upper() for word in wanted]
        for word in words:
            if word not in self.sections and word not in self.rules:
                raise OptionError(
                    f"rule: {word} (expected: a number of {self.name}, "
                    f"for instance {self.example}, or one of {', '.join(self.sections)})"
                )
        return tuple(
            number
            for number in self.rules
            if not words or number in words or number.partition("-")[0] in words
        )


@functools.cache
def builder_contract() -> Contract:
    """Read what the suite asks of a builder."""
    return read_contract(contract_directory() / "docs" / "builder.md", "C13")


@functools.cache
def contract() -> Contract:
    """Read the contract that travels with the suite."""
    return read_contract(contract_directory() / "docs" / "contract.md", "PAY-4")


def read_contract(path: Path, example: str) -> Contract:
    """Read a contract.md or builder.md.

    Args:
        path: Where.
        example: A number of a rule, for messages.

    Raises:
        ValueError: A rule's number stands there twice.
    """
    sections: dict[str, str] = {}
    introductions: dict[str, list[str]] = {}
    rules: dict[str, list[str]] = {}
    current: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            current = []
            if section := _SECTION.fullmatch(line):
                sections[section["id"]] = section["title"]
                introductions[section["id"]] = current
        elif rule := _RULE.match(line):
            if rule["id"] in rules:
                raise ValueError(
                    f"{path.name}: {rule['id']} twice (expected: a number of its own for each rule)"
                )
            current = rules[rule["id"]] = [line[rule.end() :]]
        else:
            current.append(line)
    return Contract(path.name, example, sections, _joined(introductions), _joined(rules))


def _joined(texts: Mapping[str, list[str]]) -> dict[str, str]:
    return {name: "\n".join(lines).strip() for name, lines in texts.items()}
