"""Which paths and methods there are, and what is said of others."""

import pytest

from seldon_conformance.check import check, expect
from seldon_conformance.compare import Difference
from seldon_conformance.grpc_client import GrpcClient
from seldon_conformance.grpc_requests import GrpcCall
from seldon_conformance.line import bad_data, expect_rest, refused
from seldon_conformance.repeat import grpcurl_line
from seldon_conformance.rest_client import RestRequest
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport

PATHS = [
    "/predict",
    "/transform-input",
    "/transform-output",
    "/route",
    "/aggregate",
    "/combine",
    "/send-feedback",
    "/api/v0.1/predictions",
    "/api/v1.0/predictions",
    "/api/v0.1/feedback",
    "/api/v1.0/feedback",
]
METHODS = [
    "seldon.protos.Generic/TransformInput",
    "seldon.protos.Generic/TransformOutput",
    "seldon.protos.Generic/Route",
    "seldon.protos.Generic/Aggregate",
    "seldon.protos.Generic/SendFeedback",
    "seldon.protos.Model/Predict",
    "seldon.protos.Model/SendFeedback",
    "seldon.protos.Router/Route",
    "seldon.protos.Router/SendFeedback",
    "seldon.protos.Transformer/TransformInput",
    "seldon.protos.OutputTransformer/TransformOutput",
    "seldon.protos.Combiner/Aggregate",
    "seldon.protos.Seldon/Predict",
    "seldon.protos.Seldon/SendFeedback",
]
# Field 0 is none, whatever the message.
NO_PROTOBUF = b"\x00"
EMPTY = bad_data("body: empty (expected: a message as JSON)")
BUG_OF_PATHS = "A typo in a URL looks like a fault of the server, or passes for a good answer."


@pytest.mark.parametrize("path", PATHS)
@check(
    "BOD-1",
    "DIS-4",
    over=Transport.REST,
    bug="An orchestrator or an older client asks at a path that this server does not have.",
)
def test_path_is_there(subject: Subject, path: str) -> None:
    """Every path of the contract is a verb, whatever the service type: it misses only the body."""
    request = RestRequest("POST", path, {"Content-Type": "application/json"}, b"")

    expect_rest(subject, request, {"http": {"status": 400}})


@pytest.mark.parametrize("method", METHODS)
@check(
    "DIS-4",
    over=Transport.GRPC,
    bug="An orchestrator calls a service that this server does not have.",
)
def test_grpc_method_is_there(subject: Subject, method: str) -> None:
    """Every method of the seven services is there: it misses only a message that can be read."""
    call = GrpcCall(method, NO_PROTOBUF, "", is_streaming=False)

    with GrpcClient(subject.grpc_target) as client:
        answer = client.call(call.method, call.request)

    if answer.code in {"UNIMPLEMENTED", "UNAVAILABLE"}:
        repeat = grpcurl_line(subject.grpc_target, call)
        expect([Difference("code", f"{answer.code} {answer.message}", "INVALID_ARGUMENT")], repeat)


@pytest.mark.parametrize("path", ["/conformance", "/predict/", "/api/v2.0/predictions"])
@check("ERR-7", "BOD-1", over=Transport.REST, bug=BUG_OF_PATHS)
def test_other_path_is_not_found(subject: Subject, path: str) -> None:
    """Another path is 404 and named, also one that differs by a slash."""
    request = RestRequest("POST", path, {"Content-Type": "application/json"}, b"{}")

    info = f"path: {path} (expected: one of the paths of /seldon.json)"
    expect_rest(subject, request, refused(404, "MICROSERVICE_NOT_FOUND", info))


@pytest.mark.parametrize(
    ("method", "path", "words", "allow"),
    [
        ("DELETE", "/predict", "GET or POST", "GET, POST"),
        ("PUT", "/send-feedback", "GET or POST", "GET, POST"),
        ("POST", "/ready", "GET", None),
        ("POST", "/metadata", "GET", None),
    ],
    ids=["delete-predict", "put-send-feedback", "post-ready", "post-metadata"],
)
@check(
    "ERR-7", over=Transport.REST, bug="A client cannot tell a wrong method from a broken server."
)
def test_other_method_is_not_allowed(
    subject: Subject, method: str, path: str, words: str, allow: str | None
) -> None:
    """Another method is 405, says which there are, and in Allow too."""
    request = RestRequest(method, path, {"Content-Type": "application/json"}, b"{}")

    info = f"method: {method} (expected: {words})"
    answer = expect_rest(subject, request, refused(405, "MICROSERVICE_BAD_METHOD", info))
    header = {"Allow": answer.headers.get("allow", "GET") if allow is None else allow}
    expect_rest(subject, request, {"http": {"status": 405, "headers": header}})


@pytest.mark.parametrize("method", ["GET", "POST"])
@check("BOD-7", "BOD-1", over=Transport.REST, bug="Nobody finds out that the body never arrived.")
def test_empty_body_is_refused(subject: Subject, method: str) -> None:
    """GET is a way to ask as well: without a message both are told that there is none."""
    expect_rest(subject, RestRequest(method, "/predict", {}, None), EMPTY)
