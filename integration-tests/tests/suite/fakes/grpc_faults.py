"""Ways to spoil an answer over gRPC: its code, its details, its bytes."""

from collections.abc import Callable
from dataclasses import replace

from tampering_grpc import GrpcFault

from seldon_conformance.grpc_client import GrpcAnswer
from seldon_conformance.proto_json import proto_from_json


def on_method(method: str, fault: GrpcFault) -> GrpcFault:
    """Spoil the answers of methods that end so alone."""
    return lambda asked, answer: fault(asked, answer) if asked.endswith(method) else answer


def on_code(code: str, fault: GrpcFault) -> GrpcFault:
    """Spoil the answers with one code alone."""
    return lambda method, answer: fault(method, answer) if answer.code == code else answer


def code(name: str) -> GrpcFault:
    """Answer an error with another code."""
    return lambda _, answer: replace(answer, code=name)


def without_error_info(_: str, answer: GrpcAnswer) -> GrpcAnswer:
    """Leave out the details of an error."""
    return replace(answer, error_info=None)


def failed(name: str, message: str) -> GrpcFault:
    """Answer with an error."""
    return lambda _, __: GrpcAnswer(name, message, None, None)


def answered(full_name: str, message: object) -> GrpcFault:
    """Answer with another message, given as JSON."""
    raw = proto_from_json(full_name, message).SerializeToString()
    return lambda _, __: GrpcAnswer("OK", "", None, raw)


def response(change: Callable[[bytes], bytes]) -> GrpcFault:
    """Answer with other bytes, where there are any."""
    return lambda _, answer: (
        answer if answer.response is None else replace(answer, response=change(answer.response))
    )


def as_message(_: str, answer: GrpcAnswer) -> GrpcAnswer:
    """Answer an error as a good message with a status, as the upstream does over REST."""
    if answer.response is not None:
        return answer
    status = {"code": -1, "info": answer.message, "status": "FAILURE"}
    message = proto_from_json("seldon.protos.SeldonMessage", {"status": status})
    return GrpcAnswer("OK", "", None, message.SerializeToString())
