"""A whole server, and what it tells of its calls: metrics, log, access log, trace."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
import requests
from collector_fixtures import FakeCollector, running_collector
from prometheus_client.parser import text_string_to_metric_families
from serving_fixtures import free_ports, until

from seldon_core.proto import prediction_pb2, prediction_pb2_grpc

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
TRACEPARENT = f"00-{TRACE}-{PARENT}-01"
COMPONENT = """
import logging

class Observed:
    def predict(self, X, names, meta=None):
        logging.getLogger("mine").info("asked")
        if X == "bad":
            raise ValueError("boom")
        return X
"""


class Observed:
    """What two workers have told after two REST and two gRPC calls, one of each an error."""

    def __init__(self, directory: Path, collector: FakeCollector) -> None:
        (directory / "Observed.py").write_text(COMPONENT)
        self._http, self._grpc, self._metrics = free_ports(3)
        self._log = directory / "log"
        self._collector = collector
        self._directory = directory

    def run(self) -> None:
        """Serve, ask, and stop."""
        with self._log.open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "seldon_wrapper", "Observed"],
                cwd=self._directory,
                env=self._environment(),
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        try:
            until(self._is_ready, "ready")
            until(lambda: len(self._workers()) == 2, "both workers in the metrics")
            self._ask_over_rest()
            self._ask_over_grpc()
            self.families = self._scraped()
        finally:
            process.terminate()
            self.exit_code = process.wait(20)
        self.records = [json.loads(line) for line in self._log.read_text().splitlines()]
        self.spans = self._collector.every_span

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(part for part in sys.path if part),
            "BIND_ADDRESS": "127.0.0.1",
            "PREDICTIVE_UNIT_HTTP_SERVICE_PORT": str(self._http),
            "PREDICTIVE_UNIT_GRPC_SERVICE_PORT": str(self._grpc),
            "PREDICTIVE_UNIT_METRICS_SERVICE_PORT": str(self._metrics),
            "WORKERS": "2",
            "LOG_FORMAT": "JSON",
            "ACCESS_LOG": "1",
            "TRACING": "1",
            "OTEL_EXPORTER_OTLP_ENDPOINT": self._collector.url,
        }

    def _is_ready(self) -> bool:
        try:
            return requests.get(f"http://127.0.0.1:{self._http}/ready", timeout=5).ok
        except requests.ConnectionError:
            return False

    def _scraped(self) -> dict[str, Any]:
        text = requests.get(f"http://127.0.0.1:{self._metrics}/metrics", timeout=5).text
        return {family.name: family for family in text_string_to_metric_families(text)}

    def _workers(self) -> set[str]:
        ready = self._scraped()["seldon_microservice_ready"].samples
        return {sample.labels["worker_id"] for sample in ready if sample.value == 1}

    def _ask_over_rest(self) -> None:
        for puid, value in (("rest-good", "good"), ("rest-bad", "bad")):
            body = {"meta": {"puid": puid}, "strData": value}
            requests.post(
                f"http://127.0.0.1:{self._http}/predict",
                json=body,
                headers={"traceparent": TRACEPARENT},
                timeout=5,
            )

    def _ask_over_grpc(self) -> None:
        with grpc.insecure_channel(f"127.0.0.1:{self._grpc}") as channel:
            ask = prediction_pb2_grpc.ModelStub(channel).Predict
            for puid, value in (("grpc-good", "good"), ("grpc-bad", "bad")):
                request = prediction_pb2.SeldonMessage(strData=value)
                request.meta.puid = puid
                call = ask.future(request, metadata=[("traceparent", TRACEPARENT)], timeout=5)
                call.exception()


@pytest.fixture(scope="module")
def observed(tmp_path_factory) -> Iterator[Observed]:
    """Run the server once for all tests."""
    with running_collector() as collector:
        told = Observed(tmp_path_factory.mktemp("observed"), collector)
        told.run()
        yield told


def test_every_worker_says_what_it_is(observed):
    """MTR-8: whichever of them is asked."""
    info = observed.families["seldon_microservice_info"].samples

    assert [sample.labels["component"] for sample in info] == ["Observed"] * 2
    assert len({sample.labels["worker_id"] for sample in info}) == 2


def test_requests_of_both_transports_are_counted(observed):
    """MTR-7: over all workers."""
    counts: dict[tuple[str, ...], float] = {}
    for sample in observed.families["seldon_microservice_requests"].samples:
        key = tuple(sample.labels[name] for name in ("method", "transport", "code"))
        counts[key] = counts.get(key, 0) + sample.value
    sizes = observed.families["seldon_microservice_request_size_bytes"].samples

    assert counts == {
        ("predict", "rest", "200"): 1,
        ("predict", "rest", "500"): 1,
        ("predict", "grpc", "OK"): 1,
        ("predict", "grpc", "INTERNAL"): 1,
    }
    assert all(sample.value > 0 for sample in sizes if sample.name.endswith("_sum"))


def test_each_call_is_a_span_of_the_caller_s_trace(observed):
    """TRC-2, TRC-5: the last ones are sent when the server stops."""
    found = {
        (span["name"], span["attributes"]["seldon.puid"], span["traceId"], span["parentSpanId"])
        for span in observed.spans
    }

    rest, rpc = "POST /predict", "seldon.protos.Model/Predict"
    names = {"rest-good": rest, "rest-bad": rest, "grpc-good": rpc, "grpc-bad": rpc}
    assert found == {(name, puid, TRACE, PARENT) for puid, name in names.items()}
    assert observed.exit_code == 0


def test_each_record_of_a_call_says_which(observed):
    """LOG-2: the component's, the failure's and the access log's, by puid and the span's ids."""
    told = [(record["logger"], record["puid"]) for record in observed.records if "puid" in record]
    spans = {(span["attributes"]["seldon.puid"], span["spanId"]) for span in observed.spans}

    every = ("rest-good", "rest-bad", "grpc-good", "grpc-bad")
    bad = ("rest-bad", "grpc-bad")
    assert sorted(told) == sorted(
        [("mine", puid) for puid in every]
        + [("seldon_wrapper.dispatch", puid) for puid in bad]
        + [("seldon_wrapper.access", puid) for puid in every]
    )
    assert {(r["puid"], r["span_id"]) for r in observed.records if "puid" in r} == spans
    assert {r["trace_id"] for r in observed.records if "puid" in r} == {TRACE}


def test_a_failure_is_one_record_with_its_traceback(observed):
    """LOG-3."""
    failures = [r for r in observed.records if r["level"] == "ERROR"]

    assert [r["message"] for r in failures] == ["predict failed: boom"] * 2
    assert all(r["exception"].endswith("ValueError: boom") for r in failures)
