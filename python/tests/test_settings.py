"""What a server is told, and every way in which it can be told wrong."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path

import pytest

from seldon_wrapper.service_type import ServiceType
from seldon_wrapper.settings import (
    VARIABLES,
    ConfigurationError,
    LogLevel,
    Protocol,
    Settings,
    Status,
    check_router_workers,
    help_text,
)

_NOWHERE = Path("/no/such/annotations")
_HTTP = "PREDICTIVE_UNIT_HTTP_SERVICE_PORT"
_GRPC = "PREDICTIVE_UNIT_GRPC_SERVICE_PORT"
_EITHER = "PREDICTIVE_UNIT_SERVICE_PORT"


def _read(*arguments: str, **environ: str) -> Settings:
    """Return the settings of a component MyModel."""
    return Settings.from_args(["MyModel", *arguments], environ, _NOWHERE)


def _problems(
    *arguments: str, environ: Mapping[str, str] | None = None, annotations: Path = _NOWHERE
) -> list[str]:
    """Return what is wrong with a configuration."""
    with pytest.raises(ConfigurationError) as excinfo:
        Settings.from_args(["MyModel", *arguments], environ or {}, annotations)
    return excinfo.value.problems


def test_the_defaults_are_the_contract_s() -> None:
    """A component without any setting is served as LIF-1, LIF-2 and LIM-1 say."""
    assert _read() == Settings(
        component="MyModel",
        service_type=None,
        api_type=(Protocol.REST,),
        serve_rest=True,
        serve_grpc=True,
        http_port=9000,
        grpc_port=9500,
        metrics_port=6000,
        metrics_endpoints=("/metrics", "/prometheus"),
        workers=1,
        threads=1,
        max_message_bytes=104857600,
        sources={"component": "command line"},
    )


def test_every_default_of_the_table_is_the_one_in_effect() -> None:
    """The guide prints the table's; what it says must be so."""
    settings = Settings("MyModel")
    wrong = [
        variable.name
        for variable in VARIABLES
        if variable.kind and variable.default and hasattr(settings, variable.field)
        if variable.kind(variable.default) != getattr(settings, variable.field)
    ]

    assert wrong == []


def test_no_name_or_flag_is_in_the_table_twice() -> None:
    """The second one would never be read."""
    names = [name for v in VARIABLES for name in (v.name, *v.aliases) if name]
    flags = [variable.flag for variable in VARIABLES if variable.flag]

    assert len(names) == len(set(names))
    assert len(flags) == len(set(flags))


def test_a_flag_counts_before_its_variable_and_that_before_its_alias() -> None:
    """Who types a flag means it."""
    environ = {"WORKERS": "3", "GUNICORN_WORKERS": "4"}

    assert _read("--workers", "2", **environ).workers == 2
    assert _read("--workers=2", **environ).workers == 2
    assert _read(**environ).workers == 3
    assert _read(GUNICORN_WORKERS="4").workers == 4


def test_an_empty_variable_counts_as_unset() -> None:
    """Kubernetes manifests are full of them."""
    assert _read(WORKERS="", GUNICORN_WORKERS="2", API_TYPE=" ").workers == 2


@pytest.mark.parametrize(
    ("environ", "ports"),
    [
        ({_EITHER: "8000"}, (8000, 9500)),
        ({_EITHER: "8000", "API_TYPE": "GRPC"}, (9000, 8000)),
        ({_EITHER: "8000", "API_TYPE": "GRPC,REST"}, (9000, 8000)),
        ({_EITHER: "8000", "API_TYPE": "REST,GRPC"}, (8000, 9500)),
        ({_EITHER: "8000", _HTTP: "8001"}, (8001, 9500)),
        ({_EITHER: "8000", _GRPC: "8002"}, (9000, 8002)),
        ({_EITHER: "8000", _GRPC: "8002", "API_TYPE": "GRPC"}, (9000, 8002)),
        ({_EITHER: "8000", _HTTP: "8001", _GRPC: "8002"}, (8001, 8002)),
    ],
)
def test_the_general_port_counts_only_without_a_specific_one(
    environ: dict[str, str], ports: tuple[int, int]
) -> None:
    """Seldon's operator sets all three; engines of 2018 set the general one only (LIF-1)."""
    settings = _read(**environ)

    assert (settings.http_port, settings.grpc_port) == ports


