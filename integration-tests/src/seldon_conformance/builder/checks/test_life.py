"""How the container of an app lives, from its start to its end."""

from typing import Any

import pytest

from seldon_conformance.builder.engine import docker, inspected
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.row import EVERY, built, row
from seldon_conformance.builder.served import GRPC, HTTP, METRICS, Served, served, started

_HARDENED: dict[str, Any] = {"cap_drop": ["ALL"], "security_opt": ["no-new-privileges"]}
# docker's own default for a tmpfs is noexec, and so it is here.
_READ_ONLY: dict[str, Any] = {"read_only": True, "tmpfs": {"/tmp": "noexec,nosuid"}}
_ROW = {"data": {"names": ["a", "b"], "ndarray": [[1, 2]]}}


def _asked(method: str) -> dict[str, str]:
    """Give the message that has the probe do something."""
    return {"strData": method}


@row("C01", modes=EVERY)
@built("model")
def test_both_protocols_are_served_where_the_label_says(image: str) -> None:
    """Upstream's image exposes 5000 and serves elsewhere; and a caller need not know the image."""
    with served(image) as container:
        rest, grpc = container.rest(_ROW)["data"], container.grpc(_ROW)["data"]
        ping = container.get("/health/ping").body
        metrics = container.get("/metrics", port=METRICS).status

    assert rest == {"names": ["t:0", "t:1"], "ndarray": [[1, 2]]}
    assert grpc == {"names": ["t:0", "t:1"], "ndarray": [[1.0, 2.0]]}
    assert (ping, metrics) == (b"pong", 200)
    assert set(inspected(image)["Config"]["ExposedPorts"]) == {
        f"{port}/tcp" for port in (HTTP, GRPC, METRICS)
    }


@row("C05")
@pytest.mark.parametrize("protocol", ["REST", "GRPC"])
@built("model")
def test_one_protocol_can_be_asked_for(image: str, protocol: str) -> None:
    """SERVE closes the other port; health and metrics answer in each case."""
    ours, other = (HTTP, GRPC) if protocol == "REST" else (GRPC, HTTP)
    with started(image, {"SERVE": protocol}) as container:
        container.wait_for(lambda: "ready: " in container.log(), "ready component")

        assert _can_connect(container, ours)
        assert _can_connect(container, METRICS)
        assert not _can_connect(container, other)


def _can_connect(container: Served, port: int) -> bool:
    """Tell whether somebody listens inside; docker's own proxy takes every connection outside."""
    words = ["bash", "-c", f"exec 3<>/dev/tcp/127.0.0.1/{port}"]
    return bool(container.container.exec(words).exit_code == 0)


@row("C05")
@built("probe")
def test_working_directory_is_the_components(image: str) -> None:
    """Relative and /microservice paths to model files are in every example of upstream's."""
    with served(image) as container:
        assert container.rest(_asked("weights"))["strData"] == "0.5 0.5"


@row("C05")
@built("model")
def test_wrong_settings_end_the_container_with_2_and_all_of_them(image: str) -> None:
    """People mend them all at once, not one a restart."""
    variables = {"THREADS": "many", "PREDICTIVE_UNIT_HTTP_SERVICE_PORT": "0"}
    with started(image, variables) as container:
        code = container.exit_code()

        assert code == 2
        *causes, remedy = container.stderr_lines()
        assert causes == [
            "ERROR: PREDICTIVE_UNIT_HTTP_SERVICE_PORT: '0' (expected: a port, 1 to 65535)",
            "ERROR: THREADS: 'many' (expected: a whole number, 1 or more)",
        ]
        # A server of Java has variables alone.
        assert remedy.replace("the variable or the flag", "the variable") == (
            "REMEDY: Give the variable a value as expected; --help lists them all."
        )


@row("C04", modes=Mode.S2I)
@built("probe")
def test_help_flag_prints_the_servers_flags(language: Language, image: str) -> None:
    """`docker run IMAGE --help` neither serves nor runs the component's before-run."""
    said = docker("run", "--rm", image, "--help")

    assert said.startswith(language.usage)
    assert "before-run" not in said


@row("C04", modes=Mode.S2I)
@built("model")
def test_flags_alone_are_the_servers(language: Language, image: str) -> None:
    """A deployment's args say how to serve without naming the program."""
    argument, *told = language.wrong_argument
    with started(image, command=argument) as container:
        code = container.exit_code()

        assert code == 2
        assert container.stderr_lines() == told


@row("C12", modes=EVERY)
@built("probe", "dependent")
def test_file_system_may_be_read_only(image: str) -> None:
    """With a /tmp that nothing can be executed from, and without a single capability."""
    with served(image, user="12345:0", **_READ_ONLY, **_HARDENED) as container:
        rest, grpc = container.rest(_asked("weights")), container.grpc(_asked("weights"))

    assert rest["strData"] == grpc["strData"] == "0.5 0.5"


@row("C18")
@built("probe")
def test_settings_of_the_build_do_not_reach_the_component(language: Language, image: str) -> None:
    """s2i keeps every -e in the image; an index's password is not the component's business."""
    with served(image, {**language.build_variables, "KEPT": "1"}) as container:
        found = container.rest(_asked("environment"))["jsonData"]

    assert found["KEPT"] == "1"
    assert set(found) & set(language.build_variables) == set()


@row("C23")
@built("probe")
def test_before_run_is_run_before_the_server(image: str) -> None:
    """Upstream's hook, which keeps working when the x bit was lost on the way."""
    with served(image) as container:
        assert container.rest(_asked("before_run"))["strData"] == "hook was here"


@row("C23")
@built("probe")
def test_before_run_that_fails_ends_the_start(image: str) -> None:
    """A server without what the hook prepares would only fail later."""
    with started(image, {"HOOK_EXIT": "3"}) as container:
        code = container.exit_code()

        assert code == 1
        assert container.stderr_lines()[-2:] == [
            "ERROR: before-run failed with exit code 3 (expected: 0)",
            "REMEDY: mend the file before-run of the component, or remove it",
        ]
