"""The variables of a build, which are those of its image."""

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.served import served
from seldon_conformance.builder.shelf import Shelf
from seldon_conformance.builder.sources import GIVEN, LITERAL, variables


def _environment(image: str) -> dict[str, str]:
    pairs = shell(image, "env -0", "--hostname", "same").split("\0")
    return dict(pair.split("=", 1) for pair in pairs if pair)


@row("C07")
@built(variables)
def test_file_of_options_beats_options_beat_file_of_the_source(image: str) -> None:
    """-E beats -e beats .s2i/environment, as the guide says."""
    found = shell(image, "printenv FROM_FILE FROM_E FROM_BIG_E")

    assert found.split() == ["file", "small", "big"]


@row("C07")
@built(variables)
def test_values_are_taken_literally(image: str) -> None:
    """Nothing is expanded, quotes and what follows a # stay."""
    found = _environment(image)

    expected = {**LITERAL, GIVEN[0]: GIVEN[1], "EMPTY": ""}
    assert {name: found.get(name) for name in expected} == expected


@row("C07", modes=Mode.S2I)
@built(variables)
def test_both_ways_of_building_give_the_same_variables(
    language: Language, shelf: Shelf, image: str
) -> None:
    """A Dockerfile has rules of its own for quotes, dollars and backslashes."""
    other = shelf.image(variables(language), Mode.DOCKERFILE)

    assert _environment(image) == _environment(other)


@row("C07")
@built("model")
def test_empty_value_counts_as_none(image: str) -> None:
    """Templates of deployments set variables that they have no value for."""
    empty = {"WORKERS": "", "SERVE": "", "SERVICE_TYPE": "", "PREDICTIVE_UNIT_PARAMETERS": ""}
    with served(image, empty) as container:
        assert container.rest({"strData": "it"})["strData"] == "it"
