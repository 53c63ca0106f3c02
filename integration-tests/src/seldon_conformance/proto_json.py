"""Protobuf to JSON and back, also where proto3 JSON loses what the suite needs to see."""

import base64
from typing import Any

from google.protobuf import json_format, message

from seldon_conformance.descriptors import contract_descriptors
from seldon_conformance.errors import VectorError

# json_format's own limit is 100; the contract's deepest refused JSON takes more.
_MAX_DEPTH = 1000


def proto_as_json(proto: message.Message) -> dict[str, Any]:
    """Give a message as proto3 JSON."""
    pool = contract_descriptors().pool
    as_json: dict[str, Any] = json_format.MessageToDict(proto, descriptor_pool=pool)
    return as_json


def proto_from_json(full_name: str, value: Any) -> message.Message:
    """Make a message of a type from proto3 JSON.

    Raises:
        VectorError: The JSON is not of that type.
    """
    descriptors = contract_descriptors()
    proto = descriptors.message_class(full_name)()
    try:
        return json_format.ParseDict(
            value, proto, descriptor_pool=descriptors.pool, max_recursion_depth=_MAX_DEPTH
        )
    except json_format.ParseError as error:
        raise VectorError(
            f"message: {error} "
            f"(expected: a {full_name} as JSON; what is none can be sent over REST alone)"
        ) from error


def value_as_json(value: Any) -> Any:
    """Give a google.protobuf.Value as JSON; numbers are floats, NaN and infinities too."""
    kind = value.WhichOneof("kind")
    if kind == "struct_value":
        return {key: value_as_json(item) for key, item in value.struct_value.fields.items()}
    if kind == "list_value":
        return [value_as_json(item) for item in value.list_value.values]
    if kind == "null_value":
        return None
    # A Value without a kind is no JSON; it must not pass for null.
    return "<a Value without a kind>" if kind is None else getattr(value, kind)


def any_as_json(value: Any) -> dict[str, Any]:
    """Give an Any as proto3 JSON; one of an unknown type with its bytes, as ``bytesBase64``."""
    try:
        return proto_as_json(value)
    except (TypeError, json_format.Error, message.DecodeError):
        return {"@type": value.type_url, "bytesBase64": base64.b64encode(value.value).decode()}