@pytest.mark.parametrize(
    ("environ", "served"),
    [
        ({"SERVE": "REST"}, (True, False)),
        ({"SERVE": "grpc"}, (False, True)),
        ({"SERVE": "GRPC,REST"}, (True, True)),
        ({"GRPC_WORKERS": "0"}, (True, False)),
        ({"GRPC_WORKERS": "0", "SERVE": "REST"}, (True, False)),
        ({"API_TYPE": "GRPC"}, (True, True)),
    ],
)
def test_serve_decides_which_protocols_are_served(
    environ: dict[str, str], served: tuple[bool, bool]
) -> None:
    """API_TYPE only names the main one (LIF-2)."""
    settings = _read(**environ)

    assert (settings.serve_rest, settings.serve_grpc) == served


def test_the_older_command_line_with_the_api_type_is_accepted() -> None:
    """Scripts of before 1.5 say ``MyModel REST``; upstream ended with 255."""
    settings = _read("GRPC", "--service-type", "MODEL", "--persistence", "0")

    assert settings.api_type == (Protocol.GRPC,)
    assert settings.notices == (
        (
            "argument 'GRPC': taken as --api-type GRPC, as before seldon-core 1.5; "
            "both protocols are served (see SERVE)"
        ),
    )


def test_the_component_comes_from_the_variable_without_an_argument() -> None:
    """That is how the image starts it."""
    settings = Settings.from_args([], {"MODEL_NAME": "pkg.mod.Class"}, _NOWHERE)

    assert settings.component == "pkg.mod.Class"


def test_all_problems_are_told_together() -> None:
    """One look mends them all, instead of one restart for each."""
    environ = {
        "SERVICE_TYPE": "MODLE",
        "API_TYPE": "SOAP",
        "WORKERS": "none",
        "THREADS": "0",
        _HTTP: "99999",
        "SHUTDOWN_DELAY_S": "-1",
        "DRAIN_TIMEOUT_S": "0",
        "MAX_MESSAGE_BYTES": "1M",
        "SELDON_DEBUG": "maybe",
        "PREDICTIVE_UNIT_METRICS_ENDPOINT": "metrics",
        "PREDICTOR_LABELS": "version=1",
        "CONDA_ENV_NAME": "py36",
    }
    with pytest.raises(ConfigurationError) as excinfo:
        Settings.from_args(["--log-level", "DEBIG", "--wrokers=2"], environ, _NOWHERE)

    assert str(excinfo.value).splitlines() == [
        "--wrokers: unknown flag; did you mean --workers?",
        (
            "SERVICE_TYPE: 'MODLE' (expected: one of MODEL, ROUTER, COMBINER, TRANSFORMER, "
            "OUTPUT_TRANSFORMER, OUTLIER_DETECTOR; did you mean MODEL?)"
        ),
        "API_TYPE: 'SOAP' (expected: one of REST, GRPC, REST,GRPC)",
        "PREDICTIVE_UNIT_HTTP_SERVICE_PORT: '99999' (expected: a port, 1 to 65535)",
        "PREDICTIVE_UNIT_METRICS_ENDPOINT: 'metrics' (expected: a path that begins with /)",
        "WORKERS: 'none' (expected: a whole number, 1 or more)",
        "THREADS: '0' (expected: a whole number, 1 or more)",
        "MAX_MESSAGE_BYTES: '1M' (expected: a whole number, 1024 or more)",
        "SHUTDOWN_DELAY_S: '-1' (expected: seconds, 0 or more)",
        "DRAIN_TIMEOUT_S: '0' (expected: seconds, above 0)",
        "--log-level: 'DEBIG' (expected: one of DEBUG, INFO, WARNING, ERROR; did you mean DEBUG?)",
        "SELDON_DEBUG: 'maybe' (expected: y, yes, t, true, on, 1, n, no, f, false, off or 0)",
        'PREDICTOR_LABELS: \'version=1\' (expected: a JSON object, such as {"version": "1"})',
        (
            "CONDA_ENV_NAME: 'py36' (expected: unset; there is no conda here; remove it and list "
            "the packages in requirements.txt)"
        ),
        "MODEL_NAME: not set (expected: the component's name, such as MyModel)",
    ]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--threads"], "--threads: no value (expected: --threads VALUE)"),
        (["--nonsense"], "--nonsense: unknown flag; --help lists the flags"),
        (
            ["more"],
            (
                "argument 'more': not understood "
                "(expected: seldon-core-microservice [COMPONENT] [flags])"
            ),
        ),
        (
            ["--check", "lod"],
            "--check: 'lod' (expected: one of off, import, load; did you mean load?)",
        ),
    ],
)
def test_a_command_line_that_is_not_understood_is_said(arguments: list[str], problem: str) -> None:
    """Upstream ended with 255 and "Unknown args"."""
    assert _problems(*arguments) == [problem]


