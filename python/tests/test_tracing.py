"""Spans, as a collector gets them over HTTP."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from collector_fixtures import FakeCollector, mapping, running_collector
from serving_fixtures import free_ports

from seldon_wrapper import tracing
from seldon_wrapper.call_context import trace_ids
from seldon_wrapper.errors import ComponentError, NotImplementedVerbError, PayloadError
from seldon_wrapper.settings import ConfigurationError, Settings

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
CARRIER = {"traceparent": f"00-{TRACE}-{PARENT}-01", "tracestate": "vendor=1"}
_SERVER_KIND, _ERROR = 2, 2


@pytest.fixture
def collector(monkeypatch) -> Iterator[FakeCollector]:
    """Run a collector, and have the variables point to it."""
    with running_collector() as running:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", running.url)
        yield running


def said_by_exporter(caplog) -> list[str]:
    """Give what the exporter said; the process has a provider from the tests before."""
    name = "seldon_wrapper.tracing.exporter"
    return [record.message for record in caplog.records if record.name == name]


def tracer_of(**settings: Any) -> tracing.Tracer:
    """Start a tracer."""
    tracer = tracing.start(Settings(component="MyModel", tracing=True, **settings))
    assert tracer is not None
    return tracer


def test_rest_and_grpc_spans_continue_the_caller_s_trace(collector):
    """TRC-2: the request is one trace from the edge to the component."""
    tracer = tracer_of()
    tracer.begin_rest("POST", "/predict", CARRIER).end("200", "p-1")
    tracer.begin_grpc("/seldon.protos.Model/Predict", CARRIER).end("OK")
    tracer.stop(10)

    rest = collector.spans["POST /predict"]
    grpc = collector.spans["seldon.protos.Model/Predict"]
    for span in (rest, grpc):
        assert (span["traceId"], span["parentSpanId"]) == (TRACE, PARENT)
        assert (span["kind"], span["traceState"]) == (_SERVER_KIND, "vendor=1")
        assert int(span["endTimeUnixNano"]) >= int(span["startTimeUnixNano"]) > 0
        assert span.get("status", {}) in ({}, {"code": 0})
    assert rest["attributes"] == {
        "http.request.method": "POST",
        "http.route": "/predict",
        "url.path": "/predict",
        "url.scheme": "http",
        "server.port": 9000,
        "http.response.status_code": 200,
        "seldon.puid": "p-1",
    }
    assert grpc["attributes"] == {
        "rpc.system.name": "grpc",
        "rpc.method": "seldon.protos.Model/Predict",
        "server.port": 9500,
        "rpc.response.status_code": "OK",
    }


def test_a_request_without_a_trace_begins_one(collector):
    """TRC-2: so does one whose header is malformed."""
    tracer = tracer_of()
    tracer.begin_rest("POST", "/predict", {}).end("200")
    tracer.begin_rest("POST", "/route", {"traceparent": "nonsense"}).end("200")
    tracer.stop(10)

    first, second = collector.spans["POST /predict"], collector.spans["POST /route"]
    assert first["traceId"] != second["traceId"]
    assert not first.get("parentSpanId")
    assert not second.get("parentSpanId")


def test_what_the_caller_does_not_sample_is_not_sent(collector):
    """The caller decides for the whole trace, unless OTEL_TRACES_SAMPLER says otherwise."""
    tracer = tracer_of()
    tracer.begin_rest("POST", "/predict", {"traceparent": f"00-{TRACE}-{PARENT}-00"}).end("200")
    tracer.begin_rest("POST", "/route", CARRIER).end("200")
    tracer.stop(10)

    assert list(collector.spans) == ["POST /route"]


@pytest.mark.parametrize(
    ("error", "code", "transport", "blamed"),
    [
        (ComponentError("it broke"), "500", "rest", True),
        (ComponentError("it broke"), "INTERNAL", "grpc", True),
        (NotImplementedVerbError("no route"), "UNIMPLEMENTED", "grpc", True),
        (PayloadError("body: empty"), "400", "rest", False),
        (PayloadError("body: empty"), "INVALID_ARGUMENT", "grpc", False),
    ],
)
def test_a_span_is_an_error_if_the_server_is_to_blame(collector, error, code, transport, blamed):
    """TRC-3: a client's mistake is not the server's failure, by the semantic conventions."""
    tracer = tracer_of()
    begin = {
        "rest": lambda: tracer.begin_rest("POST", "/predict", {}),
        "grpc": lambda: tracer.begin_grpc("/seldon.protos.Model/Predict", {}),
    }[transport]
    begin().end(code, error=error)
    tracer.stop(10)

    (span,) = collector.spans.values()
    assert span["attributes"]["seldon.reason"] == error.reason
    assert span["attributes"].get("error.type") == (code if blamed else None)
    assert span.get("status", {}).get("code", 0) == (_ERROR if blamed else 0)
    assert span.get("status", {}).get("message") == (error.info if blamed else None)
    assert [event["name"] for event in span.get("events", [])] == ["exception"] * blamed


def test_the_component_s_own_spans_are_children(collector):
    """TRC-4: what it asks of a database belongs to the request; in a thread of the server's."""
    source = f"""
import threading
from opentelemetry import trace
from seldon_wrapper import tracing
from seldon_wrapper.settings import Settings
tracer = tracing.start(Settings(component="MyModel", tracing=True))
span = tracer.begin_rest("POST", "/predict", {CARRIER!r})
def answer():
    with span.current():
        with trace.get_tracer("component").start_as_current_span("query"):
            pass
thread = threading.Thread(target=answer)
thread.start()
thread.join()
span.end("200")
tracer.stop(10)
"""
    subprocess.run([sys.executable, "-c", source], check=True, timeout=30)

    spans = collector.spans
    assert spans["query"]["traceId"] == TRACE
    assert spans["query"]["parentSpanId"] == spans["POST /predict"]["spanId"]


