"""Faults of clients: who is silent, slow to send or read, cuts, or opens a thousand channels."""

from __future__ import annotations

import contextlib
import json
import resource
import socket
import struct
from collections.abc import Callable, Sequence

import grpc

from faults.known_answers import KnownAnswers, rpc_answer
from faults.outcome import Outcome
from faults.subject import Subject, serving, until

_IDLE = 1000
_SLOW = 200
_CUTS = 40
_CHANNELS = 1000
_RECEIVE_TIMEOUT_S = "4"
_RESET = struct.pack("ii", 1, 0)
_MEMORY_MB = 25.0

Act = Callable[[Subject, contextlib.ExitStack], str]


def clients() -> Sequence[Callable[[], Outcome]]:
    """Give the faults of clients."""
    return [
        lambda: _injected("idle connections", f"{_IDLE} over HTTP, opened and left alone", _idle),
        lambda: _injected(
            "slow senders",
            f"{_SLOW} send half a body and stop; RECEIVE_TIMEOUT_S={_RECEIVE_TIMEOUT_S}",
            _slow_senders,
        ),
        lambda: _injected(
            "slow readers",
            f"{_SLOW} ask for 20 answers of 2 MB at once and read nothing; "
            f"RECEIVE_TIMEOUT_S={_RECEIVE_TIMEOUT_S}",
            _slow_readers,
            held_mb=_SLOW * 2 * 1.3,
        ),
        lambda: _injected(
            "cut bodies and resets",
            f"{_CUTS} connections reset in each of 8 phases of a request, some of 1 MB",
            _cuts,
        ),
        lambda: _injected(
            "idle gRPC channels", f"{_CHANNELS} connected, one call each, left alone", _channels
        ),
    ]


def _injected(fault: str, how: str, act: Act, held_mb: float = 150.0) -> Outcome:
    """Act upon a server, with known answers meanwhile, and see what is left of it."""
    _raise_descriptors()
    outcome = Outcome(fault, how)
    with serving(RECEIVE_TIMEOUT_S=_RECEIVE_TIMEOUT_S) as subject:
        with KnownAnswers(subject.http_port, subject.grpc_port).running() as known:
            until(lambda: known.asked > 40)
            outcome.before = subject.sample()
            with contextlib.ExitStack() as opened:
                seen = act(subject, opened)
                during = subject.sample()
            outcome.after = subject.settled(outcome.before)
        outcome.seen = f"{seen}; {known}; meanwhile {during}"
        outcome.check(holds=not known.wrong, otherwise=f"{len(known.wrong)} wrong known answers")
        outcome.check(
            holds=during.pss_mb - outcome.before.pss_mb < held_mb, otherwise="too much held"
        )
        outcome.check_growth(_MEMORY_MB)
        outcome.check(holds="Traceback" not in subject.log, otherwise="tracebacks in the log")
    return outcome


def _raise_descriptors() -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 16384), hard))


def _connect(subject: Subject, opened: contextlib.ExitStack) -> socket.socket:
    address = ("127.0.0.1", subject.http_port)
    return opened.enter_context(socket.create_connection(address, timeout=30))


def _post(text: str) -> bytes:
    body = json.dumps({"strData": text}).encode()
    head = "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def _idle(subject: Subject, opened: contextlib.ExitStack) -> str:
    connections = [_connect(subject, opened) for _ in range(_IDLE)]
    for connection in connections[::2]:
        connection.sendall(_post("used once"))
        connection.recv(4096)
    return f"{len(connections)} open, half of them used once"


def _slow_senders(subject: Subject, opened: contextlib.ExitStack) -> str:
    connections = [_connect(subject, opened) for _ in range(_SLOW)]
    for connection in connections:
        connection.sendall(_post("x" * 1000)[:-500])
    statuses = {connection.recv(4096)[9:12] for connection in connections}
    return f"all answered {b', '.join(sorted(statuses)).decode()}"


def _slow_readers(subject: Subject, opened: contextlib.ExitStack) -> str:
    before = subject.sample().descriptors
    for _ in range(_SLOW):
        reader = opened.enter_context(socket.socket())
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        reader.connect(("127.0.0.1", subject.http_port))
        reader.sendall(_post("large 2") * 20)
    most_mb = 0.0

    def gone() -> bool:
        nonlocal most_mb
        held = subject.sample()
        most_mb = max(most_mb, held.pss_mb)
        return held.descriptors <= before + 4

    cut_off = until(gone, 90.0)
    return f"{'all' if cut_off else 'NOT all'} were cut off, at most {most_mb:.0f} MB held"


def _cuts(subject: Subject, opened: contextlib.ExitStack) -> str:
    whole = _post("x" * 1_000_000)
    head = whole.index(b"\r\n\r\n") + 4
    slow = _post("sleep 0.02")
    phases = [b"", b"P", whole[:30], whole[: head - 1], whole[:head], whole[:500_000], whole, slow]
    for phase in phases:
        for _ in range(_CUTS):
            connection = _connect(subject, opened)
            connection.sendall(phase)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            connection.close()
    return f"{_CUTS * len(phases)} cut"


def _channels(subject: Subject, opened: contextlib.ExitStack) -> str:
    options = (("grpc.use_local_subchannel_pool", 1),)
    target = f"127.0.0.1:{subject.grpc_port}"
    right = 0
    for number in range(_CHANNELS):
        channel = opened.enter_context(grpc.insecure_channel(target, options=options))
        right += rpc_answer(channel, f"channel {number}") == f"channel {number}"
    return f"{right} of {_CHANNELS} calls right"
