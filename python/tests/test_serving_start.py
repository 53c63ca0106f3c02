"""How a server starts, says so, fails to, and starts again."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving_fixtures import PLAIN, Servers, free_ports


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Servers]:
    """Start servers in a directory of the test's own."""
    started = Servers(tmp_path)
    yield started
    started.end()


def test_a_load_that_fails_ends_the_server(servers: Servers) -> None:
    """The last lines say what and where; the traceback is above them (LIF-6)."""
    server = servers.start("""
        class MyModel:
            def load(self):
                open("/no/such/model.bin")
    """)

    assert server.wait() == 1
    lines = server.errors.splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("ERROR: "))
    assert lines[-2:] == [
        (
            "ERROR: MyModel.load raised FileNotFoundError: [Errno 2] No such file or directory: "
            "'/no/such/model.bin' (MyModel.py, line 4: open(\"/no/such/model.bin\"))"
        ),
        "REMEDY: Mend the component's load, or what it needs at start (files, parameters).",
    ]
    assert "Traceback (most recent call last):" in lines[:start]


def test_an_init_that_fails_ends_the_server(servers: Servers) -> None:
    """It is told apart from load, for it is another place to look at."""
    server = servers.start("""
        class MyModel:
            def __init__(self):
                raise ValueError("no licence")
    """)

    assert server.wait() == 1
    assert server.errors.endswith(
        "ERROR: MyModel.__init__ raised ValueError: no licence "
        '(MyModel.py, line 4: raise ValueError("no licence"))\n'
        "REMEDY: Mend the component's __init__, or what it needs at start (files, parameters).\n"
    )


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_port_in_use_is_said(servers: Servers, which: int) -> None:
    """SO_REUSEPORT would let two servers of one user share a port and get half each."""
    names = ["HTTP", "GRPC", "METRICS"]
    ports = free_ports(3)
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", ports[which]))
        other.listen()
        server = servers.start(ports=ports)

        assert server.wait() == 2
    assert server.errors == (
        f"ERROR: PREDICTIVE_UNIT_{names[which]}_SERVICE_PORT: port {ports[which]} is in use "
        f"(expected: a free port; `ss -ltnp sport = :{ports[which]}` shows who has it)\n"
        "REMEDY: Give the variable or the flag a value as expected; --help lists them all.\n"
    )


def test_what_is_printed_is_on_stdout_at_once(servers: Servers) -> None:
    """A container's log shows them at once, without PYTHONUNBUFFERED (LIF-7)."""
    server = servers.start("""
        class MyModel:
            def predict(self, path):
                print("got", path)
                return "hello"
    """)
    server.until_ready()
    server.get("/predict")

    assert server.out.read_text() == "got /predict\n"


def test_ready_says_what_is_served_where(servers: Servers) -> None:
    """The first thing somebody looks for in the log of a container."""
    server = servers.start()
    server.until(lambda: "ready: " in server.errors, "ready")

    assert server.errors.rstrip().endswith(
        f"; REST on {server.http_port}, gRPC on {server.grpc_port}, "
        f"metrics on {server.metrics_port}"
    )


def test_reload_takes_what_was_saved(servers: Servers) -> None:
    """Who writes a component sees each change, and an unfinished one ends nothing."""
    server = servers.start(PLAIN, "--reload")
    server.until_ready()
    before = server.get("/predict")
    source = servers.directory / "MyModel.py"
    source.write_text("class MyModel:\n    def predict(self")
    server.until(lambda: "nothing is served" in server.errors, "the broken source seen")
    source.write_text(PLAIN.replace("hello", "changed"))
    server.until_ready()
    after = server.get("/predict")
    server.signal(signal.SIGTERM)

    assert before == (200, "hello")
    assert after == (200, "changed")
    assert server.wait() == 0, server.errors
    assert "reload: MyModel.py" in server.errors
