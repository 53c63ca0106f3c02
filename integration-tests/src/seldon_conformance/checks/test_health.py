"""Probes: what a platform asks before it sends requests, and while it does."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from seldon_conformance.check import check, expect
from seldon_conformance.compare import Difference
from seldon_conformance.example import Example
from seldon_conformance.grpc_requests import grpc_call
from seldon_conformance.line import Line, expect_grpc, expect_rest, refused
from seldon_conformance.repeat import curl_line, grpcurl_line
from seldon_conformance.rest_client import RestClient, RestRequest
from seldon_conformance.rest_judge import read_message, rest_differences
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport

SERVICES = [
    "seldon.protos.Generic",
    "seldon.protos.Model",
    "seldon.protos.Router",
    "seldon.protos.Transformer",
    "seldon.protos.OutputTransformer",
    "seldon.protos.Combiner",
    "seldon.protos.Seldon",
]
# A probe of Kubernetes fails after one second, and a pod after three probes in a row.
PROBE_TIMEOUT_S = 1.0
LATE_IN_A_ROW = 3
PROBES = 20
ASKERS = 4


@pytest.mark.parametrize(
    ("path", "body"),
    [
        pytest.param(
            path,
            body,
            marks=check(rule, over=Transport.REST, bug="The platform kills or never uses the pod."),
            id=path.removeprefix("/").replace("/", "_"),
        )
        for rule, path, body in [
            ("HLT-1", "/health/ping", "pong"),
            ("HLT-1", "/live", "live"),
            ("HLT-2", "/ready", "ready"),
        ]
    ],
)
def test_probe_says_its_word(subject: Subject, path: str, body: str) -> None:
    """A probe is 200 with one word."""
    request = RestRequest("GET", path, {}, None)

    expect_rest(subject, request, {"http": {"status": 200, "body": body}})


@pytest.mark.parametrize("path", ["/health/status", "/api/v1.0/health/status"])
@check(
    "HLT-3", over=Transport.REST, bug="Whoever watches the component's own health reads nonsense."
)
def test_health_status_is_a_message_or_an_error(subject: Subject, path: str) -> None:
    """The component's health is a SeldonMessage, or the error that its method raised."""
    request = RestRequest("GET", path, {}, None)

    answer = RestClient(subject.rest_url).send(request)

    raised = refused(500, "MICROSERVICE_INTERNAL_ERROR", "{text}")
    expected = rest_differences(answer, raised, 0.0)
    found = read_message(answer)[1] if answer.status == 200 else expected
    expect(found, curl_line(subject.rest_url, request))


@pytest.mark.parametrize("service", ["", *SERVICES])
@check("HLT-4", over=Transport.GRPC, bug="A platform that probes over gRPC never uses the pod.")
def test_service_is_serving(subject: Subject, service: str) -> None:
    """The server, and each service by its name, is SERVING."""
    message = {"service": service}
    call = grpc_call({"method": "grpc.health.v1.Health/Check", "message": message})

    expect_grpc(subject, call, {"grpc": {"code": "OK", "response": {"status": "SERVING"}}})


@check("HLT-4", over=Transport.GRPC, bug="A misspelt service in a probe passes for a healthy one.")
def test_unknown_service_is_not_found(subject: Subject) -> None:
    """Another name than the services' is NOT_FOUND."""
    message = {"service": "seldon.protos.Oracle"}
    call = grpc_call({"method": "grpc.health.v1.Health/Check", "message": message})

    expect_grpc(subject, call, {"grpc": {"code": "NOT_FOUND"}})


@pytest.mark.parametrize("version", ["v1", "v1alpha"])
@check("HLT-4", over=Transport.GRPC, bug="grpcurl and other tools cannot find out what is served.")
def test_reflection_lists_every_service(subject: Subject, version: str) -> None:
    """Reflection lists the seven services."""
    method = f"grpc.reflection.{version}.ServerReflection/ServerReflectionInfo"
    call = grpc_call({"method": method, "message": {"listServices": ""}})

    listed = expect_grpc(subject, call, {"grpc": {"code": "OK"}})

    missing = [service for service in SERVICES if service.encode() not in listed]
    repeat = grpcurl_line(subject.grpc_target, call)
    expect((Difference("services", "not listed", service) for service in missing), repeat)


@check(
    "HLT-1",
    "DIS-10",
    over=Transport.REST,
    bug="The platform kills a pod that is merely busy, and its requests with it.",
)
def test_probes_answer_while_requests_run(subject: Subject, example: Example) -> None:
    """A probe waits for no call: under load it answers before Kubernetes gives up."""
    over = threading.Event()

    def ask_on() -> None:
        with Line(subject, Transport.REST) as line:
            while not over.is_set():
                line.ask(example)

    with ThreadPoolExecutor(ASKERS) as pool:
        askers = [pool.submit(ask_on) for _ in range(ASKERS)]
        try:
            late_s = _late_s(subject)
        finally:
            over.set()
    for asker in askers:
        asker.result()

    if late_s:
        got = f"{late_s:.1f} s, and {LATE_IN_A_ROW} in a row like that"
        expect([Difference("GET /health/ping", got, f"within {PROBE_TIMEOUT_S:g} s")])


def _late_s(subject: Subject) -> float:
    """Probe; give the seconds of the probe for which a platform gives up, 0 if there is none."""
    in_a_row = 0
    for _ in range(PROBES):
        took_s = _probe_s(subject)
        in_a_row = in_a_row + 1 if took_s > PROBE_TIMEOUT_S else 0
        if in_a_row == LATE_IN_A_ROW:
            return took_s
    return 0.0


def _probe_s(subject: Subject) -> float:
    """Ask whether the server is there, and give the seconds that it took."""
    began_s = time.monotonic()
    request = RestRequest("GET", "/health/ping", {}, None)
    expect_rest(subject, request, {"http": {"status": 200, "body": "pong"}})
    return time.monotonic() - began_s
