"""The try-it page, in Debian's Chromium against a real server."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import (
    chromium,
    complaints,
    contrast,
    forget_logs,
    prefer_colours,
    requested_urls,
)
from docs_page_fixtures import Page
from doubles import reply_of, rest_of
from seldon_conformance.local_python import LocalPython
from seldon_conformance.server_processes import NewInterpreter
from seldon_conformance.vectors import Setting
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from seldon_wrapper.rest import docs

COMPONENT = """
class Shown:
    def predict(self, X, names, meta=None):
        if isinstance(X, str):
            raise ValueError(f"no text: {X}")
        return X

    def init_metadata(self):
        return {
            "name": "<b>shown</b>",
            "versions": ["1.2"],
            "platform": "sklearn",
            "inputs": [
                {"messagetype": "ndarray", "schema": {"names": ["age", "size"], "shape": [2]}}
            ],
            "outputs": [{"messagetype": "tensor", "schema": {"names": ["score"], "shape": [1]}}],
        }
"""


@pytest.fixture(scope="module")
def server_url(tmp_path_factory) -> Iterator[str]:
    """Serve a component that tells its metadata."""
    directory = tmp_path_factory.mktemp("apps")
    (directory / "Shown" / ".s2i").mkdir(parents=True)
    (directory / "Shown" / ".s2i" / "environment").write_text("MODEL_NAME=Shown\n")
    (directory / "Shown" / "Shown.py").write_text(textwrap.dedent(COMPONENT))
    launcher = NewInterpreter(Path(sys.executable))
    with LocalPython(launcher, directory).start(Setting("Shown")) as subject:
        yield subject.rest_url


@pytest.fixture(scope="module")
def driver() -> Iterator[webdriver.Chrome]:
    """Start one browser for all tests."""
    with chromium() as started:
        yield started


@pytest.fixture
def page(driver, server_url) -> Page:
    """Open the page, and wait until it is filled."""
    forget_logs(driver)
    driver.get(f"{server_url}/docs")
    found = Page(driver)
    WebDriverWait(driver, 10, 0.02).until(lambda _: found.body)
    return found


def test_the_page_is_filled_from_the_document_and_the_metadata(page):
    """MDA-5: what can be asked, and of whom."""
    labels = [label.text for label in page.verbs.find_elements(By.TAG_NAME, "label")]

    assert labels == [
        "predict",
        "transform-input",
        "transform-output",
        "route",
        "aggregate",
        "send-feedback",
    ]
    # As text: a component's metadata must not become markup.
    assert (page.name.text, page.about.text) == ("<b>shown</b>", "sklearn, version 1.2")
    assert page.summary.text == (
        "Ask the component for its answer to a payload. "
        "Also at /api/v0.1/predictions, /api/v1.0/predictions."
    )
    assert json.loads(page.body) == {"data": {"names": ["age", "size"], "ndarray": [[1, 2]]}}
    assert json.loads(page.metadata.text)["name"] == "<b>shown</b>"


def test_a_request_is_filled_in_and_answered(page):
    """The way of everybody who opens it: change a value, send, read."""
    page.fill('{"data": {"ndarray": [[10, 21.5]]}}')
    outcome, line = page.sent()

    assert outcome == "good"
    assert re.fullmatch(r"200 OK in \d+\.\d ms, \d+ characters", line)
    assert page.answer.text == textwrap.dedent("""\
        {
          "data": {
            "names": ["t:0", "t:1"],
            "ndarray": [
              [10.0, 21.5]
            ]
          },
          "meta": {}
        }""")


def test_digits_are_shown_as_they_came(page):
    """An integer beyond 2^53 is exact over REST, so the page must not round it."""
    page.fill('{"jsonData": {"id": 9007199254740993, "text": "a, [b] {c}: \\\\"}}')
    page.sent()

    assert page.answer.text == textwrap.dedent("""\
        {
          "jsonData": {"id": 9007199254740993, "text": "a, [b] {c}: \\\\"},
          "meta": {}
        }""")


def test_the_line_of_curl_does_the_same(page):
    """It is what one copies into a script; quotes in the body must survive the shell."""
    page.fill("""{"jsonData": {"text": "it's $HOME"}}""")
    page.sent()
    line = page.curl.text

    done = subprocess.run(
        ["sh", "-c", line], capture_output=True, text=True, check=True, timeout=30
    )
    assert json.loads(done.stdout) == json.loads(page.answer.text)
    assert json.loads(done.stdout)["jsonData"] == {"text": "it's $HOME"}


@pytest.mark.parametrize(
    ("verb", "body", "line", "info"),
    [
        ("predict", "{", "Error: 400 BAD REQUEST", "body: malformed JSON"),
        ("predict", '{"strData": "x"}', "Error: 500 INTERNAL SERVER ERROR", "no text: x"),
        ("route", "", "Error: 501 NOT IMPLEMENTED", "route is not implemented by this component"),
    ],
)
def test_an_error_is_shown_as_one(page, verb, body, line, info):
    """What the server says is what helps, and red alone says nothing to many."""
    page.choose(verb)
    if body:
        page.fill(body)
    outcome, said = page.sent()

    assert (outcome, said.partition(" in ")[0].upper()) == ("bad", line.upper())
    assert json.loads(page.answer.text)["status"]["info"] == info


def test_a_server_that_is_gone_is_said(page):
    """The page stays open while a container is restarted."""
    page.driver.execute_script("window.fetch = () => Promise.reject(new TypeError('gone'))")
    outcome, line = page.sent()

    assert (outcome, line) == ("bad", "No answer: gone")


@pytest.mark.parametrize(
    ("verb", "status", "example"),
    [
        ("predict", "200", {"data": {"names": ["age", "size"], "ndarray": [[1, 2]]}}),
        ("transform-input", "200", {"data": {"names": ["age", "size"], "ndarray": [[1, 2]]}}),
        (
            "transform-output",
            "200",
            {"data": {"names": ["score"], "tensor": {"shape": [1, 1], "values": [1]}}},
        ),
        ("route", "501", {"data": {"names": ["age", "size"], "ndarray": [[1, 2]]}}),
        (
            "aggregate",
            "501",
            {"seldonMessages": [{"data": {"names": ["age", "size"], "ndarray": [[1, 2]]}}] * 2},
        ),
        (
            "send-feedback",
            "200",
            {
                "request": {"data": {"names": ["age", "size"], "ndarray": [[1, 2]]}},
                "response": {
                    "data": {"names": ["score"], "tensor": {"shape": [1, 1], "values": [1]}}
                },
                "truth": {"data": {"names": ["score"], "tensor": {"shape": [1, 1], "values": [1]}}},
                "reward": 1,
            },
        ),
    ],
)
def test_each_verb_has_an_example_that_the_server_reads(page, verb, status, example):
    """MDA-5: an example that is a 400 teaches the wrong thing."""
    page.choose(verb)
    shown = json.loads(page.body)
    _, line = page.sent()

    assert shown == example
    assert status in line


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        ([], None),
        (
            [{"messagetype": "tensor", "schema": {"shape": [-1, 2, 2]}}],
            {"data": {"names": [], "tensor": {"shape": [1, 2, 2], "values": [1, 2, 3, 4]}}},
        ),
        (
            [{"messagetype": "ndarray", "schema": {"names": ["a", "b", "c"]}}],
            {"data": {"names": ["a", "b", "c"], "ndarray": [[1, 2, 3]]}},
        ),
        (
            [{"messagetype": "tftensor", "schema": {"shape": [2]}}],
            {
                "data": {
                    "names": [],
                    "tftensor": {
                        "dtype": "DT_FLOAT",
                        "tensorShape": {"dim": [{"size": "1"}, {"size": "2"}]},
                        "floatVal": [1, 2],
                    },
                }
            },
        ),
        (
            [{"messagetype": "tensor", "schema": {"shape": [224, 224, 3]}}],
            {"data": {"names": [], "tensor": {"shape": [1, 2], "values": [1, 2]}}},
        ),
        ([{"messagetype": "strData"}], {"strData": "text"}),
        ([{"messagetype": "binData"}], {"binData": "AAH/"}),
        (
            [
                {
                    "messagetype": "jsonData",
                    "schema": {
                        "type": "object",
                        "properties": {
                            "age": {"type": "integer"},
                            "kind": {"enum": ["a", "b"]},
                            "tags": {"type": "array", "items": {"type": "string"}},
                        },
                    },
                }
            ],
            {"jsonData": {"age": 1, "kind": "a", "tags": ["text"]}},
        ),
        (
            [{"name": "x", "datatype": "FP32", "shape": [-1, 3]}],
            {"data": {"names": [], "ndarray": [[1, 2, 3]]}},
        ),
        (
            [
                {"name": "age", "datatype": "INT64", "shape": [-1, 1]},
                {"name": "town", "datatype": "BYTES", "shape": [-1]},
                {"name": "new", "datatype": "BOOL", "shape": [-1, 1]},
            ],
            {"data": {"names": ["age", "town", "new"], "ndarray": [[1, "text", True]]}},
        ),
        ([{"messagetype": "customData"}], None),
    ],
)
def test_an_example_follows_the_metadata(driver, server_url, inputs, message):
    """MDA-5: names, shape and types are the component's; None means the document's own example."""
    if not driver.current_url.startswith(server_url):
        driver.get(f"{server_url}/docs")

    assert driver.execute_script("return messageOf(arguments[0])", inputs) == message


def test_metadata_that_fails_is_shown_and_the_page_works(driver):
    """MDA-2: verbs answer all the same, so the document's examples take their place."""
    apps = Path(__file__).parents[1] / "template-apps"
    with LocalPython(NewInterpreter(Path(sys.executable)), apps).start(
        Setting("failing")
    ) as failing:
        driver.get(f"{failing.rest_url}/docs")
        page = Page(driver)
        WebDriverWait(driver, 10, 0.02).until(lambda _: page.body)
        shown = json.loads(page.metadata.text)
        outcome, line = page.sent()

    assert shown["status"]["info"] == "Model metadata unavailable"
    assert page.name.text == "Seldon component"
    assert json.loads(page.body) == {"data": {"names": ["a", "b"], "ndarray": [[1, 2], [3, 4]]}}
    assert (outcome, line.partition(" in ")[0]) == ("good", "200 OK")


