"""Says where a gRPC answer is not the expected one."""

from collections.abc import Iterator, Mapping
from typing import Any

from google.protobuf import message as protobuf

from seldon_conformance.compare import Difference, differences, shown, text_differs
from seldon_conformance.descriptors import contract_descriptors
from seldon_conformance.grpc_client import GrpcAnswer
from seldon_conformance.normal_form import from_json, from_proto
from seldon_conformance.proto_json import proto_as_json, proto_from_json
from seldon_conformance.status_codes import grpc_code

_DOMAIN = "seldon.io"


def grpc_differences(
    answer: GrpcAnswer, answer_type: str, expectation: Mapping[str, Any], tolerance: float
) -> Iterator[Difference]:
    """Yield where an answer differs from an expectation (vector.schema.json, expectation).

    Args:
        answer: What came back.
        answer_type: Full name of the answered message.
        expectation: With one of message, error and grpc.
        tolerance: Largest relative error between numbers.
    """
    if "message" in expectation:
        yield from _from_message(answer, answer_type, expectation["message"], tolerance)
    elif "error" in expectation:
        yield from _from_error(answer, expectation["error"])
    else:
        yield from _from_grpc(answer, answer_type, expectation["grpc"], tolerance)


def read_message(
    answer: GrpcAnswer, answer_type: str
) -> tuple[protobuf.Message | None, list[Difference]]:
    """Give the message of an answer, nothing if there is none, and what is wrong with its carrier.

    Args:
        answer: What came back.
        answer_type: Full name of the answered message.
    """
    found = list(_from_code(answer, "OK"))
    if answer.response is None:
        return None, found
    message = parsed(answer, answer_type)
    return message, found if message is not None else [
        *found,
        _not_parsed(answer.response, answer_type),
    ]


def parsed(answer: GrpcAnswer, answer_type: str) -> protobuf.Message | None:
    """Parse an answer; nothing if there is none, or it is not of its type, or that is not known."""
    if answer.response is None or not answer_type:
        return None
    try:
        return contract_descriptors().message_class(answer_type).FromString(answer.response)
    except protobuf.DecodeError:
        return None


def _from_message(
    answer: GrpcAnswer, answer_type: str, expected: Any, tolerance: float
) -> Iterator[Difference]:
    message, found = read_message(answer, answer_type)
    yield from found
    if message is not None:
        yield from differences(from_proto(message), from_json(expected), tolerance)


def _from_error(answer: GrpcAnswer, expected: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield where an answer is not the error of ERR-1."""
    yield from _from_code(answer, expected.get("grpc") or grpc_code(expected["status"]))
    yield from _from_text(answer, expected["info"])
    info = answer.error_info
    if info is None:
        yield Difference("ErrorInfo", "nothing", f"reason {expected['reason']}, domain {_DOMAIN}")
        return
    if info.reason != expected["reason"]:
        yield Difference("ErrorInfo.reason", info.reason, expected["reason"])
    if info.domain != _DOMAIN:
        yield Difference("ErrorInfo.domain", info.domain, _DOMAIN)


def _from_grpc(
    answer: GrpcAnswer, answer_type: str, expected: Mapping[str, Any], tolerance: float
) -> Iterator[Difference]:
    yield from _from_code(answer, expected["code"])
    if "message" in expected:
        yield from _from_text(answer, expected["message"])
    if "response" not in expected or answer.response is None:
        return
    got = parsed(answer, answer_type)
    if got is None:
        yield _not_parsed(answer.response, answer_type)
        return
    # Through the message's type both have one form: defaults left out, 64-bit integers as strings.
    wanted = proto_as_json(proto_from_json(answer_type, expected["response"]))
    yield from differences(proto_as_json(got), wanted, tolerance, "response")


def _from_code(answer: GrpcAnswer, expected: str) -> Iterator[Difference]:
    if answer.code != expected:
        text = f" {shown(answer.message)}" if answer.message else ""
        yield Difference("code", f"{answer.code}{text}", expected)


def _from_text(answer: GrpcAnswer, expected: str) -> Iterator[Difference]:
    if text_differs(answer.message, expected):
        yield Difference("message", shown(answer.message), shown(expected))


def _not_parsed(response: bytes, type_name: str) -> Difference:
    return Difference("response", f"{len(response)} bytes that protobuf refuses", f"a {type_name}")
