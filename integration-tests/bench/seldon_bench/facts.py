"""The facts that belong to a table: the machine, the day, and the versions that were measured."""

import datetime as dt
import json
import os
import platform
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from seldon_bench.java_servers import JavaServer
from seldon_bench.places import REPOSITORY
from seldon_bench.r_servers import RServer
from seldon_bench.servers import IDENTITY, OUR_NAME, Server

_ASK = """
import importlib.metadata, json, platform
from google.protobuf.internal import api_implementation
names = [
    "seldon-wrapper", "seldon-core", "mlserver", "numpy", "protobuf", "grpcio", "orjson",
    "gunicorn", "flask", "uvicorn", "uvloop", "granian", "httptools", "pysimdjson",
]
found = {}
for name in names:
    try:
        found[name] = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        continue
found["protobuf in"] = api_implementation.Type()
print(json.dumps({"python": platform.python_version(), **found}))
"""

_ASK_R = """
names <- c("seldon", "plumber", "httpuv", "jsonlite", "rpart")
names <- intersect(names, rownames(installed.packages()))
versions <- vapply(names, function(name) as.character(packageVersion(name)), "")
cat(paste0(c("R", names), "=", c(as.character(getRversion()), versions)))
"""


def machine() -> dict[str, str]:
    """Give what the figures depend on beside the servers."""
    found = {
        "date": dt.datetime.now(tz=dt.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "cpu": f"{_cpu_model()}, {len(os.sched_getaffinity(0))} cores",
        "kernel": platform.release(),
        "commit": _first_line(["git", "-C", str(REPOSITORY), "describe", "--always", "--dirty"]),
        "wrk": _first_line(["wrk", "-v"]).partition(" [")[0],
    }
    load, *_ = os.getloadavg()
    return {**found, "load average before": f"{load:.2f}"}


def versions(servers: Iterable[Server]) -> dict[str, dict[str, Any]]:
    """Give the versions in each product's environment.

    ``protobuf in`` is ``cpp``, ``upb`` or ``python``: what parses messages.
    """
    found = {}
    for server in servers:
        python = server.directory / "bin" / "python"
        if server.product not in found and python.exists():
            found[server.product] = json.loads(_first_line([str(python), "-c", _ASK]))
    if OUR_NAME in found:
        found[OUR_NAME].pop("seldon-core", None)
    return found


def r_versions(servers: Iterable[RServer]) -> dict[str, dict[str, Any]]:
    """Give the versions in each product's image; a product without an image has none."""
    found = {}
    for server in servers:
        run = ["docker", "run", "--rm", "--network", "none", "--entrypoint", "Rscript"]
        answer = _first_line([*run, server.image(IDENTITY), "-e", _ASK_R])
        if server.product not in found and answer:
            found[server.product] = dict(word.split("=") for word in answer.split())
    return found


def java_versions(servers: Iterable[JavaServer]) -> dict[str, dict[str, Any]]:
    """Give the JDK in each product's image; a product without an image has none."""
    found = {}
    for server in servers:
        run = ["docker", "run", "--rm", "--network", "none", "--entrypoint", "java"]
        answer = _first_line([*run, server.image(IDENTITY), "--version"])
        if answer:
            found[server.product] = {"JDK": answer}
    return found


def _cpu_model() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _first_line(command: list[str]) -> str:
    """Give the first line that a command prints, whatever its exit code: that of `wrk -v` is 1."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return (done.stdout.splitlines() or [""])[0]
