"""Builds of template apps are shared by the processes of a session; who comes second waits."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from fake_tools import FakeTools, put_tools
from recipes import TemplateApp
from shared_s2i import SharedS2i, remove_shared_images

from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe

APP = TemplateApp("python-model", str, folder=Path("python/template-apps/model"))


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeTools:
    """An s2i that says a word of its own each time, and a docker that says none."""
    (tmp_path / "bin").mkdir()
    scripts = {"docker": "", "s2i": 'echo "built by $$"'}
    return put_tools(tmp_path / "bin", monkeypatch, scripts)


@pytest.fixture
def s2i(tools: FakeTools, tmp_path: Path) -> SharedS2i:
    """That of each process: they share a folder."""
    (tmp_path / "records").mkdir()
    return SharedS2i("the-builder", str(tools.folder / "s2i"), records=tmp_path / "records")


def _builds(tools: FakeTools) -> int:
    return len([call for call in tools.calls if call[:2] == ["s2i", "build"]])


def test_app_is_built_once_for_all_processes(
    s2i: SharedS2i, tools: FakeTools, tmp_path: Path
) -> None:
    """Each gets a tag of its own, which it removes when it ends, and the one log."""
    others = replace(s2i)

    one = s2i.build(APP, Mode.S2I, "one:1", tmp_path / "one")
    two = others.build(APP, Mode.S2I, "two:1", tmp_path / "two")

    shared = "seldon-test-shared/records/python-model-s2i:latest"
    assert _builds(tools) == 1
    assert (one.image, two.image) == ("one:1", "two:1")
    assert one.log == two.log != ""
    assert one.folder == two.folder == tmp_path / "one"
    assert [call[1:] for call in tools.calls if call[0] == "docker"] == [
        ["image", "tag", shared, "one:1"],
        ["image", "tag", shared, "two:1"],
    ]


def test_processes_that_ask_at_once_build_once(
    s2i: SharedS2i, tools: FakeTools, tmp_path: Path
) -> None:
    """That is how a session begins: all of them want the model."""
    with ThreadPoolExecutor() as pool:
        builds = list(
            pool.map(
                lambda name: s2i.build(APP, Mode.S2I, f"{name}:1", tmp_path / name),
                ("one", "two", "three", "four"),
            )
        )

    assert _builds(tools) == 1
    assert len({build.log for build in builds}) == 1


def test_each_way_of_building_is_a_build_of_its_own(
    s2i: SharedS2i, tools: FakeTools, tmp_path: Path
) -> None:
    """Tests compare what comes of them."""
    s2i.build(APP, Mode.S2I, "one:1", tmp_path / "one")
    other = s2i.build(APP, Mode.DOCKERFILE, "two:1", tmp_path / "two")

    assert _builds(tools) == 2
    assert "--as-dockerfile" in other.command


def test_failed_build_is_shared_too(s2i: SharedS2i, tools: FakeTools, tmp_path: Path) -> None:
    """It would fail again, and it has no image to tag."""
    tools.put("s2i", "echo 'ERROR: no' >&2; exit 3")

    builds = [s2i.build(APP, Mode.S2I, f"{name}:1", tmp_path / name) for name in ("one", "two")]

    assert [(build.code, build.lines) for build in builds] == [(3, ["ERROR: no"])] * 2
    assert _builds(tools) == 1
    assert [call for call in tools.calls if call[0] == "docker"] == []


def test_other_recipes_are_built_by_each_process(
    s2i: SharedS2i, tools: FakeTools, tmp_path: Path
) -> None:
    """Their sources name servers of the process, so another's image is another image."""
    recipe = Recipe("own", str)

    builds = [s2i.build(recipe, Mode.S2I, f"{name}:1", tmp_path / name) for name in ("a", "b")]

    assert _builds(tools) == 2
    assert len({build.log for build in builds}) == 2


def test_images_of_the_session_go_at_its_end(
    s2i: SharedS2i, tools: FakeTools, tmp_path: Path
) -> None:
    """Those that exist: docker would complain of the others."""
    s2i.build(APP, Mode.S2I, "one:1", tmp_path / "one")
    tools.put("s2i", "exit 3")
    s2i.build(replace(APP, name="python-broken"), Mode.S2I, "two:1", tmp_path / "two")

    remove_shared_images(s2i.records)

    assert tools.calls[-1] == [
        *("docker", "image", "rm", "--force"),
        "seldon-test-shared/records/python-model-s2i:latest",
    ]


def test_session_without_builds_removes_nothing(tools: FakeTools, tmp_path: Path) -> None:
    """A run of tests without containers needs no engine."""
    remove_shared_images(tmp_path)

    assert tools.calls == []
