"""Asks a subject for its metrics."""

import time
from collections.abc import Callable, Mapping

import pytest

from seldon_conformance.check import ViolationError, expect
from seldon_conformance.compare import Difference
from seldon_conformance.prometheus_text import Scrape, read_scrape
from seldon_conformance.rest_client import RestClient, RestRequest
from seldon_conformance.rest_judge import rest_differences
from seldon_conformance.subjects import Subject

# An answer may be counted just after it has been sent.
_COUNTED_WITHIN_S = 1.0
_POLL_INTERVAL_S = 0.05


def scraped(subject: Subject, path: str = "/metrics") -> Scrape:
    """Scrape the subject's metrics; skip the check if nobody said where they are.

    Raises:
        ViolationError: There are none at the path, or they are no Prometheus text.
        SubjectError: There is no answer.
    """
    if not subject.metrics_url:
        pytest.skip("needs the URL of the metrics port")
    answer = RestClient(subject.metrics_url).send(RestRequest("GET", path, {}, None))
    expected = {"http": {"status": 200, "headers": {"Content-Type": "text/plain"}}}
    expect(rest_differences(answer, expected, 0.0))
    try:
        return read_scrape(answer.body.decode("utf-8"))
    except ValueError as error:
        found = Difference("body", str(error), "Prometheus text in UTF-8")
        raise ViolationError([found]) from error


def expect_growth(before: Mapping[str, float], after: Mapping[str, float]) -> None:
    """Fail the check if a counter is lower than in an earlier scrape, or gone.

    Args:
        before: ``Scrape.growing`` of the earlier one.
        after: Of the later one.

    Raises:
        ViolationError: One is.
    """
    expect(
        Difference(series, f"{after.get(series, 'nothing')}", f"{value} or more")
        for series, value in before.items()
        if not after.get(series, -1.0) >= value
    )


def scraped_once(subject: Subject, is_reached: Callable[[Scrape], bool]) -> Scrape:
    """Scrape until the metrics are as they will be, or for a second.

    Args:
        subject: With metrics.
        is_reached: Tells of a scrape whether all is counted.

    Raises:
        ViolationError: As ``scraped``.
        SubjectError: As ``scraped``.
    """
    deadline = time.monotonic() + _COUNTED_WITHIN_S
    scrape = scraped(subject)
    while not is_reached(scrape) and time.monotonic() < deadline:
        time.sleep(_POLL_INTERVAL_S)
        scrape = scraped(subject)
    return scrape
