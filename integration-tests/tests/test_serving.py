"""How the container of an application lives, from its start to its end (matrix C11 to C13, LIF)."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from engine import docker, inspected, shell
from recipe import Recipe
from recipes import MODEL, MODEL_AS_DOCKERFILE, PROBE, PROBE_AS_DOCKERFILE, template_app
from served import Served, served, started

from seldon_conformance.errors import SubjectError

MOUNTED_MODEL = template_app("mounted-model")
REPORTING = template_app("reporting")
EACH_WAY = pytest.mark.parametrize("recipe", [PROBE, PROBE_AS_DOCKERFILE], ids=str)
_HARDENED: dict[str, Any] = {"cap_drop": ["ALL"], "security_opt": ["no-new-privileges"]}
# docker's own default for a tmpfs is noexec, and so it is here.
_READ_ONLY: dict[str, Any] = {"read_only": True, "tmpfs": {"/tmp": "noexec,nosuid"}}
_ROW = {"data": {"names": ["a", "b"], "ndarray": [[1, 2]]}}


def _asked(method: str) -> dict[str, str]:
    """Give the message that has the probe run a method."""
    return {"strData": method}


@pytest.fixture(scope="module")
def model(request: pytest.FixtureRequest) -> Iterator[Served]:
    """The identity model, as it is."""
    with served(request.getfixturevalue("shelf").image(MODEL)) as container:
        yield container


@pytest.mark.built(MODEL)
def test_both_protocols_are_served_from_one_container(model: Served) -> None:
    """A caller need not know what the image was built for."""
    assert model.rest(_ROW)["data"] == {"names": ["t:0", "t:1"], "ndarray": [[1, 2]]}
    assert model.grpc(_ROW)["data"] == {"names": ["t:0", "t:1"], "ndarray": [[1.0, 2.0]]}


@pytest.mark.built(MODEL)
def test_c01_every_exposed_port_is_listened_on(model: Served, image: str) -> None:
    """Upstream's image exposes 5000 and serves elsewhere."""
    exposed = inspected(image)["Config"]["ExposedPorts"]

    assert set(exposed) == {"9000/tcp", "9500/tcp", "6000/tcp"}
    assert model.get("/health/ping").body == b"pong"
    assert model.get("/metrics", port=6000).status == 200


@pytest.mark.built(MODEL)
def test_c13_process_1_is_tini_and_no_shell_is_left(model: Served) -> None:
    """A shell in between swallows SIGTERM."""
    found = model.container.exec(["sh", "-c", "cat /proc/[0-9]*/comm"]).output.decode().split()

    # The last two are this question's own.
    assert found[0] == "tini"
    assert "bash" not in found


@pytest.mark.parametrize("uid", ["12345:0", "1000650000:0", "8888:0"])
@pytest.mark.built(PROBE)
def test_c11_any_uid_of_group_0_can_serve(image: str, uid: str) -> None:
    """OpenShift chooses the uid; Seldon's operator asks for 8888."""
    with served(image, user=uid, **_HARDENED) as container:
        found = container.rest(_asked("user"))["jsonData"]

    assert found == {
        "name": "seldon",
        "uid": int(uid.partition(":")[0]),
        "home": "/opt/app-root/home",
        "writable": ["/tmp", "/dev/shm", "/opt/app-root/home", "/microservice"],
    }


@pytest.mark.built(PROBE)
def test_c12_file_system_may_be_read_only(image: str) -> None:
    """With a /tmp that nothing can be executed from, and without a single capability."""
    with served(image, user="12345:0", **_READ_ONLY, **_HARDENED) as container:
        found = container.rest(_asked("weights"))
        over_grpc = container.grpc(_asked("weights"))

    assert found["strData"] == "0.5 0.5"
    assert over_grpc["strData"] == "0.5 0.5"


@pytest.mark.built(template_app("iris"))
def test_c12_scientific_libraries_work_read_only(image: str) -> None:
    """They like to write caches and to load native code from them."""
    row = {"data": {"ndarray": [[5.1, 3.5, 1.4, 0.2]]}}
    with served(image, user="12345:0", **_READ_ONLY, **_HARDENED) as container:
        found = container.rest(row)

    assert found["data"]["names"] == ["setosa", "versicolor", "virginica"]


