"""Who looks at the page of a run, and with which eyes."""

import re
from collections.abc import Callable

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from seldon_conformance.results import RunReport


class Reader:
    """Who looks at a page."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def text(self, selector: str) -> str:
        """Give what is seen of the first element."""
        return self.driver.find_element(By.CSS_SELECTOR, selector).text

    def all(self, selector: str) -> list[WebElement]:
        """Give the elements that are seen."""
        found = self.driver.find_elements(By.CSS_SELECTOR, selector)
        return [element for element in found if element.is_displayed()]

    def click(self, element: WebElement) -> None:
        """Click an element once it stands still.

        Chromium lays a rule out when it comes into sight (``content-visibility``), and what is
        below it moves then: between the scroll and the click of selenium's own ``click`` too.
        """
        self.driver.execute_async_script(
            """
            const [element, done] = arguments;
            element.scrollIntoView({ block: "center" });
            let top = NaN, still = 0;
            requestAnimationFrame(function look() {
              const now = element.getBoundingClientRect().top;
              still = now === top ? still + 1 : 0;
              top = now;
              if (still === 3) done(); else requestAnimationFrame(look);
            });
            """,
            element,
        )
        element.click()

    def checks(self) -> list[str]:
        """Give the ids of the checks that are seen."""
        found: list[str] = self.driver.execute_script("""
            return [...document.querySelectorAll(".check > summary > code")]
              .filter((id) => id.checkVisibility()).map((id) => id.textContent);
        """)
        return found

    def field(self, name: str) -> WebElement:
        """Give a field of the filter."""
        return self.driver.find_element(By.CSS_SELECTOR, f"#filter [name={name}]")

    def address(self) -> str:
        """Give what stands after the # of the address."""
        return self.driver.current_url.partition("#")[2]


Open = Callable[[RunReport, str], Reader]
"""Opens a report's page, with what stands after the # of its address."""


def seen_without(sight: str, colour: str) -> tuple[float, ...]:
    """Give a colour (0 to 255 each) as seen without a kind of cone, after Machado et al. 2009."""
    matrices = {
        "red": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
        "green": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
        "blue": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
        "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    }
    rgb = [int(part) for part in re.findall(r"\d+", colour)[:3]]
    return tuple(sum(w * c for w, c in zip(row, rgb, strict=True)) for row in matrices[sight])
