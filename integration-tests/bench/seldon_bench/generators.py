"""The load generators: wrk for HTTP, grpc-load for gRPC. Both send bytes made beforehand."""

import json
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from seldon_bench.cores import Cores, bound, busy_share, busy_ticks
from seldon_bench.errors import BenchError
from seldon_bench.loads import Load
from seldon_bench.places import GRPC_LOAD, WRK_SCRIPT
from seldon_bench.running import Running
from seldon_bench.samples import Sample

_TIMEOUT = "30s"


@dataclass(frozen=True)
class Run:
    """One run of a generator.

    Attributes:
        transport: ``rest`` or ``grpc``.
        load: What it sends.
        connections: Over how many connections, each with one request at a time.
        seconds: How long.
        cores: Where it and the server are.
        pinned: Whether each has a core of its own, or both all of them.
        measurement: The name of what is measured.
    """

    transport: str
    load: Load
    connections: int
    seconds: int
    cores: Cores
    pinned: bool
    measurement: str


def measure(running: Running, run: Run) -> Sample:
    """Check the answer, then have a server answer a load for a while.

    Returns:
        Its ``value`` is requests a second. A wrong answer, or an error among many, is a problem.
    """
    server = running.server
    try:
        reply = running.reply(run.transport, run.load)
        body = server.protocol.encode(run.transport, run.load)
        return _loaded(running, run, body, len(reply))
    except BenchError as error:
        return Sample(server.name, run.measurement, 0.0, problem=str(error))


def _loaded(running: Running, run: Run, body: bytes, reply_bytes: int) -> Sample:
    with tempfile.NamedTemporaryFile(prefix="seldon-bench-") as file:
        file.write(body)
        file.flush()
        if running.server.warm_up_s:
            warm_up = replace(run, seconds=running.server.warm_up_s)
            _run(_command(running, warm_up, Path(file.name), reply_bytes))
        command = _command(running, run, Path(file.name), reply_bytes)
        ticks, cpu_s, begin = busy_ticks(), running.tree.cpu_s(), time.perf_counter()
        found, client_cpu_s = _run(command)
        elapsed_s = time.perf_counter() - begin
        after, cpu_after_s = busy_ticks(), running.tree.cpu_s()
    problem = problem_of(found, reply_bytes)
    return Sample(
        server=running.server.name,
        measurement=run.measurement,
        value=0.0 if problem else found["requests"] / found["elapsed_s"],
        p50_ms=found["p50_ms"],
        p99_ms=found["p99_ms"],
        server_cpu=(cpu_after_s - cpu_s) / elapsed_s,
        client_cpu=client_cpu_s / elapsed_s,
        server_core=busy_share(ticks, after, run.cores.server),
        client_core=busy_share(ticks, after, run.cores.client),
        pinned=run.pinned,
        problem=problem,
    )


def _command(running: Running, run: Run, body: Path, reply_bytes: int) -> list[str]:
    protocol, ports = running.server.protocol, running.ports
    cores = [run.cores.client] if run.pinned else run.cores.allowed
    if run.transport == "grpc":
        sizes = ["-connections", str(run.connections), "-reply-bytes", str(reply_bytes)]
        where = ["-address", f"127.0.0.1:{ports.grpc}", "-method", protocol.grpc_method]
        last = ["-duration", f"{run.seconds}s", "-body", str(body)]
        return bound([str(GRPC_LOAD), *where, *sizes, *last], cores)
    url = f"http://127.0.0.1:{ports.http}{protocol.rest_path}"
    options = ["-t1", f"-c{run.connections}", f"-d{run.seconds}s", "--timeout", _TIMEOUT]
    script = ["-s", str(WRK_SCRIPT), url, "--", str(body), protocol.content_type]
    return bound(["wrk", *options, *script], cores)


def _run(command: list[str]) -> tuple[dict[str, Any], float]:
    """Run a generator; give what it printed last, and its processor time in seconds."""
    before = os.times()
    done = subprocess.run(  # noqa: S603 - the commands of this package
        command, capture_output=True, text=True, check=False
    )
    after = os.times()
    if done.returncode != 0:
        raise BenchError(f"{Path(command[-1]).name}: {done.stderr.strip() or done.stdout.strip()}")
    used_s = after.children_user + after.children_system
    used_s -= before.children_user + before.children_system
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found, used_s


def problem_of(found: dict[str, Any], reply_bytes: int) -> str:
    """Tell why a run does not count: errors, nothing answered, or answers too short to be right."""
    if found["errors"]:
        first = f": {found['first_error']}" if found.get("first_error") else ""
        return f"{found['errors']} errors beside {found['requests']} answers{first}"
    if not found["requests"]:
        return "no answer in the time of the run"
    if "reply_bytes" in found and found["reply_bytes"] < found["requests"] * reply_bytes:
        mean = found["reply_bytes"] / found["requests"]
        return f"{mean:.0f} bytes an answer (expected: {reply_bytes} or more)"
    return ""
