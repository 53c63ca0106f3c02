"""Orders to stop while clients call, with no delay and with all that may be open."""

from __future__ import annotations

import contextlib
import http.client
import json
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import grpc

from faults.known_answers import HANG_S, rpc_answer
from faults.outcome import Outcome
from faults.subject import Subject, serving, until

_REST_CLIENTS = 8
_RPC_CLIENTS = 4
_ROUNDS = 5
_WATCH = "/grpc.health.v1.Health/Watch"
_REFLECTION = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"


def of_stops() -> Sequence[Callable[[], Outcome]]:
    """Give the faults around a stop."""
    return [lambda: _without_delay("1"), lambda: _without_delay("2"), _with_all_open]


class _Tally:
    """What became of the calls of all clients."""

    def __init__(self) -> None:
        self.counts = Counter[str]()
        self.over = threading.Event()
        self._lock = threading.Lock()

    def is_busy(self) -> bool:
        """Tell whether all have had time to call."""
        return self.counts.total() > 500

    def add(self, what: str) -> None:
        """Note one call."""
        with self._lock:
            self.counts[what] += 1


def _without_delay(workers: str) -> Outcome:
    """Stop a server at once while clients call it without pause; they go on at another."""
    outcome = Outcome(
        "SIGTERM under load, SHUTDOWN_DELAY_S=0",
        f"{_ROUNDS} stops, {_REST_CLIENTS} REST and {_RPC_CLIENTS} gRPC clients without pause, "
        "who go elsewhere when told `Connection: close`, refused, or by GOAWAY; no retries; "
        f"WORKERS={workers}",
    )
    total, codes = Counter[str](), set()
    for _ in range(_ROUNDS):
        with serving() as second, serving(WORKERS=workers) as first:
            tally = _Tally()
            threads = [
                threading.Thread(target=client, args=(first, second, tally))
                for client in [_rest_client] * _REST_CLIENTS + [_rpc_client] * _RPC_CLIENTS
            ]
            for thread in threads:
                thread.start()
            until(tally.is_busy)
            first.process.send_signal(signal.SIGTERM)
            codes.add(first.process.wait(2 * HANG_S))
            errors = [line for line in first.log.splitlines() if " ERROR " in line]
            outcome.problems += errors
            time.sleep(0.2)
            tally.over.set()
            for thread in threads:
                thread.join()
            total += tally.counts
    outcome.seen = f"exit codes {codes}; " + ", ".join(
        f"{what}: {count}" for what, count in sorted(total.items())
    )
    outcome.check(holds=codes == {0}, otherwise="not all exit codes are 0")
    outcome.check(holds="wrong" not in total, otherwise="wrong answers")
    return outcome


def _rest_client(first: Subject, second: Subject, tally: _Tally) -> None:
    port, connection, number = first.http_port, None, 0
    while not tally.over.is_set():
        number += 1
        text = f"{threading.get_ident()} {number}"
        try:
            if connection is None:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=HANG_S)
                connection.connect()
        except ConnectionError:
            port, connection = second.http_port, None
            tally.add("REST not connected")
            continue
        try:
            body = json.dumps({"strData": text})
            connection.request("POST", "/predict", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            right = json.loads(response.read()).get("strData") == text
            tally.add("REST right" if right else "wrong")
            leaves = response.headers["Connection"] == "close"
        except (ConnectionError, http.client.HTTPException) as error:
            tally.add(f"REST lost ({type(error).__name__})")
            leaves = True
        if leaves:
            connection.close()
            port, connection = second.http_port, None


def _rpc_client(first: Subject, second: Subject, tally: _Tally) -> None:
    options = (("grpc.use_local_subchannel_pool", 1), ("grpc.enable_retries", 0))
    with contextlib.ExitStack() as opened:
        channels = [
            opened.enter_context(grpc.insecure_channel(f"127.0.0.1:{each.grpc_port}", options))
            for each in (first, second)
        ]
        number = 0
        while not tally.over.is_set():
            number += 1
            text = f"{threading.get_ident()} {number}"
            try:
                right = rpc_answer(channels[0], text) == text
                tally.add("gRPC right" if right else "wrong")
            except grpc.RpcError as error:
                refused = "refused" in (error.details() or "")
                what = "not connected" if refused else f"lost ({error.code().name})"
                tally.add(f"gRPC {what}")
                channels.reverse()


def _with_all_open() -> Outcome:
    """Stop a server on which everything that may be open is open."""
    outcome = Outcome(
        "SIGTERM with everything open",
        "health Watch, a reflection stream, an idle channel, idle and half-sent HTTP, a slow call",
    )
    with serving() as subject, contextlib.ExitStack() as opened:
        channel: Any = opened.enter_context(grpc.insecure_channel(f"127.0.0.1:{subject.grpc_port}"))
        watch = channel.unary_stream(_WATCH)(b"")
        statuses = [next(watch)]
        silent = threading.Event()
        opened.callback(silent.set)
        reflection = channel.stream_stream(_REFLECTION)(_never(silent))
        address = ("127.0.0.1", subject.http_port)
        for data in (b"", b"GET /li", b"POST /predict HTTP/1.1\r\nContent-Le"):
            connection = opened.enter_context(socket.create_connection(address))
            connection.sendall(data)
        slow = channel.unary_unary("/seldon.protos.Model/Predict").future(_SLEEP, timeout=HANG_S)
        time.sleep(0.3)
        began_s = time.monotonic()
        subject.process.send_signal(signal.SIGTERM)
        code = subject.process.wait(HANG_S)
        took_s = time.monotonic() - began_s
        statuses += list(watch)
        reflected = reflection.code()
        outcome.seen = (
            f"exit code {code} after {took_s:.1f} s; Watch said {[each[-1] for each in statuses]}, "
            f"the stream of reflection ended {reflected.name}, the slow call "
            f"{slow.code().name}"
        )
        outcome.check(holds=code == 0, otherwise="not 0")
        outcome.check(holds=statuses == [b"\x08\x01", b"\x08\x02"], otherwise="Watch was not told")
        outcome.check(holds=slow.code() is grpc.StatusCode.OK, otherwise="the slow call was lost")
    return outcome


# A SeldonMessage of the strData "sleep 1.0".
_SLEEP = b"\x2a\x09sleep 1.0"


def _never(silent: threading.Event) -> Iterator[bytes]:
    silent.wait()
    yield from ()
