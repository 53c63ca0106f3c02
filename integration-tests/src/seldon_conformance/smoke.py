"""The first step of a run: is the subject there, does it answer, what does it claim."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from seldon_conformance.components import standard_components
from seldon_conformance.descriptors import contract_descriptors
from seldon_conformance.errors import OptionError, SubjectError
from seldon_conformance.example import Example
from seldon_conformance.example_from_metadata import message_of_metadata
from seldon_conformance.grpc_client import GrpcClient
from seldon_conformance.grpc_requests import grpc_call
from seldon_conformance.options import Options
from seldon_conformance.proto_json import proto_as_json
from seldon_conformance.rest_client import RestClient, RestRequest
from seldon_conformance.subjects import Subject

_VERBS: Mapping[str, str] = MappingProxyType(
    {
        "MODEL": "predict",
        "ROUTER": "route",
        "COMBINER": "aggregate",
        "TRANSFORMER": "transform-input",
        "OUTLIER_DETECTOR": "transform-input",
        "OUTPUT_TRANSFORMER": "transform-output",
    }
)
SERVICE_TYPES = tuple(_VERBS)
# A component that lacks one of the first three says so; of the last ones it never does (DIS-3).
_TRIED = ("MODEL", "ROUTER", "COMBINER", "TRANSFORMER")
_DEFAULT: Mapping[str, Any] = MappingProxyType({"data": {"ndarray": [[1.0, 2.0]]}})
_TIMEOUT_S = 10.0
_SHOWN_CHARACTERS = 300


@dataclass(frozen=True)
class Claims:
    """What a subject says of itself, and how it can be asked.

    Attributes:
        example: A request that it answers.
        service_type: For instance MODEL.
        lines: What it claims: a line each.
    """

    example: Example
    service_type: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class _Answer:
    """What came back, over either transport."""

    is_answered: bool
    is_not_implemented: bool
    words: str


def smoke(subject: Subject, options: Options) -> Claims:
    """Ask a subject what it is, and find a request that it answers.

    Raises:
        SubjectError: It is not there, or does not answer the example.
        OptionError: There is no such service type.
    """
    lines = []
    metadata: Any = None
    if subject.rest_url:
        with RestClient(subject.rest_url, _TIMEOUT_S) as rest:
            ready, health, described = (
                rest.send(RestRequest("GET", path, {}, None))
                for path in ("/ready", "/health/status", "/metadata")
            )
        metadata = _json(described.body) if described.status == 200 else None
        lines.append(f"REST: /ready {ready.status}, /health/status {health.status}")
    if subject.grpc_target:
        metadata, line = _over_grpc(subject, metadata)
        lines.append(line)
    lines.append(f"metadata: {_summary(metadata)}")
    message = options.request or message_of_metadata(metadata)
    example, service_type, line = _answered(subject, options, message)
    return Claims(example, service_type, (*lines, line))


def _over_grpc(subject: Subject, known: Any) -> tuple[Any, str]:
    """Ask for gRPC's health and the metadata, if it is not known from REST."""
    health = grpc_call({"method": "grpc.health.v1.Health/Check", "message": {}})
    described = grpc_call({"method": "seldon.protos.Model/Metadata", "message": {}})
    with GrpcClient(subject.grpc_target, _TIMEOUT_S) as client:
        answer = client.call(health.method, health.request)
        if answer.code in {"UNAVAILABLE", "DEADLINE_EXCEEDED"}:
            raise SubjectError(
                f"gRPC at {subject.grpc_target}: {answer.code} {answer.message} "
                "(expected: an answer to grpc.health.v1.Health/Check)"
            )
        metadata = client.call(described.method, described.request)
    if known is None and metadata.response is not None:
        kind = contract_descriptors().message_class(described.answer_type)
        known = proto_as_json(kind.FromString(metadata.response))
    state = ""
    if answer.response is not None:
        kind = contract_descriptors().message_class(health.answer_type)
        state = f" {proto_as_json(kind.FromString(answer.response)).get('status', 'UNKNOWN')}"
    return known, f"gRPC: health {answer.code}{state}, Model/Metadata {metadata.code}"


def _summary(metadata: Any) -> str:
    if not isinstance(metadata, dict):
        return "none"
    versions = metadata.get("versions")
    words = [
        metadata.get("name"),
        *(versions if isinstance(versions, list) else []),
        metadata.get("platform") and f"({metadata['platform']})",
        f"inputs: {len(metadata.get('inputs') or [])}",
    ]
    return " ".join(str(word) for word in words if word)


def _answered(
    subject: Subject, options: Options, message: Mapping[str, Any] | None
) -> tuple[Example, str, str]:
    """Find a request that is answered over each transport there is."""
    wanted = options.service_type or standard_components().get(options.component, "")
    if wanted and wanted not in _VERBS:
        raise OptionError(f"service type: {wanted} (expected: one of {', '.join(_VERBS)})")
    for service_type in [wanted] if wanted else _TRIED:
        example = _example(_VERBS[service_type], dict(message or _DEFAULT))
        answers = _ask(subject, example)
        if not wanted and any(answer.is_not_implemented for answer in answers.values()):
            continue
        for name, answer in answers.items():
            if not answer.is_answered:
                raise SubjectError(
                    f"{example.verb} over {name}: {answer.words} (expected: 200 to the example "
                    f"{json.dumps(example.message)}; give one that the component takes with "
                    "--request FILE)"
                )
        words = ", ".join(f"{answer.words} over {name}" for name, answer in answers.items())
        found = "" if wanted else ", found by asking; else give --service-type"
        return (
            example,
            service_type,
            f"{example.verb}: {words} (service type {service_type}{found})",
        )
    raise SubjectError(
        "verbs: none answered (expected: predict, route, aggregate or a transformer)"
    )


def _example(verb: str, message: Mapping[str, Any]) -> Example:
    if verb == "aggregate" and "seldonMessages" not in message:
        message = {"seldonMessages": [message, message]}
    return Example(verb, dict(message))


def _ask(subject: Subject, example: Example) -> dict[str, _Answer]:
    """Send the example over each transport there is."""
    answers = {}
    if subject.rest_url:
        with RestClient(subject.rest_url, _TIMEOUT_S) as rest:
            got = rest.send(example.rest())
        words = str(got.status) if got.status == 200 else f"{got.status} {_start(got.body)}"
        answers["REST"] = _Answer(got.status == 200, got.status in {404, 501}, words)
    if subject.grpc_target:
        call = example.grpc()
        with GrpcClient(subject.grpc_target, _TIMEOUT_S) as client:
            reply = client.call(call.method, call.request)
        is_missing = reply.code == "UNIMPLEMENTED"
        words = f"{reply.code} {reply.message}".strip()
        answers["gRPC"] = _Answer(reply.code == "OK", is_missing, words)
    return answers


def _start(body: bytes) -> str:
    return body.decode("utf-8", errors="backslashreplace").strip()[:_SHOWN_CHARACTERS]


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None
