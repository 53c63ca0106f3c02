"""Upstream's ``seldon_core.utils``: what raw methods use to get from messages to values."""

from __future__ import annotations

from typing import Any

from seldon_wrapper import protos
from seldon_wrapper.rpc.decode import message_of


def json_to_seldon_message(message_json: dict[str, Any]) -> Any:
    """Give the protobuf SeldonMessage of a JSON object."""
    return protos.json_to_proto(message_json or {}, "SeldonMessage")


def json_to_seldon_messages(message_json: dict[str, Any]) -> Any:
    """Give the protobuf SeldonMessageList of a JSON object."""
    return protos.json_to_proto(message_json or {}, "SeldonMessageList")


def json_to_feedback(message_json: dict[str, Any]) -> Any:
    """Give the protobuf Feedback of a JSON object."""
    return protos.json_to_proto(message_json or {}, "Feedback")


def seldon_message_to_json(message_proto: Any) -> dict[str, Any]:
    """Give the JSON object of a protobuf message."""
    return protos.proto_to_json(message_proto)


def get_data_from_proto(request: Any) -> Any:
    """Give the payload of a protobuf SeldonMessage: an array, str, bytes or JSON values.

    Raises:
        PayloadError: It has none, or one that can't be read (contract.md, PAY).
    """
    return message_of(request.SerializeToString()).value
