"""What the guides say of the command is what it takes."""

import re
import shlex
from pathlib import Path

import pytest

from seldon_conformance.cli import main as command_line
from seldon_conformance.rules import builder_contract

_REPOSITORY = Path(__file__).resolve().parents[3]
_GUIDES = ("python/README.md", "integration-tests/README.md")


@pytest.mark.parametrize("guide", _GUIDES)
def test_command_lines_of_the_guide_are_understood(guide: str) -> None:
    """Options are renamed, and guides are not looked at."""
    text = (_REPOSITORY / guide).read_text(encoding="utf-8")
    lines = re.findall(r"^seldon-conformance (builder .+)$", text, flags=re.MULTILINE)

    assert lines
    for line in lines:
        parsed = command_line._parser().parse_args(shlex.split(line))
        assert set(parsed.rule) <= set(builder_contract().rules)


def test_rows_that_guides_name_are_there() -> None:
    """Guides name rows by number alone."""
    named = {
        row
        for guide in _GUIDES
        for row in re.findall(r"\bC[0-9]{2}\b", (_REPOSITORY / guide).read_text(encoding="utf-8"))
    }

    assert named
    assert named <= set(builder_contract().rules)
