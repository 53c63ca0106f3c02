"""Known failures have a reason each, and name checks that exist."""

from pathlib import Path

import pytest

from seldon_conformance.errors import OptionError
from seldon_conformance.known_failures import KnownFailure, check_patterns, read_known_failures


def _read(folder: Path, text: str) -> list[KnownFailure]:
    path = folder / "known.txt"
    path.write_text(text)
    return read_known_failures(path)


def test_reason_is_what_stands_above(tmp_path: Path) -> None:
    """It may take several lines; blank lines part one failure from the next."""
    found = _read(tmp_path, "# The server\n# guesses.\ntensor-*[rest]\n\n#Bug 7\nnames?a[grpc]\n")

    assert [(one.pattern, one.reason) for one in found] == [
        ("tensor-*[rest]", "The server guesses."),
        ("names?a[grpc]", "Bug 7"),
    ]


def test_patterns_below_one_another_share_their_reason(tmp_path: Path) -> None:
    """One fault of a server breaks many checks; a reason between two patterns begins anew."""
    found = _read(tmp_path, "# Why\na[rest]\nb*\n# Other\n# reason\nc[rest]\n")

    assert [(one.pattern, one.reason) for one in found] == [
        ("a[rest]", "Why"),
        ("b*", "Why"),
        ("c[rest]", "Other reason"),
    ]


@pytest.mark.parametrize(
    "text", ["a[rest]\n", "# why\n\na[rest]\n", "# why\nb\n\na[rest]\n", "#\na[rest]"]
)
def test_pattern_without_a_reason_is_refused(tmp_path: Path, text: str) -> None:
    """Directly above it, or above the patterns that stand there: a blank line ends its list."""
    with pytest.raises(OptionError) as excinfo:
        _read(tmp_path, text)

    number = text.splitlines().index("a[rest]") + 1
    assert str(excinfo.value) == (
        f"{tmp_path}/known.txt:{number}: a[rest] (expected: a line `# reason` directly above it)"
    )


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """Else everything known would be news."""
    with pytest.raises(OptionError) as excinfo:
        read_known_failures(tmp_path / "none")

    assert str(excinfo.value) == (
        f"known failures: [Errno 2] No such file or directory: '{tmp_path}/none' "
        "(expected: a text file)"
    )


@pytest.mark.parametrize(
    ("pattern", "is_match"),
    [
        ("tensor-2x3[rest]", True),
        ("tensor-*", True),
        ("tensor-?x?[rest]", True),
        ("tensor-2x3[grpc]", False),
        ("tensor-2x3", False),
        ("tensor-2x3r", False),
    ],
)
def test_brackets_of_a_pattern_are_brackets(pattern: str, is_match: bool) -> None:  # noqa: FBT001
    """Every id ends with them; a shell would take them for a choice of letters."""
    assert KnownFailure(pattern, "why", "").matches("tensor-2x3[rest]") is is_match


def test_pattern_that_matches_nothing_is_refused() -> None:
    """It stands for a check that has another name now, whose failure would be news."""
    known = [KnownFailure("a*", "why", "f:2"), KnownFailure("b*", "why", "f:4")]

    with pytest.raises(OptionError) as excinfo:
        check_patterns(known, ["aa[rest]"])

    assert str(excinfo.value) == (
        "f:4: b* (expected: the id of a check; `seldon-conformance list` prints them)"
    )
