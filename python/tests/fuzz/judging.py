"""Compares the codecs with their judges: one case of reading or writing, for each transport.

Nothing may differ: what a codec makes of bytes is what ``naive`` makes of them, value by value and
errors included; and what it writes is what json and protobuf read back.
"""

from __future__ import annotations

import importlib.util
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
import orjson
from fuzz import json_bodies, naive, proto_bodies

from seldon_wrapper import protos
from seldon_wrapper.errors import PayloadError
from seldon_wrapper.message import Feedback, Kind, Message
from seldon_wrapper.rest import decode as rest
from seldon_wrapper.rest.encode import message_bytes as json_bytes
from seldon_wrapper.rpc import decode as rpc
from seldon_wrapper.rpc.decode_large import read_large
from seldon_wrapper.rpc.encode import message_bytes as proto_bytes

Read = Callable[[bytes], Any]


@dataclass(frozen=True)
class Difference:
    """Bytes of which a codec makes something else than its judge."""

    what: str
    body: bytes
    found: object
    expected: object

    def __str__(self) -> str:
        """Give all that is needed to see it again."""
        return f"{self.what}: {self.found} (expected: {self.expected})\n  body: {self.body!r}"


def _json(read: Read) -> Read:
    def from_bytes(body: bytes) -> Any:
        try:
            value = orjson.loads(body)
        except orjson.JSONDecodeError:
            raise PayloadError("body: malformed JSON") from None
        return read(value)

    return from_bytes


# verb: maker of bodies, the codec's reader, the judge.
READERS: dict[str, list[tuple[str, Callable[[Random], bytes], Read, Read]]] = {
    "rest": [
        ("SeldonMessage", json_bodies.message, _json(rest.message_of), naive.json_message),
        ("SeldonMessageList", json_bodies.messages, _json(rest.messages_of), naive.json_messages),
        ("Feedback", json_bodies.feedback, _json(rest.feedback_of), naive.json_feedback),
    ],
    "grpc": [
        ("SeldonMessage", proto_bodies.message, rpc.message_of, naive.proto_message),
        ("SeldonMessageList", proto_bodies.messages, rpc.messages_of, naive.proto_messages),
        ("Feedback", proto_bodies.feedback, rpc.feedback_of, naive.proto_feedback),
    ],
}
# Most calls are of one message.
_WEIGHTS = (8, 1, 1)


def _short_ways() -> dict[str, Read]:
    """Give the readers that may say "not mine", for bodies of any size."""
    found: dict[str, Read] = {"grpc": read_large}
    if importlib.util.find_spec("seldon_wrapper.rest.decode_large"):
        module = importlib.import_module("seldon_wrapper.rest.decode_large")
        found["rest"] = module.read_large
    return found


SHORT_WAYS = _short_ways()


def read_case(transport: str, rng: Random) -> Difference | None:
    """Make a body and read it: as a server would, and by the short way alone."""
    name, make, read, judge = rng.choices(READERS[transport], _WEIGHTS)[0]
    body = make(rng)
    expected = _outcome(judge, body)
    found = _outcome(read, body)
    if found != expected:
        return Difference(f"{transport} {name}", body, found, expected)
    short = SHORT_WAYS.get(transport)
    if short is not None and name == "SeldonMessage":
        found = _outcome(short, body)
        if found not in (None, expected):
            return Difference(f"{transport} {name}, the short way", body, found, expected)
    return None


def write_case(transport: str, rng: Random) -> Difference | None:
    """Write a random answer, and read it back by the judge's own parser."""
    message = _answer(rng)
    try:
        body = json_bytes(message) if transport == "rest" else proto_bytes(message)
    except Exception as error:  # noqa: BLE001 - a codec that raises is a difference
        return Difference(f"{transport} answer", repr(message).encode(), repr(error), "bytes")
    found = _written_json(body) if transport == "rest" else _written_proto(body)
    expected = _expected(message, transport)
    return None if found == expected else Difference(f"{transport} answer", body, found, expected)


def _outcome(read: Read, body: bytes) -> object:
    """Give what a reader makes of bytes, comparable: NaN equals NaN, -0.0 is not 0.0."""
    try:
        found = read(body)
    except PayloadError as error:
        return str(error)
    if found is None:
        return None
    if isinstance(found, Feedback):
        parts = (found.request, found.response, found.truth)
        return repr(found.reward), [part and _shown(part) for part in parts]
    return [_shown(item) for item in found] if isinstance(found, list) else _shown(found)


def _shown(message: Message) -> object:
    value = message.value
    if isinstance(value, np.ndarray):
        dtype = "text or mixed" if value.dtype.kind in "UO" else value.dtype.str
        value = (value.shape, dtype, value.flags.writeable, value.tolist())
    return message.kind, repr(value), message.names, repr(message.meta)


