"""The life of a real server: start, readiness, stop, and every way to fail."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from concurrent import futures
from pathlib import Path

import pytest
from serving_fixtures import Server, Servers, until

SLOW = """
import pathlib, time

class MyModel:
    def predict(self, path):
        pathlib.Path("inside" + path.replace("/", "-")).touch()
        time.sleep(2)
        return "finished"
"""
STUCK = """
import pathlib, time

class MyModel:
    def predict(self, path):
        pathlib.Path("inside" + path.replace("/", "-")).touch()
        time.sleep(600)
"""
HELD = """
import pathlib, time

class MyModel:
    def load(self):
        while not pathlib.Path("let-go").exists():
            time.sleep(0.01)

    def predict(self, path):
        return "hello"
"""


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Servers]:
    """Start servers in a directory of the test's own."""
    started = Servers(tmp_path)
    yield started
    started.end()


def _in_flight(
    servers: Servers, server: Server, pool: futures.Executor
) -> list[futures.Future[str]]:
    """Return one call over each protocol, both inside the component."""
    calls = [
        pool.submit(lambda: server.get("/over-rest")[1]),
        pool.submit(server.call, "/over-grpc"),
    ]
    inside = [servers.directory / f"inside-over-{name}" for name in ("rest", "grpc")]
    server.until(lambda: all(path.exists() for path in inside), "both calls inside")
    return calls


@pytest.mark.parametrize("stop", ["SIGTERM", "ctrl-C", "two SIGTERM", "SIGTERM to all"])
def test_calls_in_flight_on_both_protocols_are_finished(servers: Servers, stop: str) -> None:
    """A rolling replacement must not lose a request, however the stop arrives (LIF-5)."""
    server = servers.start(SLOW)
    server.until_ready()
    worker = int(server.get("/pid")[1])
    with futures.ThreadPoolExecutor() as pool:
        calls = _in_flight(servers, server, pool)
        if stop == "ctrl-C":
            server.ctrl_c()
        else:
            server.signal(signal.SIGTERM)
        if stop == "two SIGTERM":
            server.until(lambda: "told to stop" in server.errors, "the first one seen")
            server.signal(signal.SIGTERM)
        if stop == "SIGTERM to all":
            os.kill(worker, signal.SIGTERM)
        answers = [call.result() for call in calls]

    assert answers == ["finished", "finished"]
    assert server.wait() == 0, server.errors
    assert "Traceback" not in server.errors
    assert "stopped; every call was finished" in server.errors


@pytest.mark.parametrize("protocol", ["REST", "GRPC"])
def test_one_protocol_alone_is_served_and_drained(servers: Servers, protocol: str) -> None:
    """SERVE leaves the other port closed and the metrics open (LIF-2)."""
    server = servers.start(SLOW, environ={"SERVE": protocol})
    server.until(lambda: "ready: MyModel" in server.errors, "ready")
    closed = server.grpc_port if protocol == "REST" else server.http_port
    with futures.ThreadPoolExecutor() as pool:
        if protocol == "REST":
            call = pool.submit(lambda: server.get("/only")[1])
        else:
            call = pool.submit(server.call, "/only")
        server.until((servers.directory / "inside-only").exists, "the call inside")
        with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", closed)):
            pass
        metrics = server.get("/metrics", server.metrics_port)
        server.signal(signal.SIGTERM)
        answer = call.result()

    assert metrics[0] == 200
    assert answer == "finished"
    assert server.wait() == 0, server.errors


def test_readiness_fails_before_the_ports_close(servers: Servers) -> None:
    """Load balancers need SHUTDOWN_DELAY_S to see it; calls are served meanwhile (LIF-5)."""
    server = servers.start(environ={"SHUTDOWN_DELAY_S": "1"})
    server.until_ready()
    server.signal(signal.SIGTERM)
    server.until(lambda: server.status("/ready") == 503, "readiness fails")

    assert server.get("/ready") == (503, "draining")
    assert server.get("/predict") == (200, "hello")
    assert server.call("/predict") == "hello"
    assert server.wait() == 0, server.errors