def test_it_works_by_keyboard_alone(page):
    """Who has no mouse reaches the verbs, the body and the answer in this order."""
    keys = ActionChains(page.driver)
    keys.send_keys(Keys.TAB, Keys.ARROW_DOWN, Keys.ARROW_DOWN).perform()
    verb = page.driver.switch_to.active_element.get_attribute("value")
    # To the choice of an example, and to the body.
    keys.reset_actions()
    keys.send_keys(Keys.TAB, Keys.TAB).perform()
    field = page.driver.switch_to.active_element.get_attribute("id")
    keys.reset_actions()
    keys.key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    outcome, _ = page.outcome()

    assert (verb, field, outcome) == ("/transform-output", "body", "good")
    assert json.loads(page.answer.text)["data"]["names"] == ["score"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_readable_in_light_and_dark(page, scheme):
    """WCAG AA asks for 4.5 to 1."""
    prefer_colours(page.driver, scheme)
    page.fill("{")
    page.sent()
    colours = page.driver.execute_script("""
        const behind = (node) => {
          const colour = getComputedStyle(node).backgroundColor;
          return colour === "rgba(0, 0, 0, 0)" ? behind(node.parentElement) : colour;
        };
        const ids = ["name", "about", "summary", "body", "send", "keys", "status", "answer"];
        return ids.map((id) => [id, getComputedStyle(document.getElementById(id)).color,
                                behind(document.getElementById(id))]);
    """)

    weak = [id_ for id_, text, ground in colours if contrast(text, ground) < 4.5]
    assert weak == []
    is_dark = contrast(colours[0][2], "rgb(0, 0, 0)") < 4.5
    assert is_dark == (scheme == "dark")


def test_nothing_comes_from_elsewhere_and_nothing_is_complained_of(page, server_url):
    """MDA-5: it works where there is no other network, and breaks no rule of its own policy."""
    page.sent()
    urls = requested_urls(page.driver)

    assert urls == {
        f"{server_url}/{path}" for path in ("docs", "seldon.json", "metadata", "predict")
    }
    assert complaints(page.driver) == []


def test_the_policy_lets_nothing_else_run():
    """The hashes are those of the parts, and the header says the same as the page."""
    text = docs.page().decode()
    policy = docs.headers()["Content-Security-Policy"]

    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (part,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    in_page = policy.removesuffix("; frame-ancestors 'self'")
    assert f'content="{in_page}"' in text
    assert re.findall(r"https?://|\son\w+=|\sstyle=", text) == []


def test_the_page_is_served_with_its_headers():
    """MDA-5: GET alone, and ready to be looked at before the component is."""

    class Model:
        def predict(self, X, names):
            return X

    face = rest_of(Model())
    answer = reply_of(face, "/docs", method="GET")
    refused = reply_of(face, "/docs", method="POST")
    lines = answer.headers.decode().splitlines()

    assert (answer.status, answer.body) == (200, docs.page())
    assert "Content-Type: text/html; charset=utf-8" in lines
    assert {f"{name}: {value}" for name, value in docs.headers().items()} <= set(lines)
    assert refused.status == 405
