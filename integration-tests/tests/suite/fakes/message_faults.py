"""Ways to spoil an answered SeldonMessage, the same on both transports.

A change takes the message as JSON and gives it back changed; ``in_rest`` and ``in_grpc`` make
faults of it that leave errors, other messages and very large ones alone.
"""

import json
import struct
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tampering_grpc import GrpcFault
from tampering_http import Asked, RestFault

from seldon_conformance.descriptors import contract_descriptors
from seldon_conformance.grpc_client import GrpcAnswer
from seldon_conformance.proto_json import proto_as_json, proto_from_json
from seldon_conformance.rest_client import RestAnswer

Change = Callable[[Any], Any]
_MESSAGE = "seldon.protos.SeldonMessage"
# Larger ones would take seconds, and small ones show the same.
_LARGE_BYTES = 20_000


def in_rest(change: Change) -> RestFault:
    """Make a fault over REST of a change."""

    def fault(asked: Asked, answer: RestAnswer) -> RestAnswer:
        if asked.method != "POST" or answer.status != 200 or len(answer.body) > _LARGE_BYTES:
            return answer
        return replace(answer, body=json.dumps(change(json.loads(answer.body))).encode())

    return fault


def in_grpc(change: Change) -> GrpcFault:
    """Make a fault over gRPC of a change."""

    def fault(method: str, answer: GrpcAnswer) -> GrpcAnswer:
        if answer.response is None or len(answer.response) > _LARGE_BYTES:
            return answer
        if contract_descriptors().method(method).output_type.full_name != _MESSAGE:
            return answer
        message = contract_descriptors().message_class(_MESSAGE).FromString(answer.response)
        changed = proto_from_json(_MESSAGE, change(proto_as_json(message)))
        return replace(answer, response=changed.SerializeToString())

    return fault


def meta(change: Change) -> Change:
    """Change meta alone."""
    return lambda message: {**message, "meta": change(dict(message.get("meta", {})))}


def without(key: str) -> Change:
    """Leave a key out."""
    return lambda members: {name: value for name, value in members.items() if name != key}


def with_value(key: str, value: Any) -> Change:
    """Have a key with a value."""
    return lambda members: {**members, key: value}


def of_key(key: str, change: Change) -> Change:
    """Change the value of a key, where it is."""
    return lambda members: {k: change(v) if k == key else v for k, v in members.items()}


def data(change: Change) -> Change:
    """Change data alone, where it is the payload."""
    return of_key("data", change)


def values(change: Callable[[list[Any]], list[Any]]) -> Change:
    """Change the values of a tensor."""
    return data(of_key("tensor", of_key("values", change)))


def transposed(tensor: Any) -> Any:
    """Write the values of a tensor column by column, as R and Fortran have them."""
    shape = [int(size) for size in tensor.get("shape", [])]
    if len(shape) != 2:
        return tensor
    rows, columns = shape
    order = [row * columns + column for column in range(columns) for row in range(rows)]
    return {**tensor, "values": [tensor.get("values", [])[place] for place in order]}


def reversed_list(items: list[Any]) -> list[Any]:
    """Turn an order around."""
    return items[::-1]


def as_float32(items: list[Any]) -> list[Any]:
    """Round numbers to float32."""
    return [_rounded(item) if isinstance(item, float) else item for item in items]


def each_leaf(change: Change) -> Change:
    """Change each value of nested arrays."""

    def changed(value: Any) -> Any:
        return [changed(item) for item in value] if isinstance(value, list) else change(value)

    return changed


def as_text(value: Any) -> Any:
    """Make a string of a number, as a frame of mixed columns does."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return f"{value:g}" if is_number else value


def zero_for_null(value: Any) -> Any:
    """Take a missing number for 0."""
    return 0 if value is None else value


def _rounded(number: float) -> float:
    try:
        rounded: float = struct.unpack("<f", struct.pack("<f", number))[0]
    except OverflowError:
        return number
    return rounded


class Previous:
    """Gives the answer to the request before; the first one gets its own."""

    def __init__(self) -> None:
        self._kept: Any = None

    def __call__(self, message: Any) -> Any:
        given, self._kept = self._kept or message, message
        return given
