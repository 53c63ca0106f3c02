"""Texts become HTML that shows them as they are, and does nothing."""

import pytest

from seldon_conformance.reports.markup import counted, duration, items, prose, text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("</script>&amp;", "&lt;/script&gt;&amp;amp;"),
        ("\" ' onload=x", "&quot; &#x27; onload=x"),
        ("a\x00\x1b[31m\x7f\n\tb", "a\u2400\u241b[31m\u2421\n\tb"),
        ("user\u202egpj.exe", "user\\u202egpj.exe"),
        ("\ud800", "\\ud800"),
    ],
)
def test_nothing_of_a_text_is_markup(value: str, shown: str) -> None:
    """Nor does it turn into what UTF-8 does not have, or what a parser of HTML changes."""
    assert text(value) == shown


def test_prose_has_the_code_and_emphasis_of_the_contract() -> None:
    """Stars within code are code."""
    words = "**One** of `application/*+json` and `a*b`;\n  *upstream* has <b>none</b>."

    assert prose(words) == (
        "<p><strong>One</strong> of <code>application/*+json</code> and <code>a*b</code>; "
        "<em>upstream</em> has &lt;b&gt;none&lt;/b&gt;.</p>"
    )


def test_prose_has_the_tables_of_the_contract() -> None:
    """Two of the rules are tables."""
    words = "Who is to blame:\n\n| what | HTTP |\n|---|---|\n| `no` <path> | 404 |\n\nThat is all."

    assert prose(words) == (
        "<p>Who is to blame:</p>"
        '<table><thead><tr><th scope="col">what</th><th scope="col">HTTP</th></tr></thead>'
        "<tbody><tr><td><code>no</code> &lt;path&gt;</td><td>404</td></tr></tbody></table>"
        "<p>That is all.</p>"
    )


def test_lists_are_empty_without_lines() -> None:
    """An empty list would be read out as one."""
    assert (items(["a<b"]), items([])) == ("<ul><li>a&lt;b</li></ul>", "")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.1234, "0.12 s"), (12.34, "12.3 s"), (59.96, "60.0 s"), (125.4, "2 min 5 s")],
)
def test_times_are_said_as_people_say_them(seconds: float, said: str) -> None:
    """Nobody counts minutes in seconds."""
    assert duration(seconds) == said


def test_numbers_have_their_noun() -> None:
    """One check is no checks."""
    assert (counted(1, "check"), counted(3000, "check")) == ("1 check", "3,000 checks")
