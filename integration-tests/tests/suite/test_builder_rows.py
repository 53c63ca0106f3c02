"""The checks of builders, by the rows of builder.md; nothing is built here."""

import pytest

from seldon_conformance.builder.language import checks_of, language_named, languages
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.plugin import Judged, Judging
from seldon_conformance.builder.s2i import S2i
from seldon_conformance.builder.shelf import Shelf
from seldon_conformance.collected import Collected
from seldon_conformance.listener import Listener
from seldon_conformance.pytest_run import run_pytest
from seldon_conformance.rules import builder_contract

# Rows that say something of the builder image, or of one way of building alone.
_IN_ONE_WAY = {"C01", "C02", "C03", "C04", "C24", "C29", "C30", "C31"}
# Networks are the same to both; their builds are made by s2i.
_IN_ONE_WAY |= {"C19", "C20", "C21"}


class _Listing(Judging):
    """Collects the checks as a run does, and runs none."""

    def choose(self, items: list[pytest.Item]) -> None:
        """Keep no check, and build nothing."""
        items.clear()


@pytest.fixture(scope="module", params=languages())
def checks(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[Collected]:
    """All checks of a language's builder."""
    s2i = S2i("a-builder")
    language = language_named(request.param)
    shelf = Shelf(s2i, tmp_path_factory.mktemp("sources"))
    plugin = _Listing(Judged(s2i, language, shelf, (), (), ()), Listener())
    run_pytest(plugin, checks_of(language.name), language.fixtures)
    return plugin.checks


def test_each_row_has_a_check_and_each_check_a_row(checks: list[Collected]) -> None:
    """A row without a check is a promise that nobody keeps."""
    asked = {number for check in checks for number in check.about.rules}

    assert asked == set(builder_contract().rules)


@pytest.mark.parametrize("mode", [Mode.S2I, Mode.DOCKERFILE])
def test_rows_are_asked_in_each_way_of_building(checks: list[Collected], mode: Mode) -> None:
    """--as-dockerfile has a shell before run, no labels, and layers of its own."""
    asked = {number for check in checks if mode in check.about.ways for number in check.about.rules}

    assert set(builder_contract().rules) - asked <= _IN_ONE_WAY


def test_checks_say_what_they_are_good_for(checks: list[Collected]) -> None:
    """Who meets a red one reads the sentence before anything else."""
    assert [check.id for check in checks if not check.words] == []
