"""A server in a container with the host's network, bound to some cores."""

import subprocess
import time
from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from seldon_bench.errors import BenchError
from seldon_bench.servers import Ports, Server

_START_S, _POLL_S = 30.0, 0.01


@dataclass(frozen=True)
class ContainerServer(Server):
    """One product in one configuration, in a container.

    Attributes:
        prefix: What stands before the images' names.
    """

    prefix: str = ""

    @property
    def starts_itself(self) -> bool:
        """False: docker has it started, which takes longer than a server does."""
        return False

    @abstractmethod
    def image(self, component: str) -> str:
        """Give the image in which a subject is served."""

    @abstractmethod
    def arguments_of(self, component: str, ports: Ports) -> Sequence[str]:
        """Give what stands behind the image on docker's command line."""

    def launch(
        self,
        component: str,
        ports: Ports,
        scratch: Path,
        cores: Iterable[int],
        variables: Mapping[str, str],
    ) -> list[str]:
        """Give docker's command line; the arguments are those of ``Server.launch``."""
        command = ["docker", "run", "--rm", "--init", "--name", _container(scratch)]
        command += ["--network", "host", "--cpuset-cpus", ",".join(map(str, cores))]
        for name in variables:
            command += ["--env", name]
        return [*command, self.image(component), *self.arguments_of(component, ports)]

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


def _container(scratch: Path) -> str:
    return scratch.name