def test_log_records_name_the_server_s_span(collector):
    """LOG-2: from a line of the log to its span."""
    tracer = tracer_of()
    span = tracer.begin_rest("POST", "/predict", CARRIER)
    ids = trace_ids(span.traceparent)
    span.end("200")
    tracer.stop(10)

    assert ids == (TRACE, collector.spans["POST /predict"]["spanId"])


def test_the_variables_of_opentelemetry_count(collector, monkeypatch):
    """TRC-1: who runs other services with them need not learn ours."""
    monkeypatch.setenv("OTEL_RESOURCE_ATTRIBUTES", "team=red")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", f"{collector.url}/here")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20x")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip")
    tracer = tracer_of(unit_id="unit", deployment_id="deployment")
    tracer.begin_rest("POST", "/predict", {}).end("200")
    tracer.stop(10)

    ((path, headers, _),) = collector.requests
    resource = mapping(collector.resources[0]["resource"])
    assert (path, headers["Authorization"]) == ("/here", "Bearer x")
    assert headers["Content-Type"] == "application/json"
    assert (resource["service.name"], resource["service.namespace"]) == ("unit", "deployment")
    assert resource["team"] == "red"


def test_a_password_in_the_endpoint_is_sent_and_not_shown(collector, monkeypatch, caplog):
    """TRC-1: collectors in the cloud are given that way, and logs are read by many."""
    url = collector.url.replace("://", "://user:p%40ss@")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", url)
    caplog.set_level(logging.INFO)
    tracer = tracer_of()
    tracer.begin_rest("POST", "/predict", {}).end("200")
    tracer.stop(10)

    assert collector.requests[0][1]["Authorization"] == "Basic dXNlcjpwQHNz"
    assert f"tracing: spans go to {collector.url}/v1/traces" in caplog.messages


def test_the_service_s_name_can_be_given(collector, monkeypatch):
    """TRC-1: OTEL_SERVICE_NAME wins over the unit's id."""
    monkeypatch.setenv("OTEL_SERVICE_NAME", "mine")
    tracer = tracer_of(unit_id="unit")
    tracer.begin_rest("POST", "/predict", {}).end("200")
    tracer.stop(10)

    assert mapping(collector.resources[0]["resource"])["service.name"] == "mine"


