"""Shows whether the R server's memory stays flat: ``make -C r memory``.

One server is asked 100,000 small requests, another 100,000 of all kinds, over a few connections;
its memory is noted every 5,000. A leak of 100 bytes a request would be 10 MB at the end.
"""

import http.client
import itertools
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from seldon_bench.cores import choose_cores
from seldon_bench.errors import BenchError
from seldon_bench.loads import Load
from seldon_bench.places import R_BUILD
from seldon_bench.r_servers import MIXED, RServer, r_servers
from seldon_bench.running import Running, started
from seldon_bench.servers import IDENTITY

REQUESTS, STEP, _CONNECTIONS = 100_000, 5_000, 4
_TIMEOUT_S = 60.0
_OK, _BAD, _FAILED = 200, 400, 500
# More sets of names than the server keeps.
_NAME_SETS = 200
_LONG_EVERY = 50
_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"

Request = tuple[bytes, int]
"""A body, and the status of its answer."""


def small() -> list[Request]:
    """Give one request of 1x4."""
    return [(_body({"data": {"ndarray": [[0.1, 0.2, 0.3, 0.4]]}}), _OK)]


def mixed() -> list[Request]:
    """Give requests of all kinds, with names that change, warnings and errors among them."""
    random = np.random.default_rng(4)
    long = _body({"data": {"ndarray": random.random((10_000, 4)).tolist()}})
    words = [["a", 1.5, True], ["b", None, False]] * 100
    found = []
    for index in range(_NAME_SETS):
        rows = random.random((3, 2)).tolist()
        names = [f"a{index}", f"b{index}"]
        values = random.random(1000).tolist()
        found += [
            (_body({"data": {"names": names, "ndarray": rows}}), _OK),
            (_body({"data": {"tensor": {"shape": [10, 100], "values": values}}}), _OK),
            (_body({"data": {"ndarray": words}}), _OK),
            (_body({"jsonData": {"a": [1, {"b": f"{index}"}]}, "meta": {"puid": _TRACE}}), _OK),
            (_body({"strData": f"text {index}"}), _OK),
            (_body({"strData": "warn"}), _OK),
            (_body({"strData": "fail"}), _FAILED),
            (_body({"binData": "AAEC"}), _OK),
            (b'{"data": ', _BAD),
        ]
        if index % _LONG_EVERY == 0:
            found.append((long, _OK))
    return found


def curve(server: RServer, component: str, requests: Sequence[Request]) -> list[float]:
    """Ask a server, and give its memory in MB before, and after each 5,000 requests."""
    cores = choose_cores()
    first = Load("small", np.array([[0.1, 0.2, 0.3, 0.4]]), "ndarray", 1, "1x4")
    with started(server, component, first, cores.allowed, {}) as running:
        turn = itertools.cycle(requests)
        found = [running.tree.pss_mb()]
        for asked in range(STEP, REQUESTS + 1, STEP):
            _ask_at_once(running, [next(turn) for _ in range(STEP)])
            found.append(running.tree.pss_mb())
            said = f"{component}: {asked} requests, {found[-1]:.1f} MB"
            print(said, file=sys.stderr)  # noqa: T201 - a command line prints
        return found


def _ask_at_once(running: Running, requests: Sequence[Request]) -> None:
    """Ask all of some requests over a few connections.

    Raises:
        BenchError: An answer has another status than it should.
    """
    left, wrong = iter(requests), list[str]()
    lock = threading.Lock()

    def take() -> Iterator[Request]:
        while True:
            with lock:
                request = next(left, None)
            if request is None:
                return
            yield request

    threads = [
        threading.Thread(target=_ask_all, args=(running, take, wrong)) for _ in range(_CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise BenchError(wrong[0])


def _ask_all(running: Running, take: Callable[[], Iterator[Request]], wrong: list[str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", running.ports.http, timeout=_TIMEOUT_S)
    headers = {"Content-Type": "application/json"}
    try:
        for body, expected in take():
            connection.request("POST", running.server.protocol.rest_path, body, headers)
            response = connection.getresponse()
            reply = response.read()
            if response.status != expected:
                wrong.append(f"status {response.status} (expected: {expected}): {reply[:200]!r}")
                return
    except (OSError, http.client.HTTPException) as error:
        wrong.append(f"no answer: {error!r}")
    finally:
        connection.close()


def _body(message: object) -> bytes:
    return json.dumps(message).encode()


def _table(curves: dict[str, list[float]]) -> str:
    head = ["requests", *curves]
    lines = [head, ["---:"] * len(head)]
    for index, values in enumerate(zip(*curves.values(), strict=True)):
        lines.append([f"{index * STEP:,}", *(f"{value:.1f} MB" for value in values)])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def main() -> None:
    """Ask both servers, and print and write the curves."""
    server = r_servers(os.environ.get("IMAGE_PREFIX", ""))[0]
    curves = {
        "small": curve(server, IDENTITY, small()),
        "mixed": curve(server, MIXED, mixed()),
    }
    R_BUILD.mkdir(parents=True, exist_ok=True)
    (R_BUILD / "memory.md").write_text(_table(curves), encoding="utf-8")
    print(_table(curves))  # noqa: T201 - a command line prints


if __name__ == "__main__":
    try:
        main()
    except BenchError as error:
        sys.exit(f"ERROR: bench: {error}")