@pytest.mark.parametrize("recipe", [MODEL, MODEL_AS_DOCKERFILE], ids=str)
def test_c13_docker_stop_ends_an_idle_container_with_0(recipe: Recipe, image: str) -> None:
    """137 is docker's kill after the grace period: each rollout would wait for it."""
    with served(image) as container:
        code = container.stop(grace_s=5)

    assert code == 0


@EACH_WAY
def test_c13_calls_in_flight_are_answered_before_the_end(recipe: Recipe, image: str) -> None:
    """A rollout must not cost a single answer, on either protocol."""
    with served(image, {"THREADS": "2"}) as container, ThreadPoolExecutor() as pool:
        rest = pool.submit(container.rest, _asked("doze"))
        grpc = pool.submit(container.grpc, _asked("doze"))
        container.wait_for(lambda: container.log().count("dozing") == 2, "call on each protocol")
        code = container.stop(grace_s=10)

        assert rest.result()["strData"] == "awake"
        assert grpc.result()["strData"] == "awake"
        assert code == 0, container.log()


@pytest.mark.built(PROBE)
def test_c13_interrupt_ends_the_container_with_0(image: str) -> None:
    """It is what Ctrl-C sends to `docker run`."""
    with served(image) as container:
        container.container.get_wrapped_container().kill(signal="SIGINT")

        assert container.exit_code() == 0


@EACH_WAY
def test_c13_killed_worker_ends_the_container(recipe: Recipe, image: str) -> None:
    """Nobody restarts it inside, so that the platform sees it and can tell people why."""
    with served(image) as container:
        with pytest.raises(SubjectError):
            container.rest(_asked("die"))

        assert container.exit_code() == 137
        assert "was killed by SIGKILL (out of memory?); the server ends" in container.log()


@pytest.mark.built(MOUNTED_MODEL)
def test_component_that_cannot_load_ends_the_container_with_cause_and_remedy(image: str) -> None:
    """`kubectl logs` shows the end of the log, and a pod that restarts shows that alone."""
    with started(image) as container:
        code = container.exit_code()

        assert code == 1
        assert container.stderr_lines()[-2:] == [
            (
                "ERROR: MountedModel.load raised FileNotFoundError: model URI: nothing at "
                "/mnt/models (expected: a file or folder that is mounted there) "
                "(MountedModel.py, line 15: "
                'with np.load(f"{Storage.download(self.model_uri)}/weights.npz") as saved:)'
            ),
            "REMEDY: Mend the component's load, or what it needs at start (files, parameters).",
        ]


@pytest.mark.built(PROBE)
def test_help_flag_prints_the_servers_flags(image: str) -> None:
    """`docker run IMAGE --help` neither serves nor runs the component's before-run."""
    said = docker("run", "--rm", image, "--help")

    assert said.startswith("usage: seldon-core-microservice [COMPONENT] [flags]\n")
    assert "before-run" not in said


@pytest.mark.built(MODEL)
def test_flags_alone_are_the_servers(image: str) -> None:
    """A deployment's args say how to serve without naming the program."""
    with started(image, command="--workers many") as container:
        code = container.exit_code()

        assert code == 2
        assert container.stderr_lines() == [
            "ERROR: --workers: 'many' (expected: a whole number, 1 or more)",
            "REMEDY: Give the variable or the flag a value as expected; --help lists them all.",
        ]


@pytest.mark.built(MODEL)
def test_wrong_settings_end_the_container_with_2_and_all_of_them(image: str) -> None:
    """People mend them all at once, not one a restart."""
    variables = {"WORKERS": "many", "PREDICTIVE_UNIT_HTTP_SERVICE_PORT": "0"}
    with started(image, variables) as container:
        code = container.exit_code()

        assert code == 2
        assert container.stderr_lines() == [
            "ERROR: PREDICTIVE_UNIT_HTTP_SERVICE_PORT: '0' (expected: a port, 1 to 65535)",
            "ERROR: WORKERS: 'many' (expected: a whole number, 1 or more)",
            "REMEDY: Give the variable or the flag a value as expected; --help lists them all.",
        ]


@pytest.mark.built(PROBE)
def test_working_directory_is_the_components(image: str) -> None:
    """Relative and /microservice paths to model files are in every example of upstream's."""
    with served(image) as container:
        assert container.rest(_asked("weights"))["strData"] == "0.5 0.5"


