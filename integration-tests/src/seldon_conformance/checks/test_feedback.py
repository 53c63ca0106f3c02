"""Feedback that comes from many callers at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from seldon_conformance.check import check, expect
from seldon_conformance.compare import Difference
from seldon_conformance.example import Example
from seldon_conformance.line import Line
from seldon_conformance.metrics_port import scraped, scraped_once
from seldon_conformance.prometheus_text import Scrape
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport

CALLERS = 8
FEEDBACKS = 24
REWARD = 0.5
COUNTERS = {
    "seldon_api_model_feedback_total": float(FEEDBACKS),
    "seldon_api_model_feedback_reward_total": FEEDBACKS * REWARD,
}


@check(
    "MTR-5",
    over=tuple(Transport),
    bug="Whoever compares models by their rewards compares wrong sums.",
)
def test_each_feedback_counts_once(subject: Subject, example: Example) -> None:
    """Feedback over both transports at once counts, each once, and so do the rewards."""
    feedback = _feedback(example)
    with Line(subject, Transport.REST) as rest, Line(subject, Transport.GRPC) as grpc:
        if refused := rest.problems(feedback):
            pytest.skip(f"the component refuses feedback: {refused[0]}")
        before = _counted(scraped(subject))
        if not any(before.values()):
            pytest.skip("the first feedback did not count: SELDON_EXECUTOR_ENABLED may be false")

        with ThreadPoolExecutor(CALLERS) as pool:
            lines = [rest, grpc] * (FEEDBACKS // 2)
            list(pool.map(lambda line: line.ask(feedback), lines))

    def is_reached(scrape: Scrape) -> bool:
        after = _counted(scrape)
        return all(after[name] >= before[name] + more for name, more in COUNTERS.items())

    after = _counted(scraped_once(subject, is_reached))
    expect(
        Difference(name, f"{after[name] - before[name]:g} more", f"{more:g} more")
        for name, more in COUNTERS.items()
        if after[name] - before[name] != more
    )


@check("MET-8", over=tuple(Transport), bug="Feedback cannot be followed through the graph.")
def test_feedback_keeps_the_requests_puid(
    subject: Subject, example: Example, transport: Transport
) -> None:
    """The answer to feedback has the puid of the request that it is about."""
    feedback = _feedback(example).with_meta({"puid": "conformance-feedback"})

    with Line(subject, transport) as line:
        if refused := line.problems(feedback):
            pytest.skip(f"the component refuses feedback: {refused[0]}")
        meta = line.ask(feedback).get("meta", {})

    if meta.get("puid") != "conformance-feedback":
        expect([Difference("meta.puid", str(meta.get("puid")), "conformance-feedback")])


def _feedback(example: Example) -> Example:
    """Make feedback of the example: its message, or the first one, was the request."""
    request: Any = example.message
    if example.verb == "aggregate":
        request = example.message["seldonMessages"][0]
    if example.verb == "send-feedback":
        request = example.message.get("request", {})
    response = {"meta": {"routing": {"0": 0}}}
    return Example("send-feedback", {"request": request, "response": response, "reward": REWARD})


def _counted(scrape: Scrape) -> dict[str, float]:
    return {name: scrape.total(name) for name in COUNTERS}
