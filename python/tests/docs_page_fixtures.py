"""The try-it page as its reader sees it."""

from __future__ import annotations

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait


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
