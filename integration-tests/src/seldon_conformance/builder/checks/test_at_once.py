"""Builds beside each other."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe, files
from seldon_conformance.builder.row import BOTH, row
from seldon_conformance.builder.s2i import Build, S2i
from seldon_conformance.builder.shelf import Shelf


@row("C32", modes=BOTH)
def test_four_builds_at_once_do_not_disturb_each_other(
    s2i: S2i, shelf: Shelf, language: Language, folder: Path
) -> None:
    """A CI server has one builder, and everybody pushes at five o'clock; two in each way."""
    builds = [(f"at-once-{number}", mode) for number in (1, 2) for mode in BOTH]

    def build(name: str, mode: Mode) -> Build:
        recipe = Recipe(name, files(language.saying(f"{name} {mode}")))
        image = shelf.adopt(f"{name}-{mode}")
        return s2i.build(recipe, mode, image, folder / f"{name}-{mode}")

    with ThreadPoolExecutor(max_workers=len(builds)) as pool:
        made = list(pool.map(lambda pair: build(*pair), builds))

    assert [one.code for one in made] == [0] * len(builds), "\n".join(one.log for one in made)
    said = [shell(one.image, language.said).strip() for one in made]
    assert said == [f"{name} {mode}" for name, mode in builds]
