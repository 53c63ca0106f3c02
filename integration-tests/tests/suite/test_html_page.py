"""The page of a run, in Debian's Chromium, as its reader sees it."""

import socket
from dataclasses import replace

import pytest
from chromium import complaints, requested_urls
from report_reader import Open
from sample_report import HOSTILE, report_of, sample_report
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

pytest_plugins = ["report_pages"]


def test_headline_says_whether_it_conforms(opened: Open) -> None:
    """It is what most readers came for."""
    reader = opened(sample_report(), "")

    assert reader.text("#headline") == "⚠ The suite itself failed"
    assert reader.text("#tally") == (
        "6 checks: 1 passed, 1 failed, 1 failed as known, 1 unexpectedly passed, "
        "1 left out, 1 unjudged (the suite failed)"
    )
    assert reader.text("#facts").splitlines() == [
        "Subject ours",
        "image model:0.1.0",
        "Subject theirs",
        "http://127.0.0.1:9000",
        "Depth",
        "standard component",
        "Began",
        "2026-11-23T03:30:00Z",
        "Took",
        "2 min 5 s",
        "Version",
        "suite and contract 0.1.0",
    ]
    assert reader.text("#left-out") == "What was left out\nDrain: the subject cannot be stopped."


@pytest.mark.parametrize(
    ("kept", "headline"),
    [
        ([0], "✓ Conforms"),
        ([0, 2], "✓ Conforms, but for 1 known failure"),
        ([0, 3], "✗ Does not conform"),
        ([0, 5], "⚠ The suite itself failed"),
        ([4], "○ Nothing was checked"),
    ],
)
def test_headline_follows_the_outcomes(opened: Open, kept: list[int], headline: str) -> None:
    """A run in which nothing was asked, or the suite broke, has shown nothing."""
    results = sample_report().results
    reader = opened(report_of(*(results[index] for index in kept)), "")

    assert reader.text("#headline") == headline


def test_strict_run_does_not_conform_with_something_left_out(opened: Open) -> None:
    """The page says what the exit code says."""
    results = sample_report().results
    report = replace(report_of(results[0], results[4]), is_strict=True)

    reader = opened(report, "")

    assert reader.text("#headline") == "✗ Does not conform: with --strict nothing may be left out"


def test_table_counts_by_section_subject_and_transport(opened: Open) -> None:
    """Each outcome has a mark beside its colour, and its words for who cannot see."""
    reader = opened(sample_report(), "")
    rows = [
        [cell.get_attribute("textContent") for cell in row.find_elements(By.XPATH, "./*")]
        for row in reader.all("#matrix tr")
    ]

    assert rows == [
        ["Section", "ours", "theirs"],
        ["rest", "rest+grpc", "grpc", "rest"],
        [
            "PAY payloads",
            "✓ 1 passed",
            "",
            "✗ 1 failed",
            "! 1 unexpectedly passed",
        ],
        [
            "ERR errors",
            "",
            "⚠ 1 unjudged (the suite failed)",
            "",
            "≈ 1 failed as known",
        ],
        ["LIM limits", "○ 1 left out", "", "", ""],
    ]


def test_number_in_the_table_filters_the_checks(opened: Open) -> None:
    """From a red number to what it stands for is one click."""
    reader = opened(sample_report(), "")
    reader.click(reader.all("#matrix a.chip[data-outcome=failed]")[0])

    assert reader.checks() == ["tensor-2x3[grpc]"]
    assert reader.address() == "rule=PAY&subject=theirs&way=grpc&outcome=failed"


def test_failure_is_open_and_says_everything(opened: Open) -> None:
    """Got and expected, what it would do in production, how to repeat it, the log's end."""
    reader = opened(sample_report(), "")
    (failed,) = reader.all(".check[data-outcome=failed]")
    shown_hostile = HOSTILE.replace("\x00", "\u2400").replace("\u202e", "\\u202e")

    assert [part.text for part in reader.all(".part:first-child .rule > h3 > a")] == [
        "PAY-1",
        "PAY-4",
        "ERR-3",
    ]
    assert failed.find_element(By.TAG_NAME, "summary").text == (
        "✗ failed tensor-2x3[grpc] theirs · grpc · java · 0.03 s"
    )
    assert [
        cell.text for cell in failed.find_elements(By.CSS_SELECTOR, ".findings tbody > tr > *")
    ] == [
        "data.tensor.values[1]",
        "4.0",
        "2.0",
        "data.names",
        shown_hostile,
        "nothing",
    ]
    assert "In production: Rows and columns change places." in failed.text
    assert failed.find_element(By.CSS_SELECTOR, ".log").text == (
        f"started\n{shown_hostile}\nstopped"
    )
    assert reader.text("[data-number='PAY-4'] .words") == (
        "tensor is row-major: values has as many numbers as shape says."
    )


