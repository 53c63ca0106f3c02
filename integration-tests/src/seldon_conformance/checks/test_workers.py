"""Several workers behind one port, and what becomes of the others when one of them dies."""

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

from seldon_conformance.check import check, expect
from seldon_conformance.compare import Difference
from seldon_conformance.errors import SubjectError
from seldon_conformance.example import Example
from seldon_conformance.line import Line
from seldon_conformance.metrics_port import expect_growth, scraped
from seldon_conformance.subjects import Subject, control_of
from seldon_conformance.vectors import Transport

Started = Callable[[Mapping[str, str]], AbstractContextManager[Subject]]

WORKERS: Mapping[str, str] = {"WORKERS": "2", "ALLOW_ROUTER_WORKERS": "1"}
SCRAPES = 20
ENDED_WITHIN_S = 5.0
WATCHED_S = 3.0
POLL_INTERVAL_S = 0.05
FALL = "Prometheus takes a fall for a restart: rates and error budgets jump with each scrape."


@check("MTR-10", over=Transport.REST, bug=FALL)
def test_counters_are_of_all_workers(own_subject: Started, example: Example) -> None:
    """Scraped again and again under calls, no counter falls, whichever worker answers."""
    with own_subject(WORKERS) as subject, Line(subject, Transport.REST) as line:
        before = scraped(subject).growing()
        for _ in range(SCRAPES):
            line.ask(example)
            after = scraped(subject).growing()
            expect_growth(before, after)
            before = after


@check("MTR-10", over=Transport.REST, bug=FALL)
def test_counters_never_fall_when_a_worker_dies(own_subject: Started, example: Example) -> None:
    """What is scraped after the death of a worker, if anything is, begins no series anew.

    The dead worker's own series, whose labels name it, may be gone.
    """
    with own_subject(WORKERS) as subject, Line(subject, Transport.REST) as line:
        for _ in range(SCRAPES):
            line.ask(example)
        before = scraped(subject).growing()
        control_of(subject).kill_worker()
        deadline = time.monotonic() + WATCHED_S
        while control_of(subject).exit_code(POLL_INTERVAL_S) is None:
            if time.monotonic() > deadline:
                return
            try:
                after = scraped(subject).growing()
            except SubjectError:
                # It is ending, or the worker that was asked was the one.
                continue
            expect_growth({name: before[name] for name in before.keys() & after.keys()}, after)
            before = after


@check(
    "LIF-6",
    over=tuple(Transport),
    bug="Half a server answers half of the calls, and what the other half had learnt is gone.",
)
def test_death_of_a_worker_ends_the_server(own_subject: Started) -> None:
    """The platform sees it by the exit code, and starts a whole server anew."""
    with own_subject(WORKERS) as subject:
        control_of(subject).kill_worker()
        code = control_of(subject).exit_code(ENDED_WITHIN_S)

    if code is None:
        got = f"alive {ENDED_WITHIN_S:g} s after the death of a worker"
        expect([Difference("server", got, "another exit code than 0")])
    if code == 0:
        expect([Difference("exit code", "0", "another one")])