def test_one_port_for_two_servers_is_refused() -> None:
    """The second would fail to start, or take half of the other's connections."""
    assert _problems(environ={_HTTP: "6000"}) == [
        (
            "PREDICTIVE_UNIT_HTTP_SERVICE_PORT and PREDICTIVE_UNIT_METRICS_SERVICE_PORT: "
            "both 6000 (expected: a port each)"
        )
    ]
    assert _read(**{_HTTP: "6000", "SERVE": "GRPC"}).http_port == 6000


def test_serve_and_grpc_workers_must_not_contradict() -> None:
    """One of them would have to be ignored."""
    assert _problems(environ={"SERVE": "GRPC", "GRPC_WORKERS": "0"}) == [
        "GRPC_WORKERS: 0 (expected: unset, since SERVE asks for GRPC)"
    ]


def test_what_has_no_effect_gets_a_notice_that_says_why() -> None:
    """A setting that is silently dropped costs somebody a day."""
    settings = _read(
        "--persistence",
        PERSISTENCE="1",
        JAEGER_AGENT_HOST="jaeger",
        GUNICORN_KEEPALIVE="5",
        GRPC_WORKERS="4",
    )

    assert settings.notices == (
        (
            "--persistence=1 has no effect: upstream dropped it too; keep state in the component's "
            "own store"
        ),
        "GUNICORN_KEEPALIVE=5 has no effect: idle connections are kept for 75 s",
        (
            "JAEGER_AGENT_HOST=jaeger has no effect: spans go to an OpenTelemetry collector, by "
            "OTEL_EXPORTER_OTLP_ENDPOINT"
        ),
        "GRPC_WORKERS=4 has no effect: each of the WORKERS serves gRPC too",
    )


def test_what_asks_for_nothing_gets_no_notice() -> None:
    """``PERSISTENCE=0`` stands in every .s2i/environment of 2018."""
    assert _read(PERSISTENCE="0", TRACING="0", GRPC_WORKERS="1").notices == ()


def test_every_ignored_variable_gets_its_notice() -> None:
    """The table's word is kept for each row."""
    ignored = [v.name for v in VARIABLES if v.status is Status.NOTICE]
    notices = _read(**dict.fromkeys(ignored, "1")).notices

    assert [notice.partition("=")[0] for notice in notices] == ignored


def test_debug_means_the_debug_level() -> None:
    """``--debug`` may stand without a value, as upstream."""
    assert _read("--debug").log_level is LogLevel.DEBUG
    assert _read(SELDON_DEBUG="true").log_level is LogLevel.DEBUG
    assert _read(SELDON_LOG_LEVEL="warning").log_level is LogLevel.WARNING


