"""What vectors cite: the rules of docs/contract.md and the components of docs/components.md."""

# ruff: noqa: INP001 (scripts, no package)

import re
from dataclasses import dataclass
from pathlib import Path

_RULE = re.compile(r"- \*\*(?P<id>[A-Z]{3}-[0-9]+)\*\* ")
_HEADING = re.compile(r"#+ ")
_COMPONENT = re.compile(r"## (?P<name>[a-z]+(?:-[a-z]+)*): ")


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
    texts: dict[str, list[str]] = {}
    section: dict[str, str] = {}
    current: list[str] = []
    introduction = current
    for line in contract.read_text(encoding="utf-8").splitlines():
        if _HEADING.match(line):
            current = introduction = []
        elif rule := _RULE.match(line):
            if rule["id"] in texts:
                raise ValueError(
                    f"{contract.name}: {rule['id']} twice "
                    "(expected: a number of its own for each rule)"
                )
            current = texts[rule["id"]] = []
            section[rule["id"]] = "\n".join(introduction)
            line = line[rule.end() :]  # noqa: PLW2901
        current.append(line)
    rules = {}
    for rule_id, lines in texts.items():
        text = "\n".join(lines).strip()
        elsewhere = "Tested in " in text or "Tested in " in section[rule_id]
        rules[rule_id] = Rule(rule_id, text, elsewhere)
    return rules


def read_components(components: Path) -> list[str]:
    """Read the names of the standard components from the headings of components.md."""
    lines = components.read_text(encoding="utf-8").splitlines()
    return [found["name"] for line in lines if (found := _COMPONENT.match(line))]