def test_other_checks_are_behind_one_line(opened: Open) -> None:
    """A thousand green lines hide the red one. Known failures are seen, but closed."""
    reader = opened(sample_report(), "")

    assert reader.checks() == [
        "no-payload[rest]",
        "tensor-2x3[grpc]",
        "malformed[rest+grpc]",
        "malformed[rest]",
    ]
    reader.click(reader.all("[data-number='PAY-4'] .group > summary")[0])
    assert "tensor-2x3[rest]" in reader.checks()


def test_rule_that_others_hold_as_well_links_to_their_checks(opened: Open) -> None:
    """PAY-18 has no check of its own here, and still two that would notice."""
    reader = opened(sample_report(), "")
    said = reader.text("[data-number='PAY-18']")
    reader.click(reader.all("[data-number='PAY-18'] p > a")[0])

    assert said == "PAY-18\nNumbers compare by value.\nTouched by 2 checks of other rules."
    assert reader.checks() == ["tensor-2x3[grpc]", "tensor-2x3[rest]"]
    assert [rule.text for rule in reader.all(".rule > h3 > a")] == ["PAY-4", "PAY-18"]


@pytest.mark.parametrize(
    ("state", "ids"),
    [
        ("#q=columns+java", ["tensor-2x3[grpc]"]),
        ("#rule=ERR", ["malformed[rest+grpc]", "malformed[rest]"]),
        ("#rule=PAY-4", ["tensor-2x3[grpc]", "tensor-2x3[rest]"]),
        (
            "#language=python",
            ["malformed[rest+grpc]", "tensor-2x3[rest]", "limits::body_of_the_limit[rest]"],
        ),
        ("#way=grpc", ["tensor-2x3[grpc]"]),
        ("#outcome=known&outcome=left+out", ["malformed[rest]", "limits::body_of_the_limit[rest]"]),
        ("#subject=theirs&way=rest", ["no-payload[rest]", "malformed[rest]"]),
        ("#q=nowhere", []),
    ],
)
def test_address_says_what_is_shown(opened: Open, state: str, ids: list[str]) -> None:
    """A link shows its reader what its sender saw."""
    reader = opened(sample_report(), state)

    assert sorted(reader.checks()) == sorted(ids)
    assert reader.text("#shown") == f"{len(ids)} of 6 checks shown"


def test_filter_is_kept_in_the_address(opened: Open) -> None:
    """What one chooses can be sent on, and reset."""
    reader = opened(sample_report(), "")
    reader.field("q").send_keys("tensor-2x3")
    Select(reader.field("language")).select_by_value("python")
    reader.click(reader.all("#filter [name=outcome][value=passed]")[0])

    assert reader.address() == "q=tensor-2x3&language=python&outcome=passed"
    assert reader.checks() == ["tensor-2x3[rest]"]
    reader.driver.refresh()
    assert reader.checks() == ["tensor-2x3[rest]"]
    assert reader.field("q").get_property("value") == "tensor-2x3"
    reader.click(reader.all("#filter [type=reset]")[0])
    WebDriverWait(reader.driver, 10, 0.02).until(lambda _: reader.address() == "")
    assert len(reader.checks()) == 4


def test_line_to_repeat_is_copied_as_it_is(opened: Open) -> None:
    """Quotes and all; where a browser gives no clipboard the line is selected."""
    reader = opened(sample_report(), "")
    reader.driver.execute_script(
        "navigator.clipboard.writeText = async (line) => { window.copied = line; }"
    )
    button = reader.all(".check[data-outcome=failed] .copy")[0]
    reader.click(button)
    copied = reader.driver.execute_script("return window.copied")
    reader.driver.execute_script("navigator.clipboard.writeText = () => Promise.reject()")
    reader.click(button)
    selected = reader.driver.execute_script("return String(getSelection())")

    assert copied == sample_report().results[1].repeat
    assert (selected, reader.text(".repeat [role=status]")) == (copied, "Selected; press Ctrl+C.")


def test_hostile_text_stays_text(opened: Open) -> None:
    """What a subject answers must not run, load or hide anything."""
    reader = opened(sample_report(), "")

    assert reader.driver.find_elements(By.CSS_SELECTOR, "img, script[src], [onerror]") == []
    assert len(reader.driver.find_elements(By.TAG_NAME, "script")) == 1
    assert complaints(reader.driver) == []
    assert {url.partition("#")[0] for url in requested_urls(reader.driver)} <= {
        "about:blank",
        "data:,",
        reader.driver.current_url.partition("#")[0],
    }


def test_policy_stops_what_gets_past_the_escaping(opened: Open) -> None:
    """The page's own policy is the second wall: nobody is asked, nothing runs."""
    reader = opened(sample_report(), "")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        reader.driver.execute_async_script(
            """
            const done = arguments[1];
            document.addEventListener("securitypolicyviolation", (event) => {
              if (event.effectiveDirective === "script-src-attr") done();
            });
            document.body.insertAdjacentHTML("beforeend",
              `<img src="http://127.0.0.1:${arguments[0]}/x" onerror="window.ran = 1">`);
            """,
            listener.getsockname()[1],
        )

        with pytest.raises(BlockingIOError):
            listener.accept()
    assert reader.driver.execute_script("return window.ran") is None
