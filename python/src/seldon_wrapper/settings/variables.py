"""The one table of every variable and flag: ours, upstream's, honoured or not.

The command line, the environment reader, ``--help``, the notices and the guide's table are all
made from ``VARIABLES``; nothing else knows a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from seldon_wrapper.service_type import ServiceType
from seldon_wrapper.settings import kinds

if TYPE_CHECKING:
    from seldon_wrapper.settings.kinds import Kind


class Status(StrEnum):
    """What becomes of a variable that is set."""

    HONOURED = "honoured"
    NOTICE = "ignored with a notice"
    REFUSED = "refused"
    BUILD = "read by assemble only"


@dataclass(frozen=True, slots=True)
class Variable:
    """One setting: where it is read from, how it is read and what becomes of it.

    Attributes:
        name: Environment variable; empty for what only the command line has.
        help: One sentence for ``--help`` and the guide; for a notice or a refusal, the remedy.
        kind: Turns text into the value; None for what is not read by value here.
        field: Field of ``Settings`` that gets the value; empty when no single field does.
        flag: Command line flag without its dashes; empty when there is none.
        aliases: Further environment variables of the same meaning, in order of precedence.
        default: Shown in ``--help``; the fields of ``Settings`` hold the defaults.
        status: Honoured, ignored with a notice, refused, or the builder's.
        bare: What the flag means without a value; empty when it must have one.
        upstream: Whether seldon-core 1.18 or its operator knows it.
    """

    name: str
    help: str
    kind: Kind | None = None
    field: str = ""
    flag: str = ""
    aliases: tuple[str, ...] = ()
    default: str = ""
    status: Status = Status.HONOURED
    bare: str = ""
    upstream: bool = True


_HONOURED = (
    Variable(
        "MODEL_NAME",
        "The component: MyModel (class MyModel in MyModel.py) or pkg.mod.Class.",
        kinds.text,
        "component",
    ),
    Variable(
        "SERVICE_TYPE",
        "What the component is; found out from its methods when unset.",
        kinds.one_of(ServiceType),
        "service_type",
        "service-type",
    ),
    Variable(
        "API_TYPE",
        "The main protocol; both are served all the same (see SERVE).",
        kinds.protocols,
        "api_type",
        "api-type",
        default="REST",
    ),
    Variable(
        "SERVE",
        "The protocols to serve: REST, GRPC or REST,GRPC.",
        kinds.protocols,
        "",
        "serve",
        default="REST,GRPC",
        upstream=False,
    ),
    Variable(
        "GRPC_WORKERS",
        "0 serves REST only, as upstream; any other number has no effect (see WORKERS).",
        kinds.at_least(0),
        "",
        "grpc-workers",
        default="1",
    ),
    Variable(
        "PREDICTIVE_UNIT_HTTP_SERVICE_PORT",
        "Port of REST.",
        kinds.port,
        "http_port",
        "http-port",
        default="9000",
    ),
    Variable(
        "PREDICTIVE_UNIT_GRPC_SERVICE_PORT",
        "Port of gRPC.",
        kinds.port,
        "grpc_port",
        "grpc-port",
        default="9500",
    ),
    Variable(
        "PREDICTIVE_UNIT_METRICS_SERVICE_PORT",
        "Port of the Prometheus metrics.",
        kinds.port,
        "metrics_port",
        "metrics-port",
        default="6000",
    ),
    Variable(
        "PREDICTIVE_UNIT_SERVICE_PORT",
        "Port of the protocol that API_TYPE names first; counts only when neither the HTTP "
        "nor the gRPC port is set.",
        kinds.port,
    ),
    Variable(
        "BIND_ADDRESS",
        "Address that every port is opened on.",
        kinds.text,
        "host",
        "host",
        default="0.0.0.0",
        upstream=False,
    ),
    Variable(
        "PREDICTIVE_UNIT_METRICS_ENDPOINT",
        "One more path of the metrics beside /metrics and /prometheus.",
        kinds.path,
        default="/metrics",
    ),
    Variable(
        "WORKERS",
        "Processes; each holds the component once and serves both protocols.",
        kinds.at_least(1),
        "workers",
        "workers",
        ("GUNICORN_WORKERS",),
        "1",
    ),
    Variable(
        "THREADS",
        "Calls inside the component at once, in each worker, over both protocols together.",
        kinds.at_least(1),
        "threads",
        "threads",
        ("GUNICORN_THREADS",),
        "1",
    ),
    Variable(
        "ALLOW_ROUTER_WORKERS",
        "1 allows WORKERS above 1 for a ROUTER although each worker learns on its own.",
        kinds.switch,
        "allow_router_workers",
        default="0",
        upstream=False,
    ),
    Variable(
        "PREDICTIVE_UNIT_PARAMETERS",
        'The component\'s parameters, as [{"name": "a", "value": "1", "type": "INT"}].',
        None,
        "parameters",
        "parameters",
        default="[]",
    ),
    Variable(
        "MAX_MESSAGE_BYTES",
        "Longest request in bytes, on both protocols "
        "(for gRPC also the annotation seldon.io/grpc-max-message-size).",
        kinds.at_least(1024),
        "max_message_bytes",
        "max-message-bytes",
        default="104857600",
        upstream=False,
    ),
    Variable(
        "QUEUE_SIZE",
        "Calls that may wait for their turn, in each worker, over both protocols together; "
        "more are refused.",
        kinds.at_least(0),
        "queue_size",
        "queue-size",
        default="1000",
        upstream=False,
    ),
    Variable(
        "TIMEOUT_S",
        "Longest time in seconds from a whole request to its answer, waiting included; 0 is "
        "endless (for REST also the annotation seldon.io/rest-timeout, in milliseconds).",
        kinds.seconds_or_endless,
        "timeout_s",
        "timeout-s",
        default="0",
        upstream=False,
    ),
    Variable(
        "RECEIVE_TIMEOUT_S",
        "Longest time in seconds from the first byte of a REST request to its last.",
        kinds.seconds_above_0,
        "receive_timeout_s",
        "receive-timeout-s",
        default="60",
        upstream=False,
    ),
    Variable(
        "CORS_ORIGINS",
        "Origins whose web pages may read REST answers, with commas; * is any, none is none.",
        kinds.origins,
        "cors_origins",
        "cors-origins",
        default="*",
        upstream=False,
    ),
    Variable(
        "SHUTDOWN_DELAY_S",
        "Seconds between failing readiness and closing the ports when told to stop.",
        kinds.seconds,
        "shutdown_delay_s",
        "shutdown-delay-s",
        default="0",
        upstream=False,
    ),
    Variable(
        "DRAIN_TIMEOUT_S",
        "Longest wait in seconds for calls in flight when told to stop.",
        kinds.seconds_above_0,
        "drain_timeout_s",
        "drain-timeout-s",
        default="8",
        upstream=False,
    ),
    Variable(
        "SELDON_LOG_LEVEL",
        "DEBUG, INFO, WARNING or ERROR.",
        kinds.one_of(kinds.LogLevel),
        "log_level",
        "log-level",
        default="INFO",
    ),
    Variable(
        "LOG_FORMAT",
        "TEXT, or JSON: one object a line; both with the puid and the trace of the call.",
        kinds.one_of(kinds.LogFormat),
        "log_format",
        "log-format",
        default="TEXT",
        upstream=False,
    ),
    Variable(
        "SELDON_DEBUG",
        "1 means log level DEBUG; upstream's development server is not started.",
        kinds.switch,
        "debug",
        "debug",
        default="0",
        bare="1",
    ),
    Variable(
        "ACCESS_LOG",
        "1 writes one record for each request of a verb, over both protocols.",
        kinds.switch,
        "access_log",
        "access-log",
        ("GUNICORN_ACCESS_LOG",),
        default="0",
        bare="1",
    ),
    Variable(
        "TRACING",
        "1 sends a span of each request to an OpenTelemetry collector.",
        kinds.switch,
        "tracing",
        "tracing",
        default="0",
        bare="1",
    ),
    # OpenTelemetry reads its own variables, these and all others, when tracing is on.
    Variable(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "URL of the collector that TRACING sends to, as OTLP over HTTP in JSON.",
        default="http://localhost:4318",
        upstream=False,
    ),
    Variable(
        "OTEL_SERVICE_NAME",
        "What spans are called by; PREDICTIVE_UNIT_ID or the component's name when unset.",
        upstream=False,
    ),
    Variable(
        "",
        "Start again when a Python file of the working directory changes; for development.",
        kinds.switch,
        "reload",
        "reload",
        bare="1",
        upstream=False,
    ),
    Variable("", "File that gets the process id.", kinds.text, "pidfile", "pidfile"),
    Variable("PREDICTIVE_UNIT_ID", "Name in requestPath and routing.", kinds.text, "unit_id"),
    Variable("PREDICTIVE_UNIT_IMAGE", "Image in requestPath.", kinds.text, "unit_image"),
    Variable("PREDICTOR_ID", "Label of the metrics.", kinds.text, "predictor_id"),
    Variable(
        "PREDICTOR_LABELS",
        "JSON; its version is a label of the metrics.",
        kinds.version_label,
        "predictor_version",
    ),
    Variable("SELDON_DEPLOYMENT_ID", "Label of the metrics.", kinds.text, "deployment_id"),
    Variable(
        "SELDON_EXECUTOR_ENABLED",
        "0 leaves out the feedback counters.",
        kinds.switch,
        "executor_enabled",
        default="1",
    ),
    Variable(
        "INCLUDE_METRICS_IN_CLIENT_RESPONSE",
        "0 leaves the component's metrics out of the replies.",
        kinds.switch,
        "include_metrics_in_response",
        default="1",
    ),
    Variable(
        "PAYLOAD_PASSTHROUGH",
        "1 gives predict_raw the bytes of a REST body and sends back what it returns.",
        kinds.switch,
        "payload_passthrough",
        default="0",
    ),
    Variable(
        "MODEL_METADATA",
        "YAML or JSON laid over the component's metadata.",
        kinds.text,
        "model_metadata",
    ),
)


def _ignored(name: str, remedy: str, flag: str = "", bare: str = "") -> Variable:
    """Return a variable of upstream's that has no effect here and gets a notice."""
    return Variable(name, remedy, flag=flag, status=Status.NOTICE, bare=bare)


