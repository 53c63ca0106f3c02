"""Mutated and random requests over HTTP, one connection after the other."""

from __future__ import annotations

import random
import socket
import time
from collections import Counter

from faults.seeds import mutated, rest_seeds
from seldon_conformance.rest_client import RestRequest

_HANG_S = 10.0
_LOOK_S = 0.05
_CONTENT_TYPES = ("application/json", "text/plain", "multipart/form-data", "a/b; c=\xff", "", "*")


def fuzz_rest(port: int, duration_s: float, seed: int) -> Counter[str]:
    """Send requests for so long.

    Returns:
        How often what came: statuses, and ``hang``, ``500: …`` for what should never come.
    """
    chance, seeds, seen = random.Random(seed), rest_seeds(), Counter[str]()
    ways = (_mutated_body, _mutated_body, _mutated_all, _chunked, _random_bytes, _pipelined)
    end = time.monotonic() + duration_s
    while time.monotonic() < end:
        way = chance.choice(ways)
        data, is_whole = way(chance.choice(seeds), chance)
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=_HANG_S) as connection:
                seen[_exchange(connection, data, chance, is_whole=is_whole)] += 1
        except ConnectionError:
            seen["reset"] += 1
    return seen


def _exchange(
    connection: socket.socket, data: bytes, chance: random.Random, *, is_whole: bool
) -> str:
    """Send bytes in pieces, and say what came back; a whole request must be answered."""
    pieces = chance.choice((1, 1, 1, 2, 5))
    size = -(-len(data) // pieces) or 1
    for start in range(0, len(data), size):
        connection.sendall(data[start : start + size])
    if not is_whole and chance.random() < 0.3:
        return "left"
    connection.settimeout(_HANG_S if is_whole else _LOOK_S)
    try:
        answer = connection.recv(65536)
    except TimeoutError:
        return f"hang: {data[:300]!r}" if is_whole else "waits for more"
    if not answer:
        return f"closed unanswered: {data[:300]!r}" if is_whole else "closed"
    status = answer[9:12].decode("latin-1")
    return f"500: {data[:300]!r} {answer[-300:]!r}" if status == "500" else status


def _head(request: RestRequest, lines: str) -> bytes:
    headers = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    head = f"{request.method} {request.target} HTTP/1.1\r\nHost: x\r\n{headers}{lines}\r\n"
    return head.encode("latin-1", "replace")


def _mutated_body(request: RestRequest, chance: random.Random) -> tuple[bytes, bool]:
    """A right frame around a wrong message, sometimes of another content type."""
    body = mutated(request.body or b"", chance)
    if chance.random() < 0.1:
        kind = chance.choice(_CONTENT_TYPES)
        request = RestRequest(request.method, request.target, {"Content-Type": kind}, None)
    headers = {
        name: value
        for name, value in request.headers.items()
        if name.lower() not in ("content-length", "transfer-encoding", "expect")
    }
    request = RestRequest(request.method, request.target, headers, None)
    return _head(request, f"Content-Length: {len(body)}\r\n") + body, True


def _mutated_all(request: RestRequest, chance: random.Random) -> tuple[bytes, bool]:
    body = request.body or b""
    return mutated(_head(request, f"Content-Length: {len(body)}\r\n") + body, chance), False


def _chunked(request: RestRequest, chance: random.Random) -> tuple[bytes, bool]:
    body, chunks = request.body or b"", []
    while body:
        size = chance.randrange(1, len(body) + 1)
        extension = chance.choice((b"", b"", b";a=b", b';a="' + b"x" * 200 + b'"'))
        chunks.append(b"%x%s\r\n%s\r\n" % (size, extension, body[:size]))
        body = body[size:]
    trailer = chance.choice((b"", b"", b"X: y\r\n", b"Content-Type: text/plain\r\n"))
    whole = _head(request, "Transfer-Encoding: chunked\r\n") + b"".join(chunks)
    return mutated(whole + b"0\r\n" + trailer + b"\r\n", chance), False


def _random_bytes(_request: RestRequest, chance: random.Random) -> tuple[bytes, bool]:
    return chance.randbytes(chance.choice((1, 16, 1000, 100_000))), False


def _pipelined(request: RestRequest, chance: random.Random) -> tuple[bytes, bool]:
    body = request.body or b""
    whole = _head(request, f"Content-Length: {len(body)}\r\n") + body
    several = whole * chance.randrange(2, 30)
    return (several if chance.random() < 0.5 else mutated(several, chance)), False
