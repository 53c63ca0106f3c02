"""What the server itself counts: requests, and what each worker is and does."""

from __future__ import annotations

import os
import platform
import threading
from importlib import metadata

from prometheus_client.parser import text_string_to_metric_families

from seldon_wrapper.metrics import Metrics
from seldon_wrapper.serving.metrics_union import merge
from seldon_wrapper.settings import Settings

_PREFIX = "seldon_microservice_"


def samples_of(text: bytes) -> dict[tuple[str, ...], float]:
    """Give each sample by its name, method, transport, code and bound."""
    return {
        (
            sample.name.removeprefix(_PREFIX),
            *(
                sample.labels[name]
                for name in ("method", "transport", "code", "le")
                if name in sample.labels
            ),
        ): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
        if "method" in sample.labels
    }


def test_requests_are_counted_by_verb_transport_and_code() -> None:
    """MTR-7: a rate of errors needs the code, and a slow verb must not hide behind a fast one."""
    metrics = Metrics(Settings(component="M"))
    observe = metrics.requests.observe
    observe("predict", "rest", "200", 0.002, 300, 70_000)
    observe("predict", "rest", "200", 0.7, 256, 1)
    observe("predict", "rest", "400", 0.0001, 10, 120)
    observe("router", "grpc", "INVALID_ARGUMENT", 120.0, 2**27, 0)

    found = samples_of(metrics.exposition()[0])
    ok = ("predict", "rest", "200")
    bad = ("router", "grpc", "INVALID_ARGUMENT")
    assert found["requests_total", *ok] == 2
    assert found["requests_total", "predict", "rest", "400"] == 1
    assert found["request_duration_seconds_count", *ok] == 2
    assert found["request_duration_seconds_sum", *ok] == 0.702
    assert found["request_duration_seconds_bucket", *ok, "0.001"] == 0
    assert found["request_duration_seconds_bucket", *ok, "0.0025"] == 1
    assert found["request_duration_seconds_bucket", *ok, "1.0"] == 2
    assert found["request_duration_seconds_bucket", *ok, "+Inf"] == 2
    assert found["request_size_bytes_bucket", *ok, "256.0"] == 1
    assert found["request_size_bytes_bucket", *ok, "1024.0"] == 2
    assert found["request_size_bytes_sum", *ok] == 556
    assert found["response_size_bytes_bucket", *ok, "65536.0"] == 1
    assert found["response_size_bytes_bucket", *ok, "262144.0"] == 2
    assert found["request_duration_seconds_bucket", *bad, "60.0"] == 0
    assert found["request_duration_seconds_bucket", *bad, "+Inf"] == 1
    assert found["request_size_bytes_bucket", *bad, "+Inf"] == 1


def test_no_request_of_many_threads_is_lost() -> None:
    """The verb threads of both transports count at once."""
    metrics = Metrics(Settings(component="M"))

    def count() -> None:
        for _ in range(5000):
            metrics.requests.observe("predict", "rest", "200", 0.001, 1, 2)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    found = samples_of(metrics.exposition()[0])
    assert found["requests_total", "predict", "rest", "200"] == 20_000
    assert found["response_size_bytes_sum", "predict", "rest", "200"] == 40_000


def test_the_first_scrape_has_the_worker() -> None:
    """MTR-8: an empty text looks like a server that is broken."""
    metrics = Metrics(Settings(component="MyModel", unit_id="unit"))
    metrics.worker.follow(ready=lambda: True, calls_waiting=lambda: 3, calls_running=lambda: 1)

    families = {f.name: f for f in text_string_to_metric_families(metrics.exposition()[0].decode())}
    gauges = {
        name.removeprefix(_PREFIX): family.samples[0].value
        for name, family in families.items()
        if family.samples
    }
    labels = families[f"{_PREFIX}info"].samples[0].labels
    assert gauges == {"info": 1, "ready": 1, "calls_waiting": 3, "calls_running": 1}
    assert {
        k: labels[k] for k in ("component", "version", "python", "model_name", "worker_id")
    } == {
        "component": "MyModel",
        "version": metadata.version("seldon-wrapper"),
        "python": platform.python_version(),
        "model_name": "unit",
        "worker_id": str(os.getpid()),
    }


def test_several_workers_are_series_of_one_family() -> None:
    """A family that begins twice, or a series that comes twice, spoils the whole scrape."""
    texts = []
    for worker in ("1", "2"):
        metrics = Metrics(Settings(component="M"))
        metrics.requests.observe("predict", "rest", "200", 0.001, 1, 2)
        texts.append(
            metrics.exposition()[0].replace(f'"{os.getpid()}"'.encode(), f'"{worker}"'.encode())
        )

    together = merge(texts).decode()
    families = list(text_string_to_metric_families(together))
    counts = [s for f in families for s in f.samples if s.name == f"{_PREFIX}requests_total"]
    assert [(s.labels["worker_id"], s.value) for s in counts] == [("1", 1), ("2", 1)]
    types = [line for line in together.splitlines() if line.startswith("# TYPE")]
    assert len(types) == len(set(types)) == len(families)
