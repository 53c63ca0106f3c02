"""The server's own metrics, around requests of its verbs."""

import pytest

from seldon_conformance.check import check, expect
from seldon_conformance.compare import Difference
from seldon_conformance.example import Example
from seldon_conformance.line import Line
from seldon_conformance.metrics_port import expect_growth, scraped, scraped_once
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport

REQUESTS = 10
COUNTER = "seldon_microservice_requests_total"
METHODS = {
    "predict": "predict",
    "transform-input": "inputtransform",
    "transform-output": "outputtransform",
    "route": "router",
    "aggregate": "aggregate",
    "send-feedback": "feedback",
}
GOOD = {Transport.REST: "200", Transport.GRPC: "OK"}
ALWAYS_THERE = [
    "seldon_microservice_info",
    "seldon_microservice_ready",
    "seldon_microservice_calls_waiting",
    "seldon_microservice_calls_running",
]


@pytest.mark.parametrize("path", ["/metrics", "/prometheus"])
@check("MTR-1", over=Transport.REST, bug="Prometheus gets nothing, and no alert ever comes.")
def test_metrics_are_prometheus_text(subject: Subject, path: str) -> None:
    """Both paths give text that Prometheus reads."""
    scraped(subject, path)


@check("MTR-8", over=Transport.REST, bug="An alert on a server that is not ready never comes.")
def test_server_tells_of_itself(subject: Subject) -> None:
    """What is about the server is there in each scrape."""
    there = {sample.name for sample in scraped(subject).samples.values()}

    expect(Difference(name, "nothing", "a sample") for name in ALWAYS_THERE if name not in there)


@check(
    "MTR-7", over=tuple(Transport), bug="Rates and error budgets are worked out of wrong counts."
)
def test_each_request_counts_once(subject: Subject, example: Example, transport: Transport) -> None:
    """So many good answers are so many more in the counter, of the verb and the transport."""
    labels = {
        "method": METHODS[example.verb],
        "transport": str(transport),
        "code": GOOD[transport],
    }
    before = scraped(subject).total(COUNTER, **labels)

    with Line(subject, transport) as line:
        for _ in range(REQUESTS):
            line.ask(example)

    after = scraped_once(
        subject, lambda scrape: scrape.total(COUNTER, **labels) >= before + REQUESTS
    ).total(COUNTER, **labels)
    if after - before != REQUESTS:
        expect([Difference(COUNTER, f"{after - before:g} more", f"{REQUESTS} more")])


@check(
    "MTR-7", "MTR-2", over=Transport.REST, bug="Prometheus takes a fall for a restart: rates jump."
)
def test_counters_never_fall(subject: Subject, example: Example) -> None:
    """Of two scrapes the second has each counter and bucket of the first, and none is lower."""
    before = scraped(subject).growing()

    with Line(subject, Transport.REST) as line:
        for _ in range(REQUESTS):
            line.ask(example)

    expect_growth(before, scraped(subject).growing())
