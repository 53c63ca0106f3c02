"""What the faces tell of a call, and who gets to know."""

from __future__ import annotations

import logging
import threading
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from seldon_wrapper import call_context
from seldon_wrapper.call_observer import CallObserver
from seldon_wrapper.errors import ComponentError, SeldonError
from seldon_wrapper.metrics import Metrics
from seldon_wrapper.settings import Settings

TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
OWN = "00-4bf92f3577b34da6a3ce929d0e0e4736-aaaaaaaaaaaaaaaa-01"


class FakeSpan:
    """Remembers in which threads it was current, and how it ended."""

    traceparent = OWN

    def __init__(self) -> None:
        self.told: list[Any] = []

    def current(self) -> FakeSpan:
        return self

    def __enter__(self) -> None:
        self.told.append(("enter", threading.current_thread().name))

    def __exit__(self, *error: object) -> None:
        self.told.append(("exit", error))

    def end(self, code: str, puid: str, error: SeldonError | None) -> None:
        self.told.append((code, puid, error))


class FakeTracer:
    """Gives one span for everything."""

    fields = frozenset({"traceparent", "tracestate"})

    def __init__(self) -> None:
        self.span = FakeSpan()
        self.asked: list[tuple[object, ...]] = []

    def begin_rest(self, *asked: object) -> FakeSpan:
        self.asked.append(asked)
        return self.span

    begin_grpc = begin_rest


def counted(metrics: Metrics) -> dict[tuple[str, str, str], float]:
    """Give how many requests were counted, by method, transport and code."""
    return {
        (s.labels["method"], s.labels["transport"], s.labels["code"]): s.value
        for family in text_string_to_metric_families(metrics.exposition()[0].decode())
        for s in family.samples
        if s.name == "seldon_microservice_requests_total"
    }


def test_both_transports_are_observed_alike(caplog):
    """MTR-7, LOG-4: one record and one count for each call, whatever came of it."""
    metrics = Metrics(Settings(component="M"))
    observer = CallObserver(metrics.requests, None, write_access_log=True)
    with observer.rest("predict", "POST", "/predict", {"traceparent": TRACEPARENT}) as call:
        call_context.current().puid = "p-1"
    call.answered("200", 10, 20)
    observer.grpc("router", "/seldon.protos.Router/Route", {}).answered("UNAVAILABLE", 3, 0)

    assert counted(metrics) == {
        ("predict", "rest", "200"): 1,
        ("router", "grpc", "UNAVAILABLE"): 1,
    }
    told = [
        (r.verb, r.transport, r.code, r.request_bytes, r.response_bytes, r.puid, r.traceparent)
        for r in caplog.records
    ]
    assert told == [
        ("predict", "rest", "200", 10, 20, "p-1", TRACEPARENT),
        ("router", "grpc", "UNAVAILABLE", 3, 0, "", ""),
    ]
    assert caplog.records[0].ms >= 0


def test_the_access_log_is_off_unless_asked_for(caplog):
    """LOG-4."""
    caplog.set_level(logging.DEBUG)
    metrics = Metrics(Settings(component="M"))
    observer = CallObserver(metrics.requests, None, write_access_log=False)
    observer.rest("predict", "POST", "/predict", {}).answered("200", 1, 1)

    assert caplog.records == []


def test_a_call_is_current_where_it_runs():
    """LOG-2: and nowhere else, also when the verb raised."""
    observer = CallObserver(Metrics(Settings(component="M")).requests, None, write_access_log=False)
    call = observer.rest("predict", "POST", "/predict", {"traceparent": TRACEPARENT})
    inside = []

    def fail() -> None:
        with call:
            inside.append(call_context.current())
            raise KeyError("x")

    with pytest.raises(KeyError):
        fail()

    assert inside == [call]
    assert call.traceparent == TRACEPARENT
    assert call_context.current() is None


def test_a_call_is_traced_over_three_threads():
    """TRC-2: it begins where it is read, runs in a verb thread, ends where it is written."""
    tracer: Any = FakeTracer()
    observer = CallObserver(
        Metrics(Settings(component="M")).requests, tracer, write_access_log=False
    )
    carrier = {"traceparent": TRACEPARENT}
    call = observer.grpc("predict", "/seldon.protos.Model/Predict", carrier)

    def run() -> None:
        with call:
            call.puid = "p"

    thread = threading.Thread(target=run, name="verb")
    thread.start()
    thread.join()
    error = ComponentError("boom")
    call.answered("INTERNAL", 1, 0, error)

    assert observer.fields == FakeTracer.fields
    assert tracer.asked == [("/seldon.protos.Model/Predict", carrier)]
    assert call.traceparent == OWN
    assert tracer.span.told == [
        ("enter", "verb"),
        ("exit", (None, None, None)),
        ("INTERNAL", "p", error),
    ]
