"""The server that has the faults: started, asked, and looked at from outside."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from faults.outcome import Sample
from seldon_conformance.free_ports import free_port
from seldon_conformance.subjects import wait_until_ready

APP = Path(__file__).parent / "app"
_READY_S = 60.0
_STOP_S = 30.0
_SETTLE_S = 15.0


@dataclass(frozen=True)
class Subject:
    """A running server."""

    process: subprocess.Popen[bytes]
    http_port: int
    grpc_port: int
    log_path: Path

    @property
    def log(self) -> str:
        """Give all that it has logged."""
        return self.log_path.read_text(encoding="utf-8", errors="backslashreplace")

    @property
    def pids(self) -> list[int]:
        """Give its processes, the supervisor first."""
        return [self.process.pid, *_children(self.process.pid)]

    def sample(self) -> Sample:
        """Give what its processes hold now."""
        found = [_held(pid) for pid in self.pids]
        return Sample(
            sum(each.pss_mb for each in found),
            sum(each.threads for each in found),
            sum(each.descriptors for each in found),
        )

    def settled(self, before: Sample) -> Sample:
        """Give what it holds once its descriptors are as before, or after 15 s."""
        end = time.monotonic() + _SETTLE_S
        while self.sample().descriptors > before.descriptors and time.monotonic() < end:
            time.sleep(0.1)
        return self.sample()


@contextlib.contextmanager
def serving(**variables: str) -> Iterator[Subject]:
    """Start a server for the faulty component, and end it afterwards."""
    http_port, grpc_port, metrics_port = free_port(), free_port(), free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "PREDICTIVE_UNIT_HTTP_SERVICE_PORT": str(http_port),
        "PREDICTIVE_UNIT_GRPC_SERVICE_PORT": str(grpc_port),
        "PREDICTIVE_UNIT_METRICS_SERVICE_PORT": str(metrics_port),
        "BIND_ADDRESS": "127.0.0.1",
        **variables,
    }
    with tempfile.TemporaryDirectory(prefix="faults-") as scratch:
        log_path = Path(scratch) / "log"
        with log_path.open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "seldon_wrapper", "Faulty"],
                cwd=APP,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            wait_until_ready(
                f"http://127.0.0.1:{http_port}", _READY_S, lambda: process.poll() is None
            )
            yield Subject(process, http_port, grpc_port, log_path)
        finally:
            process.terminate()
            process.wait(_STOP_S)


def until(condition: Callable[[], bool], bound_s: float = 30.0) -> bool:
    """Wait for something that can be seen; tell whether it came within the bound."""
    end = time.monotonic() + bound_s
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in text.split()]


def _held(pid: int) -> Sample:
    directory = Path(f"/proc/{pid}")
    lines = (directory / "smaps_rollup").read_text(encoding="ascii").splitlines()
    pss_kb = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    threads = len(list((directory / "task").iterdir()))
    return Sample(pss_kb / 1024, threads, len(list((directory / "fd").iterdir())))
