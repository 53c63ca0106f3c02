"""How the container of an app ends."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from seldon_conformance.builder.engine import docker, inspected
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.row import EVERY, built, row
from seldon_conformance.builder.served import Served, served, started
from seldon_conformance.errors import SubjectError


def _asked(method: str) -> dict[str, str]:
    """Give the message that has the probe do something."""
    return {"strData": method}


@row("C13", modes=EVERY)
@built("model")
def test_process_1_is_tini_and_no_shell_is_left(image: str) -> None:
    """A shell in between swallows SIGTERM."""
    with served(image) as container:
        found = container.container.exec(["sh", "-c", "cat /proc/[0-9]*/comm"]).output.decode()

    # The last two are this question's own.
    assert found.split()[0] == "tini"
    assert "bash" not in found.split()


@row("C13", modes=EVERY)
@built("model")
def test_docker_stop_ends_an_idle_container_with_0(image: str) -> None:
    """137 is docker's kill after the grace period: each rollout would wait for it."""
    with served(image) as container:
        code = container.stop(grace_s=5)

    assert code == 0


@row("C13")
@built("probe")
def test_calls_in_flight_are_answered_before_the_end(image: str) -> None:
    """A rollout must not cost a single answer, on either protocol."""
    with served(image, {"THREADS": "2"}) as container, ThreadPoolExecutor() as pool:
        rest = pool.submit(container.rest, _asked("doze"))
        grpc = pool.submit(container.grpc, _asked("doze"))
        container.wait_for(
            lambda: container.log().count("dozing") == 2,
            "call on each protocol",
        )
        code = container.stop(grace_s=10)

        assert rest.result()["strData"] == "awake"
        assert grpc.result()["strData"] == "awake"
        assert code == 0, container.log()


@row("C13", modes=EVERY)
@pytest.mark.parametrize("signal", ["SIGTERM", "SIGINT", "SIGHUP"])
@built("probe")
def test_signal_ends_a_container_in_use_with_0(image: str, signal: str) -> None:
    """Ctrl-C sends SIGINT to `docker run`, a lost terminal SIGHUP; the call in flight counts."""
    with served(image) as container, ThreadPoolExecutor() as pool:
        answer = pool.submit(container.rest, _asked("doze"))
        container.wait_for(lambda: "dozing" in container.log(), "call")
        container.container.get_wrapped_container().kill(signal=signal)

        assert container.exit_code() == 0
        assert answer.result()["strData"] == "awake"


@row("C13")
@built("probe")
def test_killed_worker_ends_the_container(image: str, language: Language) -> None:
    """Nobody restarts it inside, so that the platform sees it and can tell people why."""
    with served(image) as container:
        with pytest.raises(SubjectError):
            container.rest(_asked("die"))

        assert container.exit_code() == 137
        assert language.on_killed in container.log()


@row("C13", modes=Mode.DOCKERFILE)
@built("model")
def test_dockerfile_of_s2i_has_a_shell_before_run(image: str) -> None:
    """This is what the entrypoint is for; should s2i change, it can go."""
    assert inspected(image)["Config"]["Cmd"] == ["/bin/sh", "-c", "/usr/libexec/s2i/run"]


@row("C13")
@built("model")
def test_command_of_ones_own_keeps_its_shell(image: str) -> None:
    """The entrypoint takes away the shell before plain words alone."""
    assert docker("run", "--rm", image, "/bin/sh", "-c", "echo $((1 + 1)); exit 0") == "2\n"


@row("C13")
@pytest.mark.parametrize("signal", ["SIGTERM", "SIGINT", "SIGHUP"])
@built("model")
def test_signal_in_the_first_moments_ends_the_container(image: str, signal: str) -> None:
    """A start that is taken back waits for nobody; a signal that is lost there hangs for good."""
    with started(image) as container:
        running = container.container.get_wrapped_container()
        # Until process 1 looks for signals, the kernel drops them: in any container.
        container.wait_for(lambda: len(running.top()["Processes"]) > 1, "child of process 1")
        running.kill(signal=signal)
        code = container.exit_code()

        # 128 and the signal's number, where nobody could take it yet.
        assert code in {0, 128 + {"SIGTERM": 15, "SIGINT": 2, "SIGHUP": 1}[signal]}


@row("C13")
@built("probe")
def test_orphaned_processes_are_reaped(image: str) -> None:
    """What a library leaves behind would fill the node's table of processes."""
    with served(image) as container:
        child = container.rest(_asked("orphan"))["strData"]

        container.wait_for(lambda: not _is_there(container, child), f"end of process {child}")


def _is_there(container: Served, process: str) -> bool:
    """Tell whether a process is in the table, dead ones that nobody waited for included."""
    words = ["test", "-e", f"/proc/{process}"]
    return bool(container.container.exec(words).exit_code == 0)