def test_the_operator_s_variables_become_fields() -> None:
    """Meta and metrics are made of them."""
    settings = _read(
        PREDICTIVE_UNIT_ID="unit",
        PREDICTIVE_UNIT_IMAGE="image:1",
        PREDICTOR_ID="predictor",
        PREDICTOR_LABELS='{"version": "v2", "other": 1}',
        SELDON_DEPLOYMENT_ID="deployment",
        SELDON_EXECUTOR_ENABLED="false",
        INCLUDE_METRICS_IN_CLIENT_RESPONSE="False",
        PAYLOAD_PASSTHROUGH="true",
        MODEL_METADATA="name: x",
        PREDICTIVE_UNIT_METRICS_ENDPOINT="/own",
    )

    assert (settings.unit_id, settings.unit_image) == ("unit", "image:1")
    assert (settings.predictor_id, settings.predictor_version) == ("predictor", "v2")
    assert settings.deployment_id == "deployment"
    assert not settings.executor_enabled
    assert not settings.include_metrics_in_response
    assert settings.payload_passthrough
    assert settings.model_metadata == "name: x"
    assert settings.metrics_endpoints == ("/metrics", "/prometheus", "/own")


def test_annotations_fill_in_what_is_not_set(tmp_path: Path) -> None:
    """Values of other annotations may hold any character; the first = ends the key."""
    path = tmp_path / "annotations"
    path.write_text(
        'kubernetes.io/config="a=b\\nc=d"\n'
        'seldon.io/rest-timeout="2500"\n'
        'seldon.io/grpc-max-message-size="10000"\n'
    )
    flags = ["--max-message-bytes", "2048", "--timeout-s", "0"]
    read = Settings.from_args(["MyModel"], {}, path)
    explicit = Settings.from_args(["MyModel", *flags], {}, path)

    assert read.grpc_max_message_bytes == 10000
    assert read.max_message_bytes == 104857600
    assert explicit.grpc_max_message_bytes == 2048
    assert (read.rest_timeout_s, read.grpc_timeout_s) == (2.5, None)
    assert (explicit.rest_timeout_s, explicit.grpc_timeout_s) == (None, None)


def test_a_wrong_annotation_names_itself(tmp_path: Path) -> None:
    """It is set far away from the container, in the SeldonDeployment."""
    path = tmp_path / "annotations"
    path.write_text('seldon.io/rest-timeout="5s"\nseldon.io/grpc-max-message-size="0"\n')

    assert _problems(annotations=path) == [
        f"annotation seldon.io/rest-timeout in {path}: '5s' (expected: milliseconds, above 0)",
        f"annotation seldon.io/grpc-max-message-size in {path}: '0' (expected: bytes, above 0)",
    ]


_ROUTER_REFUSED = (
    "WORKERS: 2 (expected: 1 for a ROUTER, since each worker would learn from its own feedback "
    "only; ALLOW_ROUTER_WORKERS=1 allows it)"
)


def test_a_router_with_several_workers_is_refused() -> None:
    """What it learns in one worker it does not know in the other (LIF-3)."""
    environ = {"WORKERS": "2", "SERVICE_TYPE": "ROUTER"}

    assert _problems(environ=environ) == [_ROUTER_REFUSED]
    assert _read(**environ, ALLOW_ROUTER_WORKERS="1").workers == 2


def test_a_router_by_its_methods_is_refused_too() -> None:
    """The type may be known only when the component is imported."""
    settings = _read(WORKERS="2")
    check_router_workers(settings, ServiceType.MODEL)
    with pytest.raises(ConfigurationError) as excinfo:
        check_router_workers(settings, ServiceType.ROUTER)

    assert str(excinfo.value) == _ROUTER_REFUSED


def test_the_help_names_every_honoured_variable_and_flag() -> None:
    """It is made from the table that is read."""
    text = help_text()
    honoured = [v for v in VARIABLES if v.status is Status.HONOURED]
    missing = [v.name for v in honoured if v.name not in text or f"--{v.flag}" not in text + "--"]

    assert missing == []
    assert max(map(len, text.splitlines())) <= 100


def test_settings_can_be_sent_to_a_worker() -> None:
    """Python 3.14 starts workers without a fork."""
    settings = _read(PREDICTIVE_UNIT_PARAMETERS='[{"name": "i", "value": "1", "type": "INT"}]')

    assert pickle.loads(pickle.dumps(settings)) == settings
