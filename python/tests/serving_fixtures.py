"""A server in a process of its own, for the tests of serving."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import grpc

_HERE = Path(__file__).parent
_BOUND_S = 20.0
PLAIN = """
class MyModel:
    def predict(self, path):
        return "hello"
"""


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on, all different."""
    sockets = [socket.socket() for _ in range(count)]
    for item in sockets:
        item.bind(("127.0.0.1", 0))
    ports = [item.getsockname()[1] for item in sockets]
    for item in sockets:
        item.close()
    return ports


def until(condition: Callable[[], bool], what: str, bound_s: float = _BOUND_S) -> None:
    """Wait for something that can be seen, and fail with ``what`` after the bound."""
    end = time.monotonic() + bound_s
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {bound_s} s: {what}")
        time.sleep(0.01)  # between two looks; nothing relies on its length


@dataclass
class Server:
    """A running server and its ports."""

    process: subprocess.Popen[str]
    http_port: int
    grpc_port: int
    metrics_port: int
    log: Path
    out: Path
    _channels: list[grpc.Channel] = field(default_factory=list)

    def get(self, path: str, port: int | None = None, timeout_s: float = 15.0) -> tuple[int, str]:
        """Return status and text of a GET over a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", port or self.http_port, timeout_s)
        connection.timeout = timeout_s
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def call(self, path: str, timeout_s: float = 15.0) -> str:
        """Return the answer of one gRPC call over a channel of its own."""
        with grpc.insecure_channel(f"127.0.0.1:{self.grpc_port}") as channel:
            method: Any = channel.unary_unary(f"/subject{path}")
            answer: bytes = method(b"", timeout=timeout_s, wait_for_ready=True)
            return answer.decode()

    def status(self, path: str) -> int | None:
        """Return the status of a GET, or None while the port is closed."""
        try:
            return self.get(path)[0]
        except OSError:
            return None

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for something that can be seen, and fail with the log if the server ends first."""
        until(lambda: self.ended or condition(), what)
        assert not self.ended, self.errors

    def until_ready(self) -> None:
        """Wait until the server is ready."""
        self.until(lambda: self.status("/ready") == 200, "ready")

    @property
    def ended(self) -> bool:
        """Whether the main process has ended."""
        return self.process.poll() is not None

    def signal(self, number: int) -> None:
        """Send a signal to the main process alone."""
        self.process.send_signal(number)

    def ctrl_c(self) -> None:
        """Send SIGINT to the whole process group, as a terminal does."""
        os.killpg(self.process.pid, signal.SIGINT)

    def wait(self) -> int:
        """Return the exit code."""
        return self.process.wait(_BOUND_S)

    @property
    def errors(self) -> str:
        """What is on stderr by now."""
        return self.log.read_text()


class Servers:
    """Starts servers in a directory with a component, and ends what a test has left."""

    def __init__(self, directory: Path) -> None:
        """Remember the directory."""
        self.directory = directory
        self._started: list[Server] = []

    def start(
        self,
        source: str = PLAIN,
        *arguments: str,
        environ: Mapping[str, str] | None = None,
        ports: list[int] | None = None,
        faces: bool = False,
    ) -> Server:
        """Start a server for a component whose source is given.

        Args:
            source: Of MyModel.py.
            arguments: Of the command line.
            environ: Variables beside those of the ports.
            ports: HTTP, gRPC and metrics; free ones otherwise.
            faces: Whether it has the real faces, not the stand-ins of ``serving_subject``.
        """
        (self.directory / "MyModel.py").write_text(textwrap.dedent(source))
        http_port, grpc_port, metrics_port = ports or free_ports(3)
        variables = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
            "PREDICTIVE_UNIT_HTTP_SERVICE_PORT": str(http_port),
            "PREDICTIVE_UNIT_GRPC_SERVICE_PORT": str(grpc_port),
            "PREDICTIVE_UNIT_METRICS_SERVICE_PORT": str(metrics_port),
            "BIND_ADDRESS": "127.0.0.1",
            **(environ or {}),
        }
        program = ["-m", "seldon_wrapper"] if faces else [str(_HERE / "serving_subject.py")]
        log = Path(tempfile.mkstemp(dir=self.directory, suffix=".err")[1])
        out = Path(tempfile.mkstemp(dir=self.directory, suffix=".out")[1])
        with log.open("w") as errors, out.open("w") as printed:
            process = subprocess.Popen(
                [sys.executable, *program, "MyModel", *arguments],
                cwd=self.directory,
                env=variables,
                stdout=printed,
                stderr=errors,
                text=True,
                start_new_session=True,
            )
        server = Server(process, http_port, grpc_port, metrics_port, log, out)
        self._started.append(server)
        return server

    def end(self) -> None:
        """Kill what still runs: a worker that has lost its supervisor stops by itself."""
        for server in self._started:
            if not server.ended:
                server.process.kill()
                server.process.wait()