def test_a_slow_load_answers_probes(servers: Servers) -> None:
    """A long load is normal and must not look like a dead server (LIF-4)."""
    server = servers.start(HELD)
    server.until(lambda: server.status("/live") == 200, "live")
    server.until(lambda: server.get("/ready")[1] == "loading", "loading")
    refused = server.get("/predict")
    (servers.directory / "let-go").touch()
    server.until_ready()

    assert refused == (503, "loading")
    assert server.get("/predict") == (200, "hello")


def test_a_stop_while_loading_ends_at_once(servers: Servers) -> None:
    """Nothing is in flight yet, so there is nothing to wait for."""
    server = servers.start(HELD)
    server.until(lambda: server.status("/live") == 200, "live")
    server.signal(signal.SIGTERM)

    assert server.wait() == 0, server.errors


def test_a_stop_during_the_import_ends_at_once(servers: Servers) -> None:
    """A worker that imports has no event loop yet."""
    server = servers.start(
        "import pathlib, time; pathlib.Path('importing').touch(); time.sleep(600)"
    )
    server.until((servers.directory / "importing").exists, "importing")
    server.signal(signal.SIGTERM)

    assert server.wait() == 0, server.errors


def test_what_takes_longer_than_the_drain_timeout_is_cut_off(servers: Servers) -> None:
    """The server says so itself instead of being killed by the engine (LIF-5)."""
    server = servers.start(STUCK, environ={"DRAIN_TIMEOUT_S": "1"})
    server.until_ready()
    pool = futures.ThreadPoolExecutor()
    calls = _in_flight(servers, server, pool)
    server.signal(signal.SIGTERM)

    assert server.wait() == 1
    line = "DRAIN_TIMEOUT_S: calls over REST still running after 1 s are cut off: /over-rest\n"
    assert line in server.errors
    assert all(call.exception() for call in calls)
    pool.shutdown()


def test_an_idle_connection_does_not_hold_up_the_stop(servers: Servers) -> None:
    """Clients keep connections open for minutes; so does a half-sent request."""
    server = servers.start()
    server.until_ready()
    address = ("127.0.0.1", server.http_port)
    with socket.create_connection(address) as idle, socket.create_connection(address) as half:
        idle.sendall(b"GET /live HTTP/1.1\r\nHost: x\r\n\r\n")
        first = idle.recv(1000)
        half.sendall(b"POST /predict HTTP/1.1\r\nHost: x\r\nContent-Le")
        server.signal(signal.SIGTERM)

        assert server.wait() == 0, server.errors
    assert first.startswith(b"HTTP/1.1 200")


def test_a_killed_worker_ends_the_server(servers: Servers) -> None:
    """Kubernetes then starts a whole new container; 137 is what it shows for a SIGKILL (LIF-6)."""
    server = servers.start()
    server.until_ready()
    worker = int(server.get("/pid")[1])
    os.kill(worker, signal.SIGKILL)

    assert server.wait() == 137
    line = f"worker {worker} was killed by SIGKILL (out of memory?); the server ends"
    assert line in server.errors


def test_a_killed_worker_among_several_ends_them_all(servers: Servers) -> None:
    """Half a server would answer half of the requests."""
    server = servers.start(environ={"WORKERS": "2"})
    server.until_ready()
    first = int(server.get("/pid")[1])
    os.kill(first, signal.SIGKILL)

    assert server.wait() == 137
    until(lambda: server.status("/live") is None, "the other worker has gone")


def test_a_worker_without_its_supervisor_stops(servers: Servers) -> None:
    """Outside of a container nobody else would free the port."""
    server = servers.start()
    server.until_ready()
    server.process.kill()
    server.wait()

    until(lambda: server.status("/live") is None, "the port is free")
    assert "the supervisor has gone; this worker stops too" in server.errors


