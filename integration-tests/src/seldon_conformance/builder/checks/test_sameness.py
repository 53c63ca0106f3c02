"""The same source makes the same files, however and wherever it is built."""

from seldon_conformance.builder.engine import digests
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.odd_sources import of_another_time
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.shelf import Shelf
from seldon_conformance.builder.sources import context_dir


@row("C27", modes=Mode.S2I)
@built("model")
def test_both_ways_of_building_make_the_same_files(
    language: Language, shelf: Shelf, image: str
) -> None:
    """A user's test with the one holds for the other, and a rebuild can be compared."""
    other = shelf.image(language.model, Mode.DOCKERFILE)

    assert digests(image, *language.app_folders) == digests(other, *language.app_folders)


@row("C27", modes=Mode.S2I)
@built(context_dir)
def test_repository_makes_the_same_files_in_both_ways(
    language: Language, shelf: Shelf, image: str
) -> None:
    """With --as-dockerfile s2i copies the history along with the source."""
    other = shelf.image(context_dir(language), Mode.DOCKERFILE)

    assert digests(image, *language.app_folders) == digests(other, *language.app_folders)


@row("C27")
@built(of_another_time)
def test_times_of_the_source_do_not_matter(
    language: Language, shelf: Shelf, mode: Mode, image: str
) -> None:
    """A fresh clone has the time of the clone, so it would never be built the same again."""
    other = shelf.image(language.model, mode)

    assert digests(image, *language.app_folders) == digests(other, *language.app_folders)
