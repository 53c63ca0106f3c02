"""Upstream's Python wrapper, installed from PyPI into an environment of its own."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import grpc
from compat.asking import Target
from seldon_conformance.errors import SubjectError
from seldon_conformance.free_ports import free_port

VERSION = "1.17.1"
# Its last release under the Apache licence; setuptools from 81 on lacks the pkg_resources it needs.
_REQUIREMENTS = (f"seldon-core=={VERSION}", "setuptools<81", "numpy==1.26.4", "protobuf==3.20.3")
_READY_TIMEOUT_S = 60.0
COMPONENTS = Path(__file__).parent / "components"


def install(python: str, environment: Path) -> None:
    """Make the environment with a Python 3.10, unless it is there.

    Raises:
        SystemExit: There is no such Python, or it is another version.
    """
    if (environment / "bin" / "seldon-core-microservice").exists():
        return
    wanted = "import sys; sys.exit(sys.version_info[:2] != (3, 10))"
    try:
        found = subprocess.run([python, "-c", wanted], check=False).returncode == 0
    except FileNotFoundError:
        found = False
    if not found:
        raise SystemExit(
            f"ERROR: {python} is no Python 3.10, which seldon-core {VERSION} is for. "
            "Name one: make -C python record PYTHON310=/path/to/python3.10"
        )
    subprocess.run([python, "-m", "venv", "--clear", str(environment)], check=True)
    pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, *_REQUIREMENTS], check=True)


@contextlib.contextmanager
def serving(environment: Path, component: str, variables: Mapping[str, str]) -> Iterator[Target]:
    """Run a component with upstream's server until the context ends.

    Raises:
        SubjectError: It does not answer in time.
    """
    ports = {name: free_port() for name in ("HTTP", "GRPC", "METRICS")}
    target = Target(
        f"http://127.0.0.1:{ports['HTTP']}",
        f"http://127.0.0.1:{ports['METRICS']}",
        f"127.0.0.1:{ports['GRPC']}",
    )
    process = subprocess.Popen(
        [str(environment / "bin" / "seldon-core-microservice"), component],
        cwd=COMPONENTS,
        env={
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "PYTHONDONTWRITEBYTECODE": "1",
            **{f"PREDICTIVE_UNIT_{k}_SERVICE_PORT": str(v) for k, v in ports.items()},
            **variables,
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        _wait(process, component, ports)
        yield target
    finally:
        # SIGTERM leaves its gRPC processes behind.
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _wait(process: subprocess.Popen[bytes], component: str, ports: Mapping[str, int]) -> None:
    deadline = time.monotonic() + _READY_TIMEOUT_S
    while not (_answers(ports["HTTP"], "/health/ping") and _answers(ports["METRICS"], "/metrics")):
        if process.poll() is not None or time.monotonic() > deadline:
            raise SubjectError(
                f"{component}: seldon-core {VERSION} does not start (expected: pong)"
            )
        time.sleep(0.05)
    with grpc.insecure_channel(f"127.0.0.1:{ports['GRPC']}") as channel:
        grpc.channel_ready_future(channel).result(timeout=_READY_TIMEOUT_S)


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10.0)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
