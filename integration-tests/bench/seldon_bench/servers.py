"""The servers that are compared: how each is started, in which configuration."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from seldon_bench.cores import bound
from seldon_bench.places import COMPONENTS, OURS, PEERS
from seldon_bench.protocols import Protocol
from seldon_bench.seldon_protocol import SeldonProtocol
from seldon_bench.v2_protocol import MODEL, V2Protocol

IDENTITY, REPORTING = "identity", "reporting"
_CLASSES = {IDENTITY: "identity.Identity", REPORTING: "reporting.Reporting"}
OUR_NAME = "ours"


@dataclass(frozen=True)
class Ports:
    """Where a server listens."""

    http: int
    grpc: int
    metrics: int


@dataclass(frozen=True)
class Server:
    """One product in one configuration.

    Attributes:
        product: ``ours``, ``seldon-core`` or ``mlserver``; also its environment's directory.
        configuration: ``default`` or ``best``.
        settings: What makes the configuration, for the table.
        protocol: What it speaks.
        variables: Of its environment; for MLServer its settings, as JSON values.
        arguments: On the command line.
        workers: 1, or 2 in the measurement of two.
    """

    product: str
    configuration: str
    settings: str
    protocol: Protocol
    variables: dict[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    workers: int = 1

    @property
    def name(self) -> str:
        """The name in tables and on the command line."""
        if self.product == OUR_NAME:
            return OUR_NAME
        return f"{self.product} {self.configuration}"

    @property
    def components(self) -> Sequence[str]:
        """The subjects that it can serve."""
        return (IDENTITY,) if self.product == "mlserver" else (IDENTITY, REPORTING)

    @property
    def numbers_may_be_text(self) -> bool:
        """Whether it answers the numbers of mixed columns as strings."""
        return self.product == "seldon-core"

    @property
    def directory(self) -> Path:
        """Where its Python environment is."""
        return OURS if self.product == OUR_NAME else PEERS / self.product

    @property
    def transports(self) -> Sequence[str]:
        """What it answers over."""
        return ("rest", "grpc")

    @property
    def warm_up_s(self) -> int:
        """How long each load is sent before it is measured, in seconds."""
        return 0

    @property
    def tolerance(self) -> float:
        """How far its numbers may be off, as a share of them."""
        return 0.0

    @property
    def starts_itself(self) -> bool:
        """Whether the command line is the server, and not what has another process start it."""
        return True

    def launch(
        self,
        component: str,
        ports: Ports,
        scratch: Path,
        cores: Iterable[int],
        variables: Mapping[str, str],
    ) -> list[str]:
        """Give the command line that starts it, all its processes on some cores.

        Args:
            component: The subject.
            ports: Where it is to listen.
            scratch: An empty folder.
            cores: Which.
            variables: Those of its environment that are meant for it; the process has them.
        """
        del variables
        return bound(self.command(component, ports, scratch), cores)

    def root(self, process: int, scratch: Path) -> int:
        """Give the pid of the server's first process, of which the others descend.

        Args:
            process: That of the command line.
            scratch: As for ``launch``.
        """
        del scratch
        return process

    def command(self, component: str, ports: Ports, scratch: Path) -> list[str]:
        """Give the command line; writes what the server reads into ``scratch``."""
        if self.product == "mlserver":
            self._write_mlserver_settings(ports, scratch)
            return [str(self.directory / "bin" / "mlserver"), "start", str(scratch)]
        program = self.directory / "bin" / "seldon-core-microservice"
        return [str(program), _CLASSES[component], "--service-type", "MODEL", *self.arguments]

    def environment(self, ports: Ports) -> dict[str, str]:
        """Give the variables that it is started with, beside what every process has."""
        if self.product == "mlserver":
            return {"PYTHONPATH": str(COMPONENTS)}
        return {
            "PREDICTIVE_UNIT_HTTP_SERVICE_PORT": str(ports.http),
            "PREDICTIVE_UNIT_GRPC_SERVICE_PORT": str(ports.grpc),
            "PREDICTIVE_UNIT_METRICS_SERVICE_PORT": str(ports.metrics),
            "PYTHONPATH": str(COMPONENTS),
            **self.variables,
        }

    def _write_mlserver_settings(self, ports: Ports, scratch: Path) -> None:
        settings = {
            "http_port": ports.http,
            "grpc_port": ports.grpc,
            "metrics_port": ports.metrics,
            **{name: json.loads(value) for name, value in self.variables.items()},
        }
        model = {"name": MODEL, "implementation": "identity_v2.Identity"}
        (scratch / "settings.json").write_text(json.dumps(settings))
        (scratch / "model-settings.json").write_text(json.dumps(model))


def servers() -> list[Server]:
    """Give what is compared with one worker each, ours first."""
    seldon, v2, v2_raw = SeldonProtocol(), V2Protocol(raw=False), V2Protocol(raw=True)
    seldon_best = ("--threads", "4", "--grpc-threads", "4", "--log-level", "ERROR")
    mlserver_best = {
        "debug": "false",
        "parallel_workers": "0",
        "metrics_endpoint": "null",
        "gzip_enabled": "false",
    }
    said = ", ".join(f"{name}={value}" for name, value in mlserver_best.items())
    return [
        Server(OUR_NAME, "default", "as it comes", seldon),
        Server("seldon-core", "default", "as it comes", seldon),
        Server("seldon-core", "best", " ".join(seldon_best), seldon, arguments=seldon_best),
        Server("mlserver", "default", "as it comes, with uvloop<0.22", v2),
        Server("mlserver", "best", f"{said}; raw contents over gRPC", v2_raw, mlserver_best),
    ]


def servers_with_two_workers() -> list[Server]:
    """Give what is compared with two workers each, each product in its better configuration."""
    seldon = SeldonProtocol()
    arguments = ("--workers", "2", "--grpc-workers", "2", "--log-level", "ERROR")
    mlserver = {"debug": "false", "parallel_workers": "2", "metrics_endpoint": "null"}
    said = ", ".join(f"{name}={value}" for name, value in mlserver.items())
    return [
        Server(OUR_NAME, "two workers", "WORKERS=2", seldon, {"WORKERS": "2"}, workers=2),
        Server("seldon-core", "two workers", " ".join(arguments), seldon, {}, arguments, workers=2),
        Server("mlserver", "two workers", said, V2Protocol(raw=True), mlserver, workers=2),
    ]
