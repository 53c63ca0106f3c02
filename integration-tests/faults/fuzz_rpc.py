"""Mutated and random requests over gRPC, and bytes that are none."""

from __future__ import annotations

import random
import socket
import time
from collections import Counter
from typing import Any

import grpc

from faults.seeds import mutated, rpc_seeds

_HANG_S = 10.0
_LOOK_S = 0.02
_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
_RIGHT_CODES = frozenset(
    ("OK", "INVALID_ARGUMENT", "UNIMPLEMENTED", "NOT_FOUND", "RESOURCE_EXHAUSTED", "CANCELLED")
)
_CALLS_ON_A_CHANNEL = 200


def fuzz_rpc(port: int, duration_s: float, seed: int) -> Counter[str]:
    """Make calls for so long, and send frames that are wrong.

    Returns:
        How often what came: codes, and more of it for what should never come.
    """
    chance, seen = random.Random(seed), Counter[str]()
    end = time.monotonic() + duration_s
    while time.monotonic() < end:
        with grpc.insecure_channel(
            f"127.0.0.1:{port}", options=(("grpc.use_local_subchannel_pool", 1),)
        ) as channel:
            _calls(channel, end, chance, seen)
        for _ in range(20):
            _frames(port, chance, seen)
    return seen


def _calls(channel: Any, end: float, chance: random.Random, seen: Counter[str]) -> None:
    seeds = rpc_seeds()
    for _ in range(_CALLS_ON_A_CHANNEL):
        if time.monotonic() > end:
            return
        seed = chance.choice(seeds)
        data = mutated(seed.request, chance)
        if chance.random() < 0.1:
            data = chance.randbytes(chance.choice((1, 16, 1000, 100_000)))
        future = channel.unary_unary(f"/{seed.method.lstrip('/')}").future(data, timeout=_HANG_S)
        if chance.random() < 0.05:
            future.cancel()
        code = future.code().name
        if code not in _RIGHT_CODES:
            code = f"{code}: {future.details()} {seed.method} {data[:300]!r}"
        seen[code] += 1


def _frames(port: int, chance: random.Random, seen: Counter[str]) -> None:
    """Send a preface, or nearly, and random frames; leave."""
    frames = [_frame(chance) for _ in range(chance.randrange(20))]
    data = mutated(_PREFACE, chance) if chance.random() < 0.2 else _PREFACE
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=_HANG_S) as connection:
            connection.sendall(data + b"\0\0\0\4\0\0\0\0\0" + b"".join(frames))
            connection.settimeout(_LOOK_S)
            connection.recv(65536)
        seen["frames"] += 1
    except (ConnectionError, TimeoutError):
        seen["frames refused"] += 1


def _frame(chance: random.Random) -> bytes:
    payload = chance.randbytes(chance.choice((0, 4, 8, 100)))
    length = len(payload) if chance.random() < 0.9 else chance.randrange(1 << 24)
    kind, flags = chance.randrange(12), chance.randrange(256)
    stream = chance.choice((0, 1, 1, 3, chance.randrange(1 << 31)))
    head = length.to_bytes(3, "big") + bytes((kind, flags)) + stream.to_bytes(4, "big")
    return head + payload
