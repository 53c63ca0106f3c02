"""The contract's rules are found by number, with their words, and chosen by number or section."""

from pathlib import Path

import pytest

from seldon_conformance.components import standard_components
from seldon_conformance.errors import OptionError
from seldon_conformance.rules import Contract, builder_contract, contract, read_contract

TEXT = """\
# The contract

- **not a rule** at all

## PAY: payloads

Words of the section.

- **PAY-1** One payload:
  it is `data`.
- **PAY-2** A table:

| a | b |
|---|---|

## NAM: names

- **NAM-1** Names.
"""


def _read(folder: Path, text: str = TEXT) -> Contract:
    path = folder / "contract.md"
    path.write_text(text)
    return read_contract(path, "PAY-4")


def test_rules_have_their_words_and_tables(tmp_path: Path) -> None:
    """A failure shows them, so they must be whole, and hold nothing of the next section."""
    found = _read(tmp_path)

    assert found.sections == {"PAY": "payloads", "NAM": "names"}
    assert found.introductions == {"PAY": "Words of the section.", "NAM": ""}
    assert found.rules == {
        "PAY-1": "One payload:\n  it is `data`.",
        "PAY-2": "A table:\n\n| a | b |\n|---|---|",
        "NAM-1": "Names.",
    }


def test_number_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    """One of the two would be cited for the other."""
    with pytest.raises(ValueError, match="twice") as excinfo:
        _read(tmp_path, TEXT + "- **PAY-1** Once more.\n")

    assert str(excinfo.value) == (
        "contract.md: PAY-1 twice (expected: a number of its own for each rule)"
    )


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ([], ("PAY-1", "PAY-2", "NAM-1")),
        (["PAY"], ("PAY-1", "PAY-2")),
        (["nam-1", "PAY-2"], ("PAY-2", "NAM-1")),
    ],
)
def test_rules_are_chosen_by_number_or_section(
    tmp_path: Path, wanted: list[str], numbers: tuple[str, ...]
) -> None:
    """In the contract's order, whatever the order of the options."""
    assert _read(tmp_path).selected(wanted) == numbers


def test_word_that_is_no_rule_is_refused(tmp_path: Path) -> None:
    """A misspelt rule would check nothing, and pass."""
    with pytest.raises(OptionError) as excinfo:
        _read(tmp_path).selected(["PAY-12"])

    assert str(excinfo.value) == (
        "rule: PAY-12 (expected: a number of contract.md, for instance PAY-4, or one of PAY, NAM)"
    )


def test_rules_sort_as_the_contract_has_them(tmp_path: Path) -> None:
    """And not by letters; what is no rule comes last."""
    found = _read(tmp_path)

    numbers = sorted(["XYZ-1", "NAM-1", "PAY-10", "PAY-2"], key=found.position)

    assert numbers == ["PAY-2", "PAY-10", "NAM-1", "XYZ-1"]


def test_contract_of_the_repository_is_read() -> None:
    """Its form is what the reader takes it for."""
    rules = contract().rules

    assert rules["NAM-4"].startswith("Names of another number than the answer's width")
    assert {number.partition("-")[0] for number in rules} == set(contract().sections)


def test_rows_of_builders_are_sections_of_their_own() -> None:
    """One document has both forms, and a row is asked for by its number alone."""
    rows = builder_contract()

    assert list(rows.sections) == list(rows.rules)
    assert rows.sections["C13"] == "signals"
    assert rows.rules["C13"].startswith("No shell stays before the server.")
    assert rows.selected(["c13", "C02"]) == ("C02", "C13")
    with pytest.raises(OptionError) as excinfo:
        rows.selected(["C34"])
    assert str(excinfo.value).startswith(
        "rule: C34 (expected: a number of builder.md, for instance C13, or one of C01, C02, "
    )


def test_standard_components_are_those_of_the_document() -> None:
    """Their service types say with which verb they are asked."""
    found = standard_components()

    assert found["model"] == "MODEL"
    assert found["outlier"] == "OUTLIER_DETECTOR"
    assert len(found) == 10