def test_a_collector_that_is_not_there_is_logged_once(monkeypatch, caplog):
    """TRC-5: a line for each batch would bury the log, and a call must not wait for it."""
    (port,) = free_ports(1)
    url = f"http://user:secret@127.0.0.1:{port}"
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", url)
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "0.5")
    monkeypatch.setenv("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "1")
    monkeypatch.setenv("OTEL_BSP_MAX_QUEUE_SIZE", "4")
    tracer = tracer_of()
    caplog.set_level(logging.WARNING)
    for _ in range(50):
        tracer.begin_rest("POST", "/predict", {}).end("200")
    tracer.stop(10)

    assert said_by_exporter(caplog) == [
        (
            f"spans are lost: http://127.0.0.1:{port}/v1/traces: [Errno 111] Connection refused "
            "(said once, until it takes them)"
        )
    ]
    assert len([m for m in caplog.messages if m.startswith("Queue full")]) <= 1


def test_a_collector_that_is_busy_is_asked_again(collector, monkeypatch, caplog):
    """503 is what one says while it restarts."""
    monkeypatch.setattr("seldon_wrapper.tracing.exporter._FIRST_PAUSE_S", 0.01)
    collector.statuses[:] = [503, 429]
    tracer = tracer_of()
    tracer.begin_rest("POST", "/predict", {}).end("200")
    tracer.stop(10)

    assert list(collector.spans) == ["POST /predict"]
    assert said_by_exporter(caplog) == []


def test_a_collector_that_refuses_is_not_asked_again(collector, caplog):
    """400 stays 400; it is said, and said again after it has worked."""
    collector.statuses[:] = [400, 200, 401]
    tracer = tracer_of()
    caplog.set_level(logging.INFO)
    for path in ("/predict", "/route", "/aggregate"):
        tracer.begin_rest("POST", path, {}).end("200")
        tracer._provider.force_flush()
    tracer.stop(10)

    url = f"{collector.url}/v1/traces"
    assert said_by_exporter(caplog) == [
        f"spans are lost: {url}: 400 Bad Request (said once, until it takes them)",
        f"spans are taken by {url} again",
        f"spans are lost: {url}: 401 Unauthorized (said once, until it takes them)",
    ]


def test_another_protocol_gets_a_notice(collector, monkeypatch, caplog):
    """TRC-1: a collector's port for gRPC takes no JSON, and only this line would say so."""
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
    tracer_of().stop(10)

    assert caplog.messages[0] == (
        "OTEL_EXPORTER_OTLP_PROTOCOL=grpc has no effect: "
        f"spans go to {collector.url}/v1/traces as http/json"
    )


@pytest.mark.parametrize(
    ("variable", "value", "problem"),
    [
        (
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "collector:4317",
            (
                "OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317/v1/traces' "
                "(expected: a URL such as http://localhost:4318)"
            ),
        ),
        (
            "OTEL_EXPORTER_OTLP_TIMEOUT",
            "soon",
            "OTEL_EXPORTER_OTLP_TIMEOUT: 'soon' (expected: seconds, above 0)",
        ),
        (
            "OTEL_EXPORTER_OTLP_COMPRESSION",
            "zstd",
            "OTEL_EXPORTER_OTLP_COMPRESSION: 'zstd' (expected: none or gzip)",
        ),
    ],
)
def test_a_variable_that_is_wrong_ends_the_start(monkeypatch, variable, value, problem):
    """Who asks for tracing and gets none should not find out in an incident."""
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigurationError) as excinfo:
        tracing.start(Settings(component="M", tracing=True))

    assert excinfo.value.problems == [f"OTEL_*: {problem}"]


@pytest.mark.parametrize(
    ("on", "variables"),
    [
        (False, {}),
        (False, {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318"}),
        (True, {"OTEL_SDK_DISABLED": "true"}),
        (True, {"OTEL_TRACES_EXPORTER": "none"}),
    ],
)
def test_off_means_nothing_is_imported(on, variables):
    """TRC-1: who does not trace pays neither memory nor time; nor protobuf ever."""
    source = (
        "import sys; from seldon_wrapper import tracing; "
        "from seldon_wrapper.settings import Settings; "
        f"assert tracing.start(Settings(component='M', tracing={on})) is None; "
        "assert not [name for name in sys.modules if name.startswith('opentelemetry')]"
    )
    subprocess.run([sys.executable, "-c", source], env=variables, check=True, timeout=30)


def test_tracing_needs_no_protobuf(collector):
    """The component may have any protobuf of the stated range; OpenTelemetry's own is narrower."""
    source = (
        "import sys; from seldon_wrapper import tracing; "
        "from seldon_wrapper.settings import Settings; "
        "t = tracing.start(Settings(component='M', tracing=True)); "
        "t.begin_rest('POST', '/predict', {}).end('200'); t.stop(10); "
        "kept_out = ('google.protobuf', 'grpc', 'urllib3'); "
        "assert not [name for name in sys.modules if name.startswith(kept_out)]"
    )
    subprocess.run([sys.executable, "-c", source], check=True, timeout=30)

    assert list(collector.spans) == ["POST /predict"]
