"""Variables and flags of upstream's that have no effect here, with a notice, or are refused."""

from __future__ import annotations

from seldon_wrapper.settings.variable import Status, Variable


def _ignored(name: str, remedy: str, flag: str = "", bare: str = "") -> Variable:
    """Return a variable of upstream's that has no effect here and gets a notice."""
    return Variable(name, remedy, flag=flag, status=Status.NOTICE, bare=bare)


_OF_GUNICORN = "the server is not gunicorn and does not restart its workers"
_OF_JAEGER = "spans go to an OpenTelemetry collector, by OTEL_EXPORTER_OTLP_ENDPOINT"
_OF_FLASK = "Flask is not configured from the environment"
IGNORED = (
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
REFUSED = (
    Variable(
        "CONDA_ENV_NAME",
        "there is no conda here; remove it and list the packages in requirements.txt",
        status=Status.REFUSED,
    ),
)
