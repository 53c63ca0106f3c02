"""Debian's Chromium, and the try-it page as its reader sees it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait


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


class Page:
    """The page as its reader sees it."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def __getattr__(self, name: str) -> WebElement:
        return self.driver.find_element(By.ID, name)

    @property
    def body(self) -> str:
        """The request's body as it stands in the form."""
        return self.driver.find_element(By.ID, "body").get_property("value")

    def choose(self, verb: str) -> None:
        """Click a verb."""
        self.driver.find_element(By.CSS_SELECTOR, f"[name=verb][value='/{verb}']").click()

    def fill(self, text: str) -> None:
        """Type a body in place of the example."""
        field = self.driver.find_element(By.ID, "body")
        field.clear()
        field.send_keys(text)

    def outcome(self) -> tuple[str, str]:
        """Wait for the answer, and give its outcome (good or bad) and the line that says so."""
        WebDriverWait(self.driver, 10, 0.02).until(
            lambda _: self.status.get_attribute("data-outcome")
        )
        return self.status.get_attribute("data-outcome") or "", self.status.text

    def sent(self) -> tuple[str, str]:
        """Press the button, and give ``outcome``."""
        self.send.click()
        return self.outcome()


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
