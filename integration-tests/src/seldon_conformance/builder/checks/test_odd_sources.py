"""Sources as git and archives have them: names, modes, links, submodules."""

from seldon_conformance.builder.engine import paths_below, shell
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.odd_sources import (
    IN_SUBMODULES,
    ODD_NAMES,
    ignoring,
    odd_names,
    read_only_folder,
    submodules,
)
from seldon_conformance.builder.row import built, row


@row("C06")
@built(odd_names)
def test_names_that_a_script_must_quote_arrive(image: str) -> None:
    """One word too few in quotes, and a model without such names is built all the same."""
    found = shell(image, "cd odd && find . -mindepth 1 -printf '%y %P\\0'").split("\0")

    links = {"l dangling"}
    folders = {"d nothing", "d nothing/deeper"}
    assert set(found) == {"", *links, *folders, *(f"f {name}" for name in ODD_NAMES)}


@row("C06")
@built(odd_names)
def test_files_with_odd_names_have_their_content(image: str) -> None:
    """A name that begins with a dash is an option to whoever forgets the two dashes."""
    assert shell(image, "cat odd/-rf './odd/*'") == "-rf*"


@row("C06", "C14")
@built(read_only_folder)
def test_folder_that_is_read_only_arrives_and_leaves_nothing(image: str) -> None:
    """Nobody can remove what is in it, so a build that moves the source ends in the middle."""
    assert shell(image, "stat -c %A frozen; cat frozen/weights.bin").split() == ["dr-xr-xr-x", "1"]
    assert paths_below(image, "/tmp/src") == []


@row("C06")
@built(ignoring)
def test_s2iignore_may_take_a_file_back_in(image: str) -> None:
    """A folder of data is left out but for what the model needs."""
    assert shell(image, "ls data").split() == ["kept.csv", "readme.md"]


@row("C06")
@built(submodules)
def test_submodules_arrive_with_theirs(image: str) -> None:
    """Shared code is in them, and an empty folder imports as an empty package."""
    assert shell(image, f"cat {' '.join(IN_SUBMODULES)}") == "outerinner"


@row("C06", "C14")
@built(submodules)
def test_history_of_a_repository_is_not_in_the_image(language: Language, image: str) -> None:
    """It can be larger than the model, and has what somebody committed by mistake."""
    found = [path for path in paths_below(image, *language.app_folders) if path.endswith("/.git")]

    assert found == []