def _answer(rng: Random) -> Message:
    kind = rng.choice([Kind.TENSOR, Kind.NDARRAY, Kind.NDARRAY, Kind.JSON, Kind.STRING])
    meta = {"puid": "p", "tags": {"t": [1.5, None, "ä"]}} if rng.random() < 0.5 else {}
    if kind is Kind.JSON:
        return Message(kind, {"a": [1, 2.5, None, True, "ä\n"], "b": {}}, meta=meta)
    if kind is Kind.STRING:
        return Message(kind, rng.choice(["", "ä✓😀", "a\0b", '"\\']), meta=meta)
    return Message(kind, _array(rng, kind), rng.choice([[], ["a", "ä"]]), meta)


def _array(rng: Random, kind: Kind) -> Any:
    limit = 100 if rng.random() < 0.02 else 5
    shape = tuple(rng.randint(0, limit) for _ in range(rng.randint(1, 3 if limit == 5 else 2)))
    count = math.prod(shape)
    code = rng.choice(["f8", "f8", ">f8", "f4", "f2", "i8", "i4", "u1", "u8"])
    if kind is Kind.NDARRAY and rng.random() < 0.3:
        code = rng.choice(["?", "U3", "O"])
    if code in ("U3", "O"):
        choices = ["a", "ä", ""] if code == "U3" else ["a", 1, 2.5, None, True, {"k": [1]}]
        flat = np.empty(count, dtype=code)
        for index in range(count):
            flat[index] = rng.choice(choices)
    elif np.dtype(code).kind == "f":
        flat = np.array([rng.gauss(0, 100) for _ in range(count)], dtype=code)
        if count and rng.random() < 0.2:
            special = [math.nan, -0.0] + ([math.inf, -math.inf] if kind is Kind.TENSOR else [])
            flat[rng.randrange(count)] = rng.choice(special)
    else:
        flat = np.array([rng.randint(0, 1) * rng.randint(0, 100) for _ in range(count)], dtype=code)
        if code == "u8" and count:
            flat[0] = 2**64 - 1
    array = flat.reshape(shape)
    return rng.choice([array, np.asfortranarray(array), array[::-1]])


def _expected(message: Message, transport: str) -> object:
    value = message.value
    if isinstance(value, np.ndarray):
        # A float32 is the double nearest to it on both transports.
        listed = value.astype("f8").tolist() if value.dtype.kind == "f" else value.tolist()
        if message.kind is Kind.TENSOR:
            flat = (value.astype("f8") if value.dtype.kind == "f" else value).ravel().tolist()
            value = (list(value.shape), _comparable(flat, transport))
        else:
            value = _comparable(listed, transport, nan=None)
    else:
        value = _comparable(value, transport)
    return message.kind, value, message.names, _comparable(message.meta, transport)


def _comparable(value: Any, transport: str, nan: Any = "nan") -> Any:
    """Give a value as text, in which 1 is 1.0 over gRPC and -0.0 is not 0.0."""
    if isinstance(value, list):
        return [_comparable(item, transport, nan) for item in value]
    if isinstance(value, dict):
        return {key: _comparable(item, transport, nan) for key, item in value.items()}
    if isinstance(value, float) and math.isnan(value):
        return nan
    if type(value) is int and transport == "grpc":
        value = float(value)
    return repr(value) if type(value) in (int, float) else value


def _written_json(body: bytes) -> object:
    read = json.loads(body, parse_constant=naive._refused)
    meta = _comparable(read["meta"], "rest")
    if "data" not in read:
        kind = Kind.JSON if "jsonData" in read else Kind.STRING
        return kind, _comparable(read[kind.value], "rest"), [], meta
    data = read["data"]
    if "ndarray" in data:
        return Kind.NDARRAY, _comparable(data["ndarray"], "rest", nan=None), data["names"], meta
    values = [naive._SPECIAL.get(item, item) for item in data["tensor"]["values"]]
    found = (data["tensor"]["shape"], _comparable(values, "rest"))
    return Kind.TENSOR, found, data["names"], meta


def _written_proto(body: bytes) -> object:
    read = protos.SeldonMessage.FromString(body)
    meta: dict[str, Any] = {"puid": read.meta.puid} if read.meta.puid else {}
    if read.meta.tags:
        meta["tags"] = {key: naive.plain(value) for key, value in read.meta.tags.items()}
    meta = _comparable(meta, "grpc")
    kind = read.WhichOneof("data_oneof")
    if kind == "strData":
        return Kind.STRING, read.strData, [], meta
    if kind == "jsonData":
        return Kind.JSON, _comparable(naive.plain(read.jsonData), "grpc"), [], meta
    names = list(read.data.names)
    if read.data.WhichOneof("data_oneof") == "ndarray":
        rows = [naive.plain(item) for item in read.data.ndarray.values]
        return Kind.NDARRAY, _comparable(rows, "grpc", nan=None), names, meta
    found = (list(read.data.tensor.shape), _comparable(list(read.data.tensor.values), "grpc"))
    return Kind.TENSOR, found, names, meta
