"""Fixtures of the tests that open the page of a run; a plugin, which they name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import chromium, forget_logs
from report_reader import Open, Reader
from selenium import webdriver

from seldon_conformance.reports.html import page
from seldon_conformance.results import RunReport


@pytest.fixture(scope="module")
def driver() -> Iterator[webdriver.Chrome]:
    """Start one browser for all tests of a file."""
    with chromium() as started:
        yield started


@pytest.fixture
def opened(driver: webdriver.Chrome, tmp_path: Path) -> Open:
    """Write a report's page to a file, as a run does, and open it with what stands after the #."""
    forget_logs(driver)

    def open_page(report: RunReport, state: str) -> Reader:
        path = tmp_path / "report.html"
        path.write_text(page(report), encoding="utf-8")
        driver.get("about:blank")
        driver.get(f"{path.as_uri()}{state}")
        return Reader(driver)

    return open_page