def test_several_workers_share_the_ports(servers: Servers) -> None:
    """Each worker has its own process and answers on both protocols."""
    server = servers.start(environ={"WORKERS": "2"})
    seen: set[str] = set()

    def both() -> bool:
        if server.status("/ready") == 200:
            seen.add(server.get("/pid")[1])
        return len(seen) == 2

    server.until(both, "answers of both workers")
    metrics = server.get("/metrics", server.metrics_port)[1]
    server.signal(signal.SIGTERM)

    assert server.wait() == 0, server.errors
    assert set(metrics.split()) == {"pid", *seen}


def test_processes_of_the_component_keep_their_own_signals(servers: Servers) -> None:
    """Pool.terminate() sends SIGTERM to forked children that hold the worker's wake-up pipe."""
    server = servers.start("""
        import multiprocessing, time

        class MyModel:
            def predict(self, path):
                child = multiprocessing.get_context("fork").Process(target=time.sleep, args=(60,))
                child.start()
                child.terminate()
                child.join(10)
                return str(child.exitcode)
    """)
    server.until_ready()
    code = server.get("/predict")[1]

    assert code == str(-signal.SIGTERM)
    assert server.get("/ready") == (200, "ready")


def test_a_probe_is_answered_while_a_call_runs(servers: Servers) -> None:
    """A model that computes for seconds must not look dead."""
    server = servers.start(SLOW)
    server.until_ready()
    with futures.ThreadPoolExecutor() as pool:
        calls = _in_flight(servers, server, pool)
        probe = server.get("/live")
        running = [not call.done() for call in calls]

    assert probe == (200, "live")
    assert running == [True, True]


def test_one_connection_sees_no_delayed_ack(servers: Servers) -> None:
    """Without TCP_NODELAY each reply on a kept connection takes 40 ms (design.md, 5)."""
    server = servers.start()
    server.until_ready()
    request = b"GET /live HTTP/1.1\r\nHost: x\r\n\r\n"
    done = threading.Event()

    def fifty() -> None:
        with socket.create_connection(("127.0.0.1", server.http_port)) as connection:
            for _ in range(50):
                connection.sendall(request)
                answer = b""
                while not answer.endswith(b"live"):
                    answer += connection.recv(1000)
        done.set()

    threading.Thread(target=fifty, daemon=True).start()

    assert done.wait(1.0)  # 50 delayed ACKs are 2 s


def test_a_stop_right_after_the_fork_is_not_lost(servers: Servers) -> None:
    """A worker without handlers of its own yet would go on serving until it is killed (LIF-5)."""
    (servers.directory / "sitecustomize.py").write_text(
        "import os, pathlib, time\n"
        "def hold():\n"
        "    pathlib.Path('forked').touch()\n"
        "    while not pathlib.Path('let-go').exists():\n"
        "        time.sleep(0.01)\n"
        "os.register_at_fork(after_in_child=hold)\n"
    )
    path = os.pathsep.join([str(servers.directory), *filter(None, sys.path)])
    server = servers.start(environ={"PYTHONPATH": path, "DRAIN_TIMEOUT_S": "20"})
    server.until((servers.directory / "forked").exists, "forked")
    server.signal(signal.SIGTERM)
    server.until(lambda: "told to stop" in server.errors, "seen")
    worker = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text()
    server.until(lambda: signal.SIGTERM in _held_back(int(worker)), "sent")
    (servers.directory / "let-go").touch()

    assert server.wait() == 0, server.errors


def _held_back(pid: int) -> set[signal.Signals]:
    """Return the signals that were sent to a process and wait to be taken."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    mask = next(int(line.split()[1], 16) for line in lines if line.startswith("ShdPnd:"))
    return {number for number in signal.Signals if mask >> (number - 1) & 1}
