"""Makes gRPC calls from the steps of vectors."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from google.protobuf import text_format

from seldon_conformance.descriptors import contract_descriptors
from seldon_conformance.errors import VectorError
from seldon_conformance.proto_json import proto_from_json

# The service named after the component that has the verb; vectors of their own call the others.
_VERB_METHODS: Mapping[str, str] = MappingProxyType(
    {
        "predict": "seldon.protos.Model/Predict",
        "send-feedback": "seldon.protos.Model/SendFeedback",
        "transform-input": "seldon.protos.Transformer/TransformInput",
        "transform-output": "seldon.protos.OutputTransformer/TransformOutput",
        "route": "seldon.protos.Router/Route",
        "aggregate": "seldon.protos.Combiner/Aggregate",
    }
)


@dataclass(frozen=True)
class GrpcCall:
    """One call: the method's path, the message's bytes, the name of what is answered."""

    method: str
    request: bytes
    answer_type: str
    is_streaming: bool


def verb_method(verb: str) -> str:
    """Give the method of a verb, for instance ``seldon.protos.Model/Predict``."""
    return _VERB_METHODS[verb]


def verb_call(verb: str, message: Any) -> GrpcCall:
    """Make the call of a verb.

    Args:
        verb: For instance ``transform-input``.
        message: The request as proto3 JSON.

    Raises:
        VectorError: The message is not of the method's type.
    """
    return grpc_call({"method": verb_method(verb), "message": message})


def grpc_call(grpc: Mapping[str, Any]) -> GrpcCall:
    """Make the call that the ``grpc`` of a step describes (vector.schema.json, grpcRequest).

    Raises:
        VectorError: There is no such method, or the message is not of its type.
    """
    path = grpc["method"]
    if "messageBase64" in grpc and not contract_descriptors().has_method(path):
        # Methods that nobody has can be called too, with bytes.
        return GrpcCall(path, base64.b64decode(grpc["messageBase64"]), "", is_streaming=False)
    method = contract_descriptors().method(path)
    request = _request_bytes(grpc, method.input_type.full_name)
    is_streaming = bool(method.client_streaming and method.server_streaming)
    return GrpcCall(path, request, method.output_type.full_name, is_streaming)


def _request_bytes(grpc: Mapping[str, Any], type_name: str) -> bytes:
    if "messageBase64" in grpc:
        return base64.b64decode(grpc["messageBase64"])
    if "message" in grpc:
        return proto_from_json(type_name, grpc["message"]).SerializeToString()
    descriptors = contract_descriptors()
    proto = descriptors.message_class(type_name)()
    try:
        text_format.Parse(grpc["messageText"], proto, descriptor_pool=descriptors.pool)
    except text_format.ParseError as error:
        raise VectorError(
            f"messageText: {error} (expected: a {type_name} in text format)"
        ) from error
    return proto.SerializeToString()
