"""The page of a run against a builder, in Debian's Chromium: its words are a builder's."""

import pytest
from chromium import complaints
from report_reader import Open, Reader
from sample_report import builder_report
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from seldon_conformance.reports.matrix import matrix

pytest_plugins = ["report_pages"]


@pytest.fixture
def reader(opened: Open) -> Reader:
    """Who looks at the page of a builder's report."""
    return opened(builder_report(), "")


def test_head_tells_the_image(reader: Reader) -> None:
    """Which build of the builder it was is part of its name."""
    assert reader.text("#headline") == "✗ Does not conform"
    assert reader.text("#tally") == "3 checks: 2 passed, 1 failed"
    assert reader.text("#facts").splitlines()[:4] == [
        "Subject b:1",
        "image b:1, 303 MB, sha256:0123456789ab; s2i v1.6.3",
        "Depth",
        "builder of Python components",
    ]
    assert complaints(reader.driver) == []


def test_table_has_a_line_for_each_row_and_a_column_for_each_mode(reader: Reader) -> None:
    """A builder has rows and modes; sections and transports are a component's."""
    rows = [
        [cell.get_attribute("textContent") for cell in row.find_elements(By.XPATH, "./*")]
        for row in reader.all("#matrix tr")
    ]

    assert reader.text("#matrix-heading") == "What a builder owes"
    assert rows == [
        ["Row", "b:1"],
        ["image", "s2i", "dockerfile"],
        ["C01 what the image says of itself", "✓ 1 passed", "", ""],
        ["C13 signals", "", "✓ 1 passed", "✗ 1 failed"],
    ]


def test_failure_tells_how_to_build_again(reader: Reader) -> None:
    """Nothing is sent to a builder, and the log is a build's."""
    (failed,) = reader.all(".check[data-outcome=failed]")

    assert [part.text for part in reader.all(".part > h2")] == [
        "Rows that fail (1)",
        "Other rows (1)",
    ]
    assert reader.text("[data-number=C13] h3").split() == [
        *("C13", "signals", "✓", "1", "passed", "✗", "1", "failed"),
    ]
    assert failed.text.splitlines() == [
        "✗ failed signals::docker_stop[dockerfile] b:1 · dockerfile · python · 0.50 s",
        "where got expected",
        "assertion",
        "137",
        "0",
        "Why it matters: A shell.",
        "To build it again:",
        "s2i build . b:1 app --as-dockerfile Dockerfile && docker build .",
        "Copy",
        "End of the build's log:",
        "---> Done",
        "C13 · this check alone",
    ]


def test_checks_are_filtered_by_row_and_by_mode(reader: Reader) -> None:
    """Each row stands once among the choices, though it is a section too."""
    rows, modes = Select(reader.field("rule")), Select(reader.field("way"))
    modes.select_by_value("s2i")
    WebDriverWait(reader.driver, 10, 0.02).until(lambda _: reader.address() == "way=s2i")

    assert [option.text for option in rows.options] == ["all", "C01", "C13"]
    assert [option.text for option in modes.options] == ["all", "image", "s2i", "dockerfile"]
    assert reader.checks() == ["signals::docker_stop[s2i]"]
    assert [label.text.split()[0] for label in reader.all("#filter > label")] == [
        *("Text", "Row", "Subject", "Language", "Mode"),
    ]
    assert reader.text("#shown") == "1 of 3 checks shown"


def test_terminal_has_the_same_table() -> None:
    """Without the name of the image, which stands at the head of the run."""
    assert matrix(builder_report()).splitlines() == [
        "                                    image     s2i       dockerfile",
        "C01: what the image says of itself  1 passed  -         -",
        "C13: signals                        -         1 passed  1 failed",
        "total                               1 passed  1 passed  1 failed",
    ]
