"""A run against a builder says at once what is missing, and with which option to mend it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from fake_tools import FakeTools, put_tools

from seldon_conformance.builder import extra, session
from seldon_conformance.builder.language import checks_of, languages
from seldon_conformance.cli.main import main

_IMAGE = {
    "Id": "sha256:0123456789abcdef",
    "Size": 303_000_000,
    "Config": {"Labels": {"io.openshift.tags": "builder,python,seldon"}},
}


def _docker(about: Mapping[str, Any]) -> str:
    """Give a docker that has one image."""
    return f"echo '{json.dumps([about])}'"


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeTools:
    """A machine with a builder image and s2i."""
    (tmp_path / "bin").mkdir()
    scripts = {"docker": _docker(_IMAGE), "s2i": "echo s2i v1.6.3"}
    return put_tools(tmp_path / "bin", monkeypatch, scripts)


def _failed(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Run the command, and give its exit code and what it says on stderr."""
    code = main(["builder", "b:1", "--rule", "C01", *words])
    return code, capsys.readouterr().err


@pytest.mark.parametrize("body", ["exit 1", "echo 'Cannot connect' >&2; exit 1"])
def test_image_that_is_not_there_ends_with_2(
    tools: FakeTools, capsys: pytest.CaptureFixture[str], body: str
) -> None:
    """Nothing was judged; without an engine docker finds no image either."""
    tools.put("docker", body)

    code, said = _failed(capsys)

    assert (code, said) == (
        2,
        (
            "ERROR: image b:1: not there, or no engine "
            "(expected: a builder image that `docker image inspect` finds)\n"
        ),
    )


def test_missing_docker_ends_with_2(
    tools: FakeTools, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the same as no engine, and no bug of the suite."""
    (tools.folder / "docker").unlink()
    monkeypatch.setenv("PATH", str(tools.folder))

    code, said = _failed(capsys)

    assert (code, said) == (
        2,
        (
            "ERROR: docker: [Errno 2] No such file or directory: 'docker' "
            "(expected: the docker command, and an engine that it reaches)\n"
        ),
    )


def test_missing_s2i_ends_with_2(tools: FakeTools, capsys: pytest.CaptureFixture[str]) -> None:
    """The option that names it is part of the message."""
    code, said = _failed(capsys, "--s2i", "/nowhere/s2i")

    assert (code, said) == (
        2,
        (
            "ERROR: s2i: [Errno 2] No such file or directory: '/nowhere/s2i' "
            "(expected: the s2i binary; give --s2i)\n"
        ),
    )


def test_settings_that_are_no_folder_are_a_wrong_command_line(
    tools: FakeTools, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The engine would make a folder of that name, and builds would fail far from the cause."""
    place = tmp_path / "build.env"

    code, said = _failed(capsys, "--settings", str(place))

    assert (code, said) == (64, (f"ERROR: settings: {place} (expected: a folder)\n"))


def test_keep_of_a_folder_with_files_is_a_wrong_command_line(
    tools: FakeTools, capsys: pytest.CaptureFixture[str]
) -> None:
    """A build in it would be another one than the report's."""
    code, said = _failed(capsys, "--keep", str(tools.folder))

    assert (code, said) == (
        64,
        (f"ERROR: keep: {tools.folder} has files (expected: an empty folder)\n"),
    )


@pytest.mark.parametrize("tags", ["", "builder,perl", None])
def test_language_that_labels_do_not_tell_is_a_wrong_command_line(
    tools: FakeTools, capsys: pytest.CaptureFixture[str], tags: str | None
) -> None:
    """Somebody else's builder has tags of its own, or not a single label."""
    labels = None if tags is None else {"io.openshift.tags": tags}
    tools.put("docker", _docker({**_IMAGE, "Config": {"Labels": labels}}))

    code, said = _failed(capsys)

    assert (code, said) == (
        64,
        (
            f"ERROR: language: none in the label io.openshift.tags of b:1: '{tags or ''}' "
            f"(expected: one of {', '.join(languages())}; give --language)\n"
        ),
    )


def test_missing_extra_is_a_wrong_command_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message has the words to type."""
    monkeypatch.setattr(extra, "_MODULES", ("no_such_module",))

    code, said = _failed(capsys)

    assert (code, said) == (
        64,
        (
            "ERROR: builder: no module no_such_module "
            "(expected: the extra `builder`; pip install 'seldon-conformance[builder]')\n"
        ),
    )


def test_word_that_is_no_row_is_a_wrong_command_line(
    tools: FakeTools, capsys: pytest.CaptureFixture[str]
) -> None:
    """A misspelt row would check nothing, and pass."""
    code, said = _failed(capsys, "--rule", "PAY-4")

    assert code == 64
    assert said.startswith(
        "ERROR: rule: PAY-4 (expected: a number of builder.md, for instance C13, or one of C01, "
    )


def test_run_that_asks_nothing_is_a_wrong_command_line(
    tools: FakeTools, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing was asked, so nothing conforms."""
    code, said = _failed(capsys, "--without", "*")

    assert (code, said) == (
        64,
        ("ERROR: rows: C01 (expected: rows that a check of this language is about)\n"),
    )


_CHECK = """
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.row import row

@row("C13", modes=Mode.IMAGE)
def test_passes(builder, folder):
    "Why."
    assert builder == "b:1"
"""


def test_run_is_told_and_reported(
    tools: FakeTools,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The image and s2i first, then what is asked; the folder that is kept stays."""
    (tmp_path / "test_session_own.py").write_text(_CHECK)
    monkeypatch.setattr(session, "checks_of", lambda _: [tmp_path / "test_session_own.py"])
    kept, place = tmp_path / "kept", tmp_path / "report"

    code = main(["builder", "b:1", "--keep", str(kept), "--report", str(place)])

    lines = capsys.readouterr().out.splitlines()
    report = json.loads((place / "report.json").read_text())
    assert code == 0
    assert lines[:5] == [
        "subject   image b:1, 303 MB, sha256:0123456789ab",
        "          s2i v1.6.3",
        "depth     builder of Python components",
        "checks    1",
        "left out  nothing",
    ]
    assert lines[6:9] == ["              image", "C13: signals  1 passed", "total         1 passed"]
    assert kept.is_dir()
    assert (report["way"], report["rules"].keys()) == ("mode", {"C13"})
    assert report["subjects"] == {
        "b:1": "image b:1, 303 MB, sha256:0123456789ab; s2i v1.6.3",
    }
    assert [result["id"] for result in report["results"]] == ["session_own::passes[image]"]


def test_every_language_is_asked_what_every_builder_owes() -> None:
    """And beside that what only its own builder does."""
    for name in languages():
        folders = [path.parent.parent.name for path in checks_of(name)]

        assert folders == sorted(folders)
        assert set(folders) == {"builder", name}
