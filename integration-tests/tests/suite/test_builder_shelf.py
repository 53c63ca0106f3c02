"""The builds of a session: each once in a mode, and none of their images left behind."""

from dataclasses import replace
from pathlib import Path

import pytest
from fake_tools import FakeTools, put_tools
from own_builder_checks import NoS2i

from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.shelf import Shelf
from seldon_conformance.errors import SubjectError

FIRST = Recipe("first", str)
AGAIN = Recipe("again", str, after=FIRST)


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeTools:
    """A docker that only notes its words."""
    (tmp_path / "bin").mkdir()
    return put_tools(tmp_path / "bin", monkeypatch, {"docker": ""})


@pytest.fixture
def s2i() -> NoS2i:
    """Builds nothing."""
    return NoS2i("the-builder")


def test_recipe_is_built_once_in_each_mode(tools: FakeTools, s2i: NoS2i, tmp_path: Path) -> None:
    """However often it is asked for, ahead or not."""
    with Shelf(s2i, tmp_path) as shelf:
        shelf.build_ahead([(FIRST, Mode.S2I), (FIRST, Mode.DOCKERFILE)])
        builds = [shelf.build(FIRST) for _ in range(3)]
        other = shelf.build(FIRST, Mode.DOCKERFILE)

    assert sorted(s2i.asked) == [("first", "dockerfile"), ("first", "s2i")]
    assert builds[0] is builds[1] is builds[2] is not other


def test_incremental_build_finds_the_image_before_under_its_tag(
    tools: FakeTools, s2i: NoS2i, tmp_path: Path
) -> None:
    """s2i takes what it reuses from the image of the tag that it is to make."""
    with Shelf(s2i, tmp_path) as shelf:
        build = shelf.build(AGAIN)
        first = shelf.build(FIRST)

    assert s2i.asked == [("first", "s2i"), ("again", "s2i")]
    assert tools.calls[0] == ["docker", "image", "tag", first.image, build.image]


def test_images_go_at_the_end(tools: FakeTools, s2i: NoS2i, tmp_path: Path) -> None:
    """Those of a chain and those that a check has made itself, too."""
    with Shelf(s2i, tmp_path) as shelf:
        chain = [shelf.build(AGAIN), shelf.build(FIRST)]
        upon = shelf.build_upon("own:1", replace(FIRST, name="upon"), Mode.S2I)

    removed = tools.calls[-1]
    assert removed[:4] == ["docker", "image", "rm", "--force"]
    assert set(removed[4:]) == {"own:1", upon.image, *(build.image for build in chain)}


def test_no_build_is_no_call_of_docker(tools: FakeTools, s2i: NoS2i, tmp_path: Path) -> None:
    """A run that looks at the image alone leaves nothing to remove."""
    with Shelf(s2i, tmp_path):
        pass

    assert tools.calls == []


def test_image_of_a_failed_build_is_an_error(tools: FakeTools, s2i: NoS2i, tmp_path: Path) -> None:
    """The message is the end of the log; the build itself is there to be looked at."""

    def fail(recipe: Recipe, mode: Mode, image: str, folder: Path) -> Build:
        return Build(image, 7, f"ERROR: {recipe} in {mode} in {folder.name}", folder)

    with Shelf(replace(s2i, gives=fail), tmp_path) as shelf:
        with pytest.raises(SubjectError) as excinfo:
            shelf.image(FIRST)

        assert shelf.asked is shelf.build(FIRST)
    assert str(excinfo.value).partition(": ")[2] == (
        "exit code 7 (expected: 0)\nERROR: first in s2i in 000-first"
    )
