"""Messages between nodes: the bytes that one node answered, for the next one as they are.

Only where the next node speaks the other protocol is a message parsed and written anew.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from seldon_conformance.descriptors import MESSAGE, contract_descriptors
from seldon_conformance.normal_form import as_json, from_json
from seldon_conformance.proto_json import proto_as_json, proto_from_json
from seldon_conformance.vectors import Transport

FEEDBACK = "seldon.protos.Feedback"
_LIST = "seldon.protos.SeldonMessageList"
_JSON_TYPE = "application/json"
# As Go's encoder writes them, so that JSON can stand in HTML.
_ESCAPES: Mapping[bytes, bytes] = MappingProxyType(
    {text.encode(): f"\\u{ord(text):04x}".encode() for text in "<>&\u2028\u2029"}
)
_TO_ESCAPE = re.compile(b"|".join(_ESCAPES))


@dataclass(frozen=True)
class Message:
    """One message on its way.

    Attributes:
        transport: How ``body`` is written: as JSON for REST, as protobuf for gRPC.
        body: The bytes.
        type_name: Full name of its protobuf type.
        content_type: Of ``body`` over REST, as the node that answered it said.
    """

    transport: Transport
    body: bytes
    type_name: str = MESSAGE
    content_type: str = _JSON_TYPE

    @classmethod
    def of(cls, value: Any, transport: Transport, type_name: str = MESSAGE) -> "Message":
        """Write JSON for a transport.

        Raises:
            VectorError: Protobuf is asked for, and the value is not of the type.
        """
        if transport is Transport.REST:
            return cls(transport, json.dumps(value, ensure_ascii=False).encode(), type_name)
        proto = proto_from_json(type_name, value)
        return cls(transport, proto.SerializeToString(), type_name)

    def json(self) -> Any:
        """Give the message as JSON.

        Raises:
            ValueError: Its body cannot be read.
        """
        if self.transport is Transport.REST:
            return json.loads(self.body)
        proto = contract_descriptors().message_class(self.type_name).FromString(self.body)
        return as_json(proto) if self.type_name == MESSAGE else proto_as_json(proto)

    def normal(self) -> Any:
        """Give a SeldonMessage in the form in which equal ones are equal (``normal_form``)."""
        return from_json(self.json())

    def over(self, transport: Transport) -> "Message":
        """Give the message as it travels over a transport; over its own, as it is."""
        if transport is self.transport:
            return self
        if transport is Transport.GRPC:
            return Message.of(self.json(), transport, self.type_name)
        # Not `json`: what goes out has to be proto3 JSON, without bare NaN.
        proto = contract_descriptors().message_class(self.type_name).FromString(self.body)
        return Message.of(proto_as_json(proto), transport, self.type_name)

    def handed_on(self) -> "Message":
        """Give the message as the executor's caller gets it."""
        return replace(self, body=escaped(self.body)) if self.transport is Transport.REST else self

    def with_routing(self, routing: Mapping[str, int]) -> "Message":
        """Give a SeldonMessage with the routes taken in its meta, in place of those it had."""
        if self.transport is Transport.REST:
            value = json.loads(self.body)
            value["meta"] = {**(value.get("meta") or {}), "routing": dict(routing)}
            return replace(self, body=json.dumps(value, ensure_ascii=False).encode())
        proto: Any = contract_descriptors().message_class(self.type_name).FromString(self.body)
        proto.meta.routing.clear()
        proto.meta.routing.update(routing)
        return replace(self, body=proto.SerializeToString())


def escaped(body: bytes) -> bytes:
    """Give JSON as the executor answers it: without ``<``, ``>`` and ``&``."""
    return _TO_ESCAPE.sub(lambda found: _ESCAPES[found.group()], body)


def together(messages: Sequence[Message], transport: Transport) -> Message:
    """Make what a combiner is sent: a bare JSON array, or a SeldonMessageList."""
    converted = [message.over(transport) for message in messages]
    if transport is Transport.REST:
        body = b"[" + b",".join(message.body for message in converted) + b"]"
        return Message(transport, body, _LIST, converted[0].content_type)
    proto: Any = contract_descriptors().message_class(_LIST)()
    for message in converted:
        proto.seldonMessages.add().ParseFromString(message.body)
    return Message(transport, proto.SerializeToString(), _LIST)
