"""The page of a run is for whoever reads it: without script, by keyboard, in colours, on paper."""

import itertools

import pytest
from chromium import contrast, prefer_colours
from report_reader import Open, seen_without
from sample_report import passed, report_of, sample_report
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

pytest_plugins = ["report_pages"]


def test_it_is_whole_without_script(opened: Open) -> None:
    """Mail programs and build servers show pages without it; the filter would be a dead form."""
    reader = opened(sample_report(), "")
    reader.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        reader.driver.refresh()
        controls = reader.all("#filter, .copy")
        failures = [check.text for check in reader.all(".check > summary > code")]
    finally:
        reader.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})

    assert controls == []
    assert failures == [
        "no-payload[rest]",
        "tensor-2x3[grpc]",
        "malformed[rest+grpc]",
        "malformed[rest]",
    ]


def test_it_works_by_keyboard_alone(opened: Open) -> None:
    """Tab reaches the filter; the enter key opens what is closed."""
    reader = opened(sample_report(), "")
    ActionChains(reader.driver).send_keys(Keys.TAB).perform()
    first = reader.driver.switch_to.active_element.text
    reader.field("q").send_keys("malformed[rest]", Keys.ENTER)
    summary = reader.all(".check[data-outcome=known] > summary")[0]
    summary.send_keys(Keys.ENTER)

    assert first == "To the checks"
    assert reader.checks() == ["malformed[rest]"]
    assert "Upstream answers 500 to what the client sent." in reader.all(".reason")[0].text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_readable_in_light_and_dark(opened: Open, scheme: str) -> None:
    """WCAG AA asks for 4.5 to 1."""
    reader = opened(sample_report(), "")
    prefer_colours(reader.driver, scheme)
    colours = reader.driver.execute_script("""
        const behind = (node) => {
          const colour = getComputedStyle(node).backgroundColor;
          const isClear = colour === "rgba(0, 0, 0, 0)";
          return isClear && node.parentElement ? behind(node.parentElement) : colour;
        };
        const kinds = "h1, h2, small, .about, .chip, .words, pre, td, dt, a, button";
        return [...document.querySelectorAll(kinds)]
          .map((node) => [node.outerHTML.slice(0, 80), getComputedStyle(node).color, behind(node)]);
    """)

    assert [found for found in colours if contrast(found[1], found[2]) < 4.5] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sight", ["red", "green", "blue", "all"])
def test_outcomes_are_told_apart_without_one_kind_of_cone(
    opened: Open, scheme: str, sight: str
) -> None:
    """One man in twelve sees red and green alike; passed and failed must not be that pair."""
    reader = opened(sample_report(), "")
    prefer_colours(reader.driver, scheme)
    grounds = reader.driver.execute_script("""
        const chips = [...document.querySelectorAll("#filter .chip")];
        return chips.map((chip) => [chip.dataset.outcome, getComputedStyle(chip).backgroundColor]);
    """)
    seen = {outcome: seen_without(sight, colour) for outcome, colour in grounds}
    near = [
        (red, quiet)
        for red, quiet in itertools.product(
            ("failed", "broken", "unexpected"), ("passed", "known", "left out")
        )
        if sum(abs(a - b) for a, b in zip(seen[red], seen[quiet], strict=True)) < 90
    ]

    assert len(seen) == 6
    assert near == []


def test_three_thousand_results_open_fast(opened: Open) -> None:
    """A run against several images has so many; a tenth of this limit is what it takes."""
    reader = opened(report_of(*map(passed, range(3000))), "")
    ready_ms = reader.driver.execute_script(
        "return performance.getEntriesByType('navigation')[0].loadEventEnd"
    )
    filter_ms = reader.driver.execute_script("""
        const began = performance.now();
        document.querySelector("#filter [name=q]").value = "case-2999";
        changed();
        document.body.offsetHeight;
        return performance.now() - began;
    """)

    assert reader.checks() == ["case-2999[grpc]"]
    assert (ready_ms < 5000, filter_ms < 2000) == (True, True)


def test_it_prints_without_its_controls(opened: Open) -> None:
    """On paper there is nothing to press, and nothing scrolls."""
    reader = opened(sample_report(), "")
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        controls = reader.all("#filter, .copy, .skip")
        heights = {
            reader.driver.execute_script("return getComputedStyle(arguments[0]).maxHeight", found)
            for found in reader.all("pre")
        }
    finally:
        reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})

    assert (controls, heights) == ([], {"none"})
