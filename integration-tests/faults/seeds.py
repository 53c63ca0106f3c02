"""What the fuzzers start from: the requests of the golden vectors."""

from __future__ import annotations

import random
from collections.abc import Iterator

from seldon_conformance.errors import VectorError
from seldon_conformance.grpc_requests import GrpcCall, grpc_call, verb_call
from seldon_conformance.rest_client import RestRequest
from seldon_conformance.rest_requests import rest_request, verb_request
from seldon_conformance.vectors import load_vectors

# Longer ones are there for limits, and would keep the fuzzers from all else.
_LONGEST_BYTES = 64 * 1024


def rest_seeds() -> list[RestRequest]:
    """Give the requests of all vectors that go over REST."""
    found = []
    for vector in load_vectors():
        for step in vector.steps:
            if step.verb is not None:
                found.append(verb_request(step.verb, step.request))
            elif step.rest is not None:
                found.append(rest_request(step.rest))
    return [request for request in found if len(request.body or b"") <= _LONGEST_BYTES]


def rpc_seeds() -> list[GrpcCall]:
    """Give the calls of all vectors that go over gRPC, but for streams."""
    return [
        call for call in _calls() if not call.is_streaming and len(call.request) <= _LONGEST_BYTES
    ]


def _calls() -> Iterator[GrpcCall]:
    for vector in load_vectors():
        for step in vector.steps:
            try:
                if step.verb is not None:
                    yield verb_call(step.verb, step.request)
                elif step.grpc is not None:
                    yield grpc_call(step.grpc)
            except VectorError:
                # What JSON can say and protobuf cannot.
                continue


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Change up to eight places of some bytes, or cut them."""
    changed = bytearray(data)
    for _ in range(chance.randrange(8)):
        place = chance.randrange(len(changed) + 1)
        length = chance.choice((1, 1, 1, 2, 4, 16, 64))
        _CHANGES[chance.randrange(len(_CHANGES))](changed, place, length, chance)
    if chance.random() < 0.1:
        del changed[chance.randrange(len(changed) + 1) :]
    return bytes(changed)


def _flip(data: bytearray, place: int, _length: int, chance: random.Random) -> None:
    if place < len(data):
        data[place] ^= 1 << chance.randrange(8)


def _delete(data: bytearray, place: int, length: int, _chance: random.Random) -> None:
    del data[place : place + length]


def _repeat(data: bytearray, place: int, length: int, chance: random.Random) -> None:
    data[place:place] = data[place : place + length] * chance.choice((1, 2, 100))


def _random(data: bytearray, place: int, length: int, chance: random.Random) -> None:
    data[place:place] = chance.randbytes(length)


def _tricky(data: bytearray, place: int, _length: int, chance: random.Random) -> None:
    data[place:place] = chance.choice(_TRICKY)


_CHANGES = (_flip, _delete, _repeat, _random, _tricky)
_TRICKY = (
    *(b"\r\n", b"\r\n\r\n", b"\n", b"\0", b"\xff", b"0", b"-1", b"99999999999999999999", b"1e999"),
    *(b"NaN", b"[" * 40, b"{", b'"', b"\\ud800", b"\xed\xa0\x80", b"null", b"\x80\x80\x80\x80\x10"),
    *(b"Transfer-Encoding: chunked\r\n", b"Content-Length: 5\r\n", b"Connection: close\r\n"),
    *(b"Expect: 100-continue\r\n", b"Upgrade: h2c\r\nConnection: Upgrade\r\n"),
)
