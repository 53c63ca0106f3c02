"""What a component says of itself, and the document that says how to ask it."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from seldon_conformance.check import check, expect
from seldon_conformance.compare import Difference, shown
from seldon_conformance.grpc_requests import grpc_call
from seldon_conformance.line import expect_grpc, expect_json, expect_rest, refused
from seldon_conformance.repeat import curl_line
from seldon_conformance.rest_client import RestClient, RestRequest
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport

TYPES: Mapping[str, type] = {"a string": str, "an array": list, "an object": dict}
KEYS = {
    "name": "a string",
    "versions": "an array",
    "platform": "a string",
    "inputs": "an array",
    "outputs": "an array",
    "custom": "an object",
}
VERBS = ["predict", "transform-input", "transform-output", "route", "aggregate", "send-feedback"]
UNAVAILABLE = refused(500, "MICROSERVICE_BAD_METADATA", "Model metadata unavailable")
METHODS = ["seldon.protos.Model/Metadata", "seldon.protos.Seldon/ModelMetadata"]


@pytest.mark.parametrize("path", ["/metadata", "/api/v1.0/metadata"])
@check(
    "MDA-1",
    "MDA-2",
    over=Transport.REST,
    bug="A catalogue of models breaks on a key that this one leaves out.",
)
def test_metadata_has_every_key(subject: Subject, path: str) -> None:
    """Metadata has all six keys with their types, or is the one error that it may be."""
    request = RestRequest("GET", path, {}, None)

    if RestClient(subject.rest_url).send(request).status != 200:
        expect_rest(subject, request, UNAVAILABLE)
        return
    metadata = expect_json(subject, path)
    expect(_without_keys(metadata), curl_line(subject.rest_url, request))


@pytest.mark.parametrize("method", METHODS)
@check(
    "MDA-1",
    "MDA-2",
    over=tuple(Transport),
    bug="What a model is depends on which protocol one asks it over.",
)
def test_metadata_is_the_same_over_grpc(subject: Subject, method: str) -> None:
    """Metadata over gRPC says what it says over REST."""
    call = grpc_call({"method": method, "message": {}})

    request = RestRequest("GET", "/metadata", {}, None)
    if RestClient(subject.rest_url).send(request).status != 200:
        expect_grpc(subject, call, UNAVAILABLE)
        return
    metadata = expect_json(subject, "/metadata")
    expect_grpc(subject, call, {"grpc": {"code": "OK", "response": metadata}})


@check("MDA-3", over=Transport.GRPC, bug="A client takes one component's metadata for the graph's.")
def test_graph_metadata_is_not_implemented(subject: Subject) -> None:
    """The metadata of a graph is the orchestrator's to tell."""
    call = grpc_call({"method": "seldon.protos.Seldon/GraphMetadata", "message": {}})

    text = "GraphMetadata is not implemented by a component"
    expect_grpc(subject, call, {"grpc": {"code": "UNIMPLEMENTED", "message": text}})


@check("MDA-4", over=Transport.REST, bug="Clients and gateways cannot be made from the document.")
def test_openapi_document_is_served(subject: Subject) -> None:
    """The document is OpenAPI, and has the paths of all verbs."""
    document = expect_json(subject, "/seldon.json")

    version = str(document.get("openapi")) if isinstance(document, dict) else shown(document)
    if not version.startswith("3."):
        expect([Difference("openapi", version, "a version that begins with 3.")])
    paths = document.get("paths", {})
    expect(Difference("paths", "nothing", f"/{v}") for v in VERBS if f"/{v}" not in paths)


def _without_keys(metadata: Any) -> Iterator[Difference]:
    """Yield the keys that are not there, or have another type than their own."""
    if not isinstance(metadata, dict):
        yield Difference("body", shown(metadata), "an object")
        return
    for name, kind in KEYS.items():
        if not isinstance(metadata.get(name), TYPES[kind]):
            got = shown(metadata[name]) if name in metadata else "nothing"
            yield Difference(name, got, kind)