_OF_GUNICORN = "the server is not gunicorn and does not restart its workers"
_OF_JAEGER = "spans go to an OpenTelemetry collector, by OTEL_EXPORTER_OTLP_ENDPOINT"
_OF_FLASK = "Flask is not configured from the environment"
_IGNORED = (
    _ignored(
        "PERSISTENCE",
        "upstream dropped it too; keep state in the component's own store",
        "persistence",
        "1",
    ),
    _ignored("GRPC_THREADS", "THREADS counts for both protocols", "grpc-threads"),
    _ignored("GUNICORN_MAX_REQUESTS", _OF_GUNICORN, "max-requests"),
    _ignored("GUNICORN_MAX_REQUESTS_JITTER", _OF_GUNICORN, "max-requests-jitter"),
    _ignored("GUNICORN_KEEPALIVE", "idle connections are kept for 75 s", "keepalive"),
    _ignored("FLASK_SINGLE_THREADED", "THREADS is 1 by default", "single-threaded"),
    _ignored("FILTER_METRICS_ACCESS_LOGS", "the metrics port writes no access log"),
    _ignored("USE_MULTIPROCESS_PACKAGE", "there is one way to start workers"),
    *(
        _ignored(f"JAEGER_{name}", _OF_JAEGER)
        for name in ("AGENT_HOST", "AGENT_PORT", "CONFIG_PATH", "EXTRA_TAGS")
    ),
    *(
        _ignored(f"FLASK_{name}", _OF_FLASK)
        for name in (
            "DEBUG",
            "EXPLAIN_TEMPLATE_LOADING",
            "JSONIFY_PRETTYPRINT_REGULAR",
            "JSON_AS_ASCII",
            "JSON_SORT_KEYS",
            "PROPAGATE_EXCEPTIONS",
            "PRESERVE_CONTEXT_ON_EXCEPTION",
            "SESSION_COOKIE_HTTPONLY",
            "SESSION_COOKIE_SECURE",
            "SESSION_REFRESH_EACH_REQUEST",
            "TEMPLATES_AUTO_RELOAD",
            "TESTING",
            "TRAP_HTTP_EXCEPTIONS",
            "TRAP_BAD_REQUEST_ERRORS",
            "USE_X_SENDFILE",
        )
    ),
)
_REFUSED = (
    Variable(
        "CONDA_ENV_NAME",
        "there is no conda here; remove it and list the packages in requirements.txt",
        status=Status.REFUSED,
    ),
)
_BUILD = (
    Variable(
        "BUILD_CHECK",
        "How far assemble tries the component: off, import or load.",
        default="import",
        status=Status.BUILD,
        upstream=False,
    ),
    Variable(
        "BUILD_CHECK_TIMEOUT_S",
        "How long assemble may try the component, in seconds.",
        default="300",
        status=Status.BUILD,
        upstream=False,
    ),
    Variable("EXTRA_INDEX_URL", "One more package index.", status=Status.BUILD),
    Variable("PIP_TRUSTED_HOST", "A package index without TLS.", status=Status.BUILD),
)

VARIABLES: tuple[Variable, ...] = (*_HONOURED, *_IGNORED, *_REFUSED, *_BUILD)
