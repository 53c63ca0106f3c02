"""The settings of one server, and how they come about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from seldon_wrapper.service_type import ServiceType
from seldon_wrapper.settings.annotations import DEFAULT_PATH
from seldon_wrapper.settings.kinds import LogFormat, LogLevel, Protocol
from seldon_wrapper.settings.problems import ConfigurationError

# contract.md, LIM-1: a bound on what one request can allocate, with room for large batches.
DEFAULT_MAX_MESSAGE_BYTES = 100 * 1024 * 1024

# Below docker stop's 10 s, and below what is left of the 20 s that Seldon's operator allows once
# its preStop hook has slept for 10: the server itself says what it cut off, not a SIGKILL.
DEFAULT_DRAIN_TIMEOUT_S = 8.0

# More than ever wait for a server that keeps up, and few enough to be answered in time.
DEFAULT_QUEUE_SIZE = 1000

# From a request's first byte to its last: 100 MiB over 20 Mbit/s.
DEFAULT_RECEIVE_TIMEOUT_S = 60.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a server is told; made by ``from_args``.

    Attributes:
        component: ``MODEL_NAME``: ``MyModel`` or ``pkg.mod.Class``.
        service_type: None when it is to be found out from the component.
        api_type: Protocols in the order in which ``API_TYPE`` names them.
        serve_rest: Whether the HTTP port is opened.
        serve_grpc: Whether the gRPC port is opened.
        http_port: TCP port of REST.
        grpc_port: TCP port of gRPC.
        metrics_port: TCP port of the metrics.
        metrics_endpoints: Paths of the metrics on that port.
        host: Address that all ports are opened on.
        workers: Number of processes, at least 1.
        threads: Calls inside the component at once, at least 1, in each worker.
        allow_router_workers: Whether a ROUTER may have several workers.
        parameters: Typed parameters of the component.
        log_level: Level of the log.
        log_format: Form of a log record.
        debug: ``SELDON_DEBUG``; the log level is DEBUG then.
        access_log: Whether each request of a verb gets a record in the log, over both protocols.
        tracing: Whether spans are sent to an OpenTelemetry collector.
        pidfile: File for the process id.
        unit_id: ``PREDICTIVE_UNIT_ID``.
        unit_image: ``PREDICTIVE_UNIT_IMAGE``.
        predictor_id: ``PREDICTOR_ID``.
        deployment_id: ``SELDON_DEPLOYMENT_ID``.
        predictor_version: ``version`` of ``PREDICTOR_LABELS``.
        include_metrics_in_response: Whether replies carry the component's metrics.
        executor_enabled: Whether feedback is counted.
        payload_passthrough: Whether ``predict_raw`` gets the bytes of a REST body.
        model_metadata: YAML or JSON text laid over the component's metadata.
        max_message_bytes: Longest message in bytes, on both protocols.
        grpc_annotated_bytes: What the pod's annotation says for gRPC alone, in bytes.
        queue_size: Calls that may wait for their turn, in each worker, over both protocols.
        timeout_s: Longest time from a whole request to its answer, in seconds; None is endless.
        annotated_timeout_s: What the pod's annotation says for REST alone, in seconds.
        receive_timeout_s: Longest time from a REST request's first byte to its last, in seconds.
        cors_origins: Origins whose pages may read the answers; ``*`` is any.
        shutdown_delay_s: Seconds between failing readiness and closing the ports.
        drain_timeout_s: Longest wait for calls in flight, in seconds.
        reload: Whether the workers start again when the component's files change.
        check: None to serve, else how far to try the component: off, import or load.
        notices: What was set without effect, one line each.
        sources: Field to where its value came from, for the DEBUG log; defaults are left out.
    """

    component: str
    service_type: ServiceType | None = None
    api_type: tuple[Protocol, ...] = (Protocol.REST,)
    serve_rest: bool = True
    serve_grpc: bool = True
    http_port: int = 9000
    grpc_port: int = 9500
    metrics_port: int = 6000
    metrics_endpoints: tuple[str, ...] = ("/metrics", "/prometheus")
    host: str = "0.0.0.0"
    workers: int = 1
    threads: int = 1
    allow_router_workers: bool = False
    parameters: Mapping[str, object] = field(default_factory=dict)
    log_level: LogLevel = LogLevel.INFO
    log_format: LogFormat = LogFormat.TEXT
    debug: bool = False
    access_log: bool = False
    tracing: bool = False
    pidfile: str | None = None
    unit_id: str | None = None
    unit_image: str | None = None
    predictor_id: str | None = None
    deployment_id: str | None = None
    predictor_version: str | None = None
    include_metrics_in_response: bool = True
    executor_enabled: bool = True
    payload_passthrough: bool = False
    model_metadata: str | None = None
    max_message_bytes: int = DEFAULT_MAX_MESSAGE_BYTES
    grpc_annotated_bytes: int | None = None
    queue_size: int = DEFAULT_QUEUE_SIZE
    timeout_s: float | None = None
    annotated_timeout_s: float | None = None
    receive_timeout_s: float = DEFAULT_RECEIVE_TIMEOUT_S
    cors_origins: tuple[str, ...] = ("*",)
    shutdown_delay_s: float = 0.0
    drain_timeout_s: float = DEFAULT_DRAIN_TIMEOUT_S
    reload: bool = False
    check: str | None = None
    notices: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def rest_timeout_s(self) -> float | None:
        """Longest time to a REST answer in seconds; an explicit TIMEOUT_S beats the annotation."""
        if self.timeout_s is None and "timeout_s" not in self.sources:
            return self.annotated_timeout_s
        return self.timeout_s

    @property
    def grpc_timeout_s(self) -> float | None:
        """Longest time to a gRPC answer in seconds."""
        return self.timeout_s

    @property
    def grpc_max_message_bytes(self) -> int:
        """Longest gRPC message in bytes; an explicit MAX_MESSAGE_BYTES beats the annotation."""
        if "max_message_bytes" in self.sources or self.grpc_annotated_bytes is None:
            return self.max_message_bytes
        return self.grpc_annotated_bytes

    @classmethod
    def from_args(
        cls,
        argv: Sequence[str],
        environ: Mapping[str, str],
        annotations_path: Path = DEFAULT_PATH,
    ) -> Settings:
        """Read the command line, the environment and the annotations, in this precedence.

        Args:
            argv: Arguments without the program's name.
            environ: The environment; a variable that is empty counts as unset.
            annotations_path: File of the pod's annotations; it may be absent.

        Returns:
            Settings that are right as far as can be told without the component.

        Raises:
            ConfigurationError: With every mistake that there is.
        """
        from seldon_wrapper.settings.reader import Reader  # noqa: PLC0415 - it needs Settings

        return Reader(argv, environ, annotations_path).settings()


def check_router_workers(settings: Settings, service_type: ServiceType) -> None:
    """Refuse several workers for a router, for each would learn on its own.

    Args:
        settings: As read.
        service_type: The type in effect, given or found out from the component.

    Raises:
        ConfigurationError: ``WORKERS`` is above 1 and that is not allowed explicitly.

    Source: design.md, 3.5.
    """
    refused = service_type is ServiceType.ROUTER and settings.workers > 1
    if refused and not settings.allow_router_workers:
        message = (
            f"WORKERS: {settings.workers} (expected: 1 for a ROUTER, since each worker would "
            "learn from its own feedback only; ALLOW_ROUTER_WORKERS=1 allows it)"
        )
        raise ConfigurationError([message])
