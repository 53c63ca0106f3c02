"""``list`` and ``explain`` know what builders are asked, beside what components are."""

import pytest
from builder_fakes import BUILDER_FAKES

from seldon_conformance.builder import catalogue as catalogue_module
from seldon_conformance.builder import extra
from seldon_conformance.builder.catalogue import builder_catalogue
from seldon_conformance.builder.language import languages
from seldon_conformance.catalogue import catalogue
from seldon_conformance.cli.main import main
from seldon_conformance.rules import builder_contract, contract

Capture = pytest.CaptureFixture[str]


def test_ids_are_unique() -> None:
    """A known failure, or a line of a report, must not mean two checks."""
    ids = [check.id for check in catalogue()] + [one.check.id for one in builder_catalogue()]

    assert len(ids) == len(set(ids))


def test_checks_of_builders_name_rows_and_say_why() -> None:
    """Their failures show both."""
    rows = builder_contract().rules
    checks = [one.check for one in builder_catalogue()]

    assert {row for check in checks for row in check.about.rules} <= set(rows)
    assert [check.id for check in checks if not check.words] == []


def test_rows_have_other_numbers_than_rules() -> None:
    """So that --rule and explain need not be told of what."""
    assert set(builder_contract().rules) & {*contract().rules, *contract().sections} == set()
    assert list(builder_contract().rules) == [f"C{number:02}" for number in range(1, 34)]


def test_fakes_are_caught_by_checks_that_are_there() -> None:
    """A check that is renamed would leave its fake to nobody; the fakes need an engine."""
    rows = {
        (language, one.check.id.partition("::")[2]): one.check.about.rules[0]
        for one in builder_catalogue()
        for language in one.languages
    }

    wrong = [
        fake.name for fake in BUILDER_FAKES if rows.get((fake.language, fake.caught_by)) != fake.row
    ]
    assert wrong == []


def test_list_prints_the_checks_of_a_row(capsys: Capture) -> None:
    """With the languages whose builders are asked."""
    code = main(["list", "--rule", "c13"])

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert all(" C13" in line for line in lines)
    (stop,) = [line.split(maxsplit=2) for line in lines if "::docker_stop_ends_" in line][:1]
    assert stop[1:] == ["C13", f"builder: {', '.join(languages())}"]


def test_list_prints_components_before_builders(capsys: Capture) -> None:
    """The last column tells the two apart."""
    main(["list", "--rule", "C01", "--rule", "LIF-5"])

    lines = capsys.readouterr().out.splitlines()
    kinds = ["builder: " in line for line in lines]
    assert kinds == sorted(kinds)
    assert set(kinds) == {False, True}


def test_list_without_the_extra_tells_what_is_missing(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who judges components alone need not install it, and still gets his list."""
    monkeypatch.setattr(extra, "_MODULES", ("no_such_module",))
    # What was collected once is kept; here it is as in a process of its own.
    catalogue_module._checks_of.cache_clear()

    code = main(["list"])

    said = capsys.readouterr()
    assert code == 0
    assert said.err == (
        "NOTICE: the checks of builders are not listed: builder: no module no_such_module "
        "(expected: the extra `builder`; pip install 'seldon-conformance[builder]')\n"
    )
    assert "builder: " not in said.out


def test_explain_prints_a_row_and_its_checks(capsys: Capture) -> None:
    """Its words come from the document that travels with the suite."""
    code = main(["explain", "c12"])

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert lines[0] == "C12 (read-only)"
    assert " ".join(line.strip() for line in lines[1:3]) == builder_contract().rules["C12"]
    assert lines[3] == f"checks: {len(lines) - 4}"
    assert all("[" in line for line in lines[4:])


def test_explain_prints_a_check_of_a_builder(capsys: Capture) -> None:
    """The row, and why it matters; without its mode it is explained in each."""
    check = next(one.check for one in builder_catalogue(["C12"]))
    name = check.id.partition("[")[0]

    code = main(["explain", name])

    out = capsys.readouterr().out
    assert code == 0
    assert out.startswith(f"{name}[")
    assert "\nC12:\n  The image runs on a read-only file system" in out
    assert f"\nbug: {check.words}"[:60] in out


def test_explain_of_nothing_says_what_there_is(capsys: Capture) -> None:
    """A word may be of either."""
    assert main(["explain", "C99"]) == 64
    assert capsys.readouterr().err == (
        "ERROR: explain: C99 (expected: a rule, a section, a builder's row or the id of a check; "
        "`seldon-conformance list` prints them)\n"
    )


def test_help_of_builder_names_every_option(capsys: Capture) -> None:
    """What it needs, and how long it takes, too."""
    with pytest.raises(SystemExit):
        main(["builder", "--help"])

    said = " ".join(capsys.readouterr().out.split())
    for option in ("--language", "--s2i", "--settings", "--keep", "--rule", "--without"):
        assert f" {option} " in said
    for option in ("--known-failing", "--strict", "--report"):
        assert f" {option} " in said
    assert "Needs an engine, s2i, git, the extra `builder`" in said
    assert "takes about ten minutes" in said