@EACH_WAY
def test_before_run_is_run_before_the_server(recipe: Recipe, image: str) -> None:
    """Upstream's hook, which keeps working when the x bit was lost on the way."""
    with served(image) as container:
        assert container.rest(_asked("before_run"))["strData"] == "hook was here"


@pytest.mark.built(PROBE)
def test_before_run_that_fails_ends_the_start(image: str) -> None:
    """A server without what the hook prepares would only fail later."""
    with started(image, {"HOOK_EXIT": "3"}) as container:
        code = container.exit_code()

        assert code == 1
        assert container.stderr_lines()[-2:] == [
            "ERROR: before-run failed with exit code 3 (expected: 0)",
            "REMEDY: mend the file before-run of the component, or remove it",
        ]


@pytest.mark.built(PROBE)
def test_settings_of_the_build_do_not_reach_the_component(image: str) -> None:
    """s2i keeps every -e in the image; an index's password is not the component's business."""
    variables = {
        "PIP_INDEX_URL": "https://me:word@index.example/",
        "UV_INDEX": "x",
        "UV_INDEX_SHOP_PASSWORD": "word",
        "KEPT": "1",
    }
    with served(image, variables) as container:
        found = container.rest(_asked("environment"))["jsonData"]

    assert found["KEPT"] == "1"
    assert "PIP_INDEX_URL" not in found
    assert {name for name in found if name.startswith("UV_")} == {"UV_PYTHON_DOWNLOADS"}


@pytest.mark.built(REPORTING)
def test_parameters_and_ports_are_set_at_run_time(image: str) -> None:
    """One image serves many deployments, which Seldon's operator tells apart by variables."""
    parameters = [
        {"name": "count", "value": "7", "type": "INT"},
        {"name": "label", "value": "blue", "type": "STRING"},
        {"name": "enabled", "value": "true", "type": "BOOL"},
    ]
    variables = {
        "PREDICTIVE_UNIT_PARAMETERS": json.dumps(parameters),
        "PREDICTIVE_UNIT_HTTP_SERVICE_PORT": "9001",
        "PREDICTIVE_UNIT_GRPC_SERVICE_PORT": "9501",
        "PREDICTIVE_UNIT_METRICS_SERVICE_PORT": "6001",
    }
    with served(image, variables, ports=(9001, 9501, 6001)) as container:
        rest = container.rest(_ROW)["meta"]["tags"]
        grpc = container.grpc(_ROW)["meta"]["tags"]
        metrics = container.get("/prometheus", port=6001).body.decode()

    expected = {"count": 7, "rate": 0.5, "label": "blue", "enabled": True}
    assert {name: rest[name] for name in expected} == expected
    assert {name: grpc[name] for name in expected} == expected
    assert "reporting_calls_total" in metrics


@pytest.mark.parametrize("protocol", ["REST", "GRPC"])
@pytest.mark.built(MODEL)
def test_one_protocol_can_be_asked_for(image: str, protocol: str) -> None:
    """SERVE closes the other port; health and metrics answer in each case."""
    ours, other = (9000, 9500) if protocol == "REST" else (9500, 9000)
    with started(image, {"SERVE": protocol}) as container:
        container.wait_for(lambda: "ready: MyModel" in container.log(), "ready component")

        assert _can_connect(container, ours)
        assert _can_connect(container, 6000)
        assert not _can_connect(container, other)


def _can_connect(container: Served, port: int) -> bool:
    """Tell whether somebody listens inside; docker's own proxy takes every connection outside."""
    script = f"import socket; socket.create_connection(('127.0.0.1', {port}), 1)"
    return bool(container.container.exec(["python", "-c", script]).exit_code == 0)


@pytest.mark.built(MODEL_AS_DOCKERFILE)
def test_c13_dockerfile_of_s2i_has_a_shell_before_run(image: str) -> None:
    """This is what the entrypoint is for; should s2i change, it can go."""
    assert inspected(image)["Config"]["Cmd"] == ["/bin/sh", "-c", "/usr/libexec/s2i/run"]


@pytest.mark.built(MODEL)
def test_c13_command_of_ones_own_keeps_its_shell(image: str) -> None:
    """The entrypoint takes away the shell before plain words alone."""
    assert docker("run", "--rm", image, "/bin/sh", "-c", "echo $((1 + 1)); exit 0") == "2\n"
    assert shell(image, "id -un").strip() == "seldon"
