"""One transport-neutral value for what travels between a face and the component.

A codec makes a ``Message`` from bytes and bytes from a ``Message``; dispatch works on nothing else.
This package knows neither JSON text, protobuf, Flask nor grpc: REST and gRPC agree because both
turn into this.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import Any

Meta = dict[str, Any]
"""Keys of contract.md, MET: puid, tags, routing, requestPath, metrics; only those that are set."""


class Kind(enum.Enum):
    """The kinds of payload, in the order of PAY-1; the value is the key in JSON."""

    # Members are one of a kind; the hash of an enumeration's own takes 0.3 µs, in Python.
    __hash__ = object.__hash__

    TENSOR = "tensor"
    NDARRAY = "ndarray"
    TFTENSOR = "tftensor"
    JSON = "jsonData"
    STRING = "strData"
    BINARY = "binData"
    ANY = "customData"

    @property
    def is_data(self) -> bool:
        """Whether the kind is a form of ``data``, which has names."""
        return self in DATA_KINDS


DATA_KINDS = frozenset({Kind.TENSOR, Kind.NDARRAY, Kind.TFTENSOR})


@dataclass(slots=True)
class Message:
    """A SeldonMessage.

    Attributes:
        kind: What the payload is; None where there is none (a part of feedback that is absent).
        value: For ``data`` a numpy array, its own and writable (PAY-17); for ``jsonData`` plain
            Python values; else str, bytes, or a protobuf Any.
        names: One per column; only ``data`` has any.
        meta: What travels beside the payload.
    """

    kind: Kind | None
    value: Any
    names: list[str] = field(default_factory=list)
    meta: Meta = field(default_factory=dict)


@dataclass(slots=True)
class Feedback:
    """A Feedback; parts that were absent are None.

    Attributes:
        request: What the component was asked.
        response: What it answered; its meta holds the routing.
        reward: float32, as a Python float.
        truth: What the answer should have been.
    """

    request: Message | None
    response: Message | None
    reward: float
    truth: Message | None
