"""The servers that are compared for R, in containers: ours, and plumber as Debian has it."""

import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from seldon_bench.errors import BenchError
from seldon_bench.seldon_protocol import SeldonProtocol
from seldon_bench.servers import IDENTITY, OUR_NAME, Ports, Server

RPART, MIXED = "rpart", "mixed"
PLUMBER = "plumber"
# What `environments r` makes.
IMAGES = {name: f"seldon-bench-r-{name}" for name in (IDENTITY, RPART, MIXED)}
PLUMBER_IMAGE = "seldon-bench-plumber"
_FILES = {IDENTITY: "identity/Identity.R", RPART: "rpart/Tree.R"}
_DIGITS_OF_JSONLITE = 1e-14
_START_S, _POLL_S = 30.0, 0.01


@dataclass(frozen=True)
class RServer(Server):
    """One product in one configuration, in a container with the host's network.

    Attributes:
        prefix: What stands before the images' names.
    """

    prefix: str = ""

    @property
    def components(self) -> Sequence[str]:
        """The subjects that it can serve."""
        return (IDENTITY, RPART)

    @property
    def transports(self) -> Sequence[str]:
        """What it answers over: plumber has no gRPC."""
        return ("rest", "grpc") if self.product == OUR_NAME else ("rest",)

    @property
    def tolerance(self) -> float:
        """How far its numbers may be off: jsonlite writes 15 digits, and no more."""
        return 0.0 if self.product == OUR_NAME else _DIGITS_OF_JSONLITE

    @property
    def starts_itself(self) -> bool:
        """False: docker has it started, which takes longer than R does."""
        return False

    def image(self, component: str) -> str:
        """Give the image in which a subject is served."""
        own = IMAGES[component] if self.product == OUR_NAME else PLUMBER_IMAGE
        return f"{self.prefix}{own}"

    def launch(
        self,
        component: str,
        ports: Ports,
        scratch: Path,
        cores: Iterable[int],
        variables: Mapping[str, str],
    ) -> list[str]:
        """Give docker's command line; the arguments are those of ``Server.launch``."""
        del ports
        command = ["docker", "run", "--rm", "--init", "--name", _container(scratch)]
        command += ["--network", "host", "--cpuset-cpus", ",".join(map(str, cores))]
        for name in variables:
            command += ["--env", name]
        command.append(self.image(component))
        if self.product == PLUMBER:
            command += ["Rscript", f"plumber-{self.configuration}.R", _FILES[component]]
        return command

    def root(self, process: int, scratch: Path) -> int:
        """Give the pid of the container's first process; the arguments are those of ``Server``."""
        del process
        give_up = time.monotonic() + _START_S
        ask = ["docker", "inspect", "--format", "{{.State.Pid}}", _container(scratch)]
        while time.monotonic() < give_up:
            done = subprocess.run(ask, capture_output=True, text=True, check=False)  # noqa: S603
            if done.returncode == 0 and int(done.stdout) > 0:
                return int(done.stdout)
            time.sleep(_POLL_S)
        message = f"{self.name}: no container after {_START_S:g} s: {done.stderr.strip()}"
        raise BenchError(message)

    def environment(self, ports: Ports) -> dict[str, str]:
        """Give the variables that it is started with."""
        return {
            "PREDICTIVE_UNIT_HTTP_SERVICE_PORT": str(ports.http),
            "PREDICTIVE_UNIT_GRPC_SERVICE_PORT": str(ports.grpc),
            "PREDICTIVE_UNIT_METRICS_SERVICE_PORT": str(ports.metrics),
            **self.variables,
        }


def r_servers(prefix: str) -> list[RServer]:
    """Give what is compared, ours first; the image names begin with ``prefix``."""
    protocol = SeldonProtocol()
    best = "no filters, parsers or data frames that are not needed"
    return [
        RServer(OUR_NAME, "default", "as it comes", protocol, prefix=prefix),
        RServer(PLUMBER, "default", "as its documentation has it", protocol, prefix=prefix),
        RServer(PLUMBER, "best", best, protocol, prefix=prefix),
    ]


def r_server_with_workers(prefix: str, workers: int) -> RServer:
    """Give ours with several workers; plumber has one process."""
    variables = {"WORKERS": str(workers)}
    said = f"WORKERS={workers}"
    return RServer(
        OUR_NAME, f"{workers} workers", said, SeldonProtocol(), variables, (), workers, prefix
    )


def _container(scratch: Path) -> str:
    return scratch.name
