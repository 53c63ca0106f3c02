"""The user guide and the READMEs of the template apps say what is so."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import guide_tables
import pytest
import requests
from doubles import ask
from seldon_conformance.local_python import LocalPython, read_s2i_environment
from seldon_conformance.server_processes import NewInterpreter
from seldon_conformance.vectors import Setting

from seldon_wrapper.serving.application import assemble
from seldon_wrapper.serving.state import Phase, State
from seldon_wrapper.settings import Settings

PYTHON = guide_tables.PYTHON
APPS = PYTHON / "template-apps"
GUIDE = guide_tables.GUIDE.read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
# Their models are made while the image is built, or mounted: the container tests ask them.
_NEEDS_AN_IMAGE = {"iris", "mounted-model"}
_APP_NAMES = sorted(path.parent.name for path in APPS.glob("*/README.md"))
_PAGES = sorted(
    [
        *PYTHON.parent.glob("*.md"),
        *PYTHON.glob("*.md"),
        *APPS.glob("*/README.md"),
        *PYTHON.parent.glob("common-proto/docs/*.md"),
        *PYTHON.parent.glob("common-proto/*.md"),
    ]
)


def _blocks(text: str) -> list[tuple[str, str]]:
    return _BLOCK.findall(text)


def _question(command: str) -> tuple[str, str]:
    """Give the path and the body of a line of curl."""
    words = shlex.split(command)
    url = next(word for word in words if word.startswith("localhost:9000"))
    return url.removeprefix("localhost:9000"), words[words.index("-d") + 1]


def _answer(monkeypatch, directory: Path, variables: dict[str, str], command: str) -> object:
    """Give the answer of a component to a line of curl, without a server around it."""
    monkeypatch.chdir(directory)
    monkeypatch.setattr(sys, "path", [*sys.path])
    settings = Settings.from_args([], {**variables, "SERVE": "REST"})
    before = set(sys.modules)
    state = State()
    application = assemble(settings, state)
    application.load()
    state.advance(Phase.READY)
    for name in set(sys.modules) - before:
        # Two template apps have a module MyModel.
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(directory)):
            del sys.modules[name]
    path, body = _question(command)
    assert application.rest
    return json.loads(ask(application.rest, path, body.encode())[1])


def _components() -> list[tuple[str, str, str, str]]:
    """Give each component of the guide: name, source, question, answer."""
    found, name, source, asked = [], "", "", ""
    for kind, text in _blocks(GUIDE):
        if kind == "python" and not text.startswith("# ask.py"):
            name, source = text.partition(".py\n")[0].removeprefix("# "), text
        elif kind == "sh":
            asked = text if text.startswith("curl") else ""
        elif kind == "json" and asked:
            found.append((name, source, asked, text))
            asked = ""
    return found


def test_variables_are_those_of_the_code():
    """The guide's table is read for what the server does with a variable."""
    assert guide_tables.variables_of_guide(GUIDE) == guide_tables.variables_of_code(), (
        "python/README.md: the table of variables is not the code's (expected: as "
        "settings/variables.py has it). Run: cd python && .venv/bin/python tests/guide_tables.py"
    )


def test_messages_are_those_of_the_code():
    """Who looks for a message finds its cause; a message that is gone is not explained."""
    in_guide = guide_tables.messages_of_guide(GUIDE)
    in_code = guide_tables.messages_of_code()

    assert sorted(in_code - in_guide) == [], "messages without a row in python/README.md"
    assert sorted(in_guide - in_code) == [], "rows of python/README.md without a message"


@pytest.mark.parametrize("component", _components(), ids=lambda component: component[0])
def test_components_of_the_guide_answer_as_it_says(monkeypatch, tmp_path, component):
    """People copy them."""
    name, source, question, answer = component
    (tmp_path / f"{name}.py").write_text(source)

    answered = _answer(monkeypatch, tmp_path, {"MODEL_NAME": name}, question)

    assert answered == json.loads(answer)


def test_first_component_of_the_guide_is_served_and_asked_as_it_says(tmp_path):
    """Its five minutes are what many see first, and its client is the first that many write."""
    blocks = _blocks(GUIDE)
    place = next(i for i, (_, text) in enumerate(blocks) if text.startswith("# ask.py"))
    name, source, question, answer = _components()[0]
    (tmp_path / name / ".s2i").mkdir(parents=True)
    (tmp_path / name / ".s2i" / "environment").write_text(f"MODEL_NAME={name}\n")
    (tmp_path / name / f"{name}.py").write_text(source)
    launcher = NewInterpreter(Path(sys.executable))

    with LocalPython(launcher, tmp_path).start(Setting(name)) as subject:
        path, body = _question(question)
        over_rest = requests.post(
            subject.rest_url + path, body, headers={"Content-Type": "application/json"}, timeout=10
        )
        script = blocks[place][1].replace("localhost:9500", subject.grpc_target)
        over_grpc = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30
        )

    assert over_rest.json() == json.loads(answer)
    assert json.loads(over_grpc.stdout) == json.loads(blocks[place + 2][1])


@pytest.mark.parametrize("name", [n for n in _APP_NAMES if n not in _NEEDS_AN_IMAGE])
def test_template_apps_answer_as_their_readme_says(monkeypatch, name):
    """Question, settings and answer are those of the page."""
    blocks = _blocks((APPS / name / "README.md").read_text(encoding="utf-8"))
    words = shlex.split(blocks[0][1].partition("docker run")[2])
    options = [words[place + 1] for place, word in enumerate(words) if word == "-e"]
    pairs = [option.partition("=") for option in options]
    variables = read_s2i_environment(APPS / name) | {key: value for key, _, value in pairs}

    answered = _answer(monkeypatch, APPS / name, variables, blocks[1][1])

    assert answered == json.loads(blocks[2][1])


@pytest.mark.parametrize("name", sorted(path.name for path in APPS.iterdir() if path.is_dir()))
def test_template_apps_have_a_readme_of_one_screen(name):
    """A page that must be scrolled is not read."""
    text = (APPS / name / "README.md").read_text(encoding="utf-8")

    assert f"s2i build python/template-apps/{name} seldon-core-s2i-python {name}" in text
    assert len(text.splitlines()) <= 40


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: str(page.relative_to(PYTHON.parent)))
def test_links_lead_somewhere(page):
    """A link that leads nowhere is worse than none."""
    text = _BLOCK.sub("", page.read_text(encoding="utf-8"))
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]

    broken = [link for link in links if not _leads(page, link)]

    assert broken == []


def _leads(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path) if path else page
    if not target.exists():
        return False
    return not anchor or anchor in _anchors(target.read_text(encoding="utf-8"))


def _anchors(text: str) -> set[str]:
    """Give the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", _BLOCK.sub("", text), re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings]
    return {heading.replace(" ", "-") for heading in plain}
