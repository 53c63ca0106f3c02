"""Debian's Chromium without a window, for the pages that this repository makes."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from selenium import webdriver


@contextmanager
def chromium() -> Iterator[webdriver.Chrome]:
    """Start Chromium without a window; it finds no name and no address but this machine's."""
    browser, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if not browser or not chromedriver:
        pytest.skip("no chromium and chromedriver (on Debian: apt-get install chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for argument in (
        "--headless=new",
        "--no-sandbox",  # it does not start as root with one
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(executable_path=chromedriver)
    with webdriver.Chrome(options, service) as started:
        yield started


def forget_logs(driver: webdriver.Chrome) -> None:
    """Drop what the test before has left: its complaints and its requests."""
    for kind in ("browser", "performance"):
        _log(driver, kind)


def complaints(driver: webdriver.Chrome) -> list[str]:
    """Give what the browser's console has said since the last time."""
    return [entry["message"] for entry in _log(driver, "browser")]


def requested_urls(driver: webdriver.Chrome) -> set[str]:
    """Give the addresses that the browser has asked for since the last time."""
    entries = _log(driver, "performance")
    events = [json.loads(entry["message"])["message"] for entry in entries]
    return {
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    }


def _log(driver: Any, kind: str) -> list[dict[str, Any]]:
    """Take a log's entries; selenium says no types for them."""
    entries: list[dict[str, Any]] = driver.get_log(kind)
    return entries


def prefer_colours(driver: webdriver.Chrome, scheme: str) -> None:
    """Make the page light or dark, as its reader's system would."""
    feature = {"name": "prefers-color-scheme", "value": scheme}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


def contrast(first: str, second: str) -> float:
    """Give the contrast of two colours, as WCAG defines it; ``rgb(1, 2, 3)`` each."""

    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        red, green, blue = (
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
