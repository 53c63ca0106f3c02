"""What a builder's sources can say is found, and so is what checks expect of it."""

from pathlib import Path

import pytest

from seldon_conformance.builder import buildah
from seldon_conformance.builder.messages import is_expected, messages_of, strings_of


def test_messages_of_scripts_and_modules_are_found(tmp_path: Path) -> None:
    """One that is overlooked needs no check, so nobody would see that it is wrong."""
    script, module = tmp_path / "script.sh", tmp_path / "module.py"
    script.write_text('fail "$1 is not there: $(ls "$2")" "make ${it}"\n')
    module.write_text('Problem(f"{name!r} is " "odd", "remedy")\nOther("no message")\n')

    assert messages_of([script, module]) == {"… is not there: …", "… is odd"}


def test_messages_of_r_are_found(tmp_path: Path) -> None:
    """Over several lines, with brackets and commas in strings, and with what R puts together."""
    script = tmp_path / "script.R"
    script.write_text(
        'fail <- function(cause, remedy) stop(cause)\nif (x) fail("a (b, c", "do it")\n'
        'fail(\n  paste0("package ", paste(x, collapse = ", "), " is \\"old\\": ", '
        "if (y) f(1, 2)),\n  'mend it'\n)\n"
    )

    assert messages_of([script]) == {"a (b, c", 'package … is "old": …'}


def test_strings_of_a_check_have_its_constants_and_values(tmp_path: Path) -> None:
    """A cause is often put together of a constant and of a value that only the run knows."""
    module = tmp_path / "test_it.py"
    module.write_text('_LIMIT = "128 MiB"\nCAUSE = f"{name} was killed ({_LIMIT}): {{text}}"\n')

    assert "… was killed (128 MiB): …" in strings_of(module)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ERROR: a.txt is not there: b.txt", True),
        ("a.txt is not there: …", True),
        ("a.txt is not there", False),
        ("a.txt is not there: b.txt\nREMEDY: make it", False),
    ],
)
def test_message_is_expected_where_it_stands_whole(text: str, expected: bool) -> None:  # noqa: FBT001 (a parameter)
    """The beginning of a message would fit another one, too."""
    assert is_expected("… is not there: …", [text]) is expected


def test_reason_is_given_where_there_is_no_buildah(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks that are left out without a word look like checks that passed."""
    monkeypatch.setenv("PATH", "")

    assert buildah.why_not() == "no buildah (expected: on PATH)"
