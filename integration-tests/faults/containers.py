"""Faults of a container: a /tmp that is full or cannot be written to, and no more memory."""

from __future__ import annotations

import contextlib
import http.client
import subprocess
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from faults.known_answers import KnownAnswers, rest_answer
from faults.outcome import Outcome
from faults.subject import APP, until
from seldon_conformance.subjects import wait_until_ready

_REPOSITORY = Path(__file__).resolve().parents[2]
_MACHINE = _REPOSITORY / "integration-tests" / "machine"
_BUILD_S = 300.0
_END_S = 60.0


def of_containers(builder: str) -> Sequence[Callable[[], Outcome]]:
    """Give the faults of containers of an app that the builder makes."""
    return [
        lambda: _tmp(builder, "full", "1", "--tmpfs", "/tmp:size=1m"),
        lambda: _tmp(builder, "full", "2", "--tmpfs", "/tmp:size=64k"),
        lambda: _tmp(builder, "read-only", "1", "--read-only"),
        lambda: _tmp(builder, "read-only", "2", "--read-only"),
        lambda: _memory(builder),
    ]


@dataclass(frozen=True)
class _Container:
    """A running container."""

    name: str

    def port(self, inside: int) -> int:
        """Give the port of this host that leads to one of the container."""
        return int(_docker("port", self.name, f"{inside}/tcp").splitlines()[0].rpartition(":")[2])

    @property
    def is_running(self) -> bool:
        """Tell whether it lives."""
        return _docker("inspect", "--format", "{{.State.Running}}", self.name).strip() == "true"

    @property
    def exit_code(self) -> int:
        """Give what it has ended with."""
        return int(_docker("inspect", "--format", "{{.State.ExitCode}}", self.name))

    @property
    def log(self) -> str:
        """Give what it has written."""
        return _docker("logs", self.name)


@contextlib.contextmanager
def _running(builder: str, *options: str) -> Iterator[_Container]:
    """Build the app, run it, and remove both."""
    image = f"faults-{uuid.uuid4().hex[:8]}"
    settings = _REPOSITORY / "build" / "host"
    subprocess.run([_MACHINE / "ca", settings], check=True)
    subprocess.run(
        [
            *(_MACHINE / "bin" / "s2i", "build", APP, builder, image, "--pull-policy", "never"),
            *("-v", f"{settings}:/run/s2i-build:ro"),
        ],
        check=True,
        timeout=_BUILD_S,
        capture_output=True,
    )
    publish = ("--publish", "127.0.0.1::9000", "--publish", "127.0.0.1::9500")
    try:
        name = _docker("run", "--detach", *publish, *options, image).splitlines()[-1]
        yield _Container(name)
    finally:
        _docker("rm", "--force", name)
        _docker("image", "rm", "--force", image)


def _docker(*arguments: str) -> str:
    """Run docker, and give what it wrote to either stream."""
    command = ["docker", *arguments]
    return subprocess.run(
        command, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ).stdout


def _ready(container: _Container) -> None:
    url = f"http://127.0.0.1:{container.port(9000)}"
    wait_until_ready(url, _END_S, lambda: container.is_running)


def _tmp(builder: str, what: str, workers: str, *options: str) -> Outcome:
    """Leave no room in /tmp: the component's own write fails, all else goes on."""
    outcome = Outcome(f"/tmp is {what}", f"docker run {' '.join(options)}, WORKERS={workers}")
    with _running(builder, *options, "--env", f"WORKERS={workers}") as container:
        _ready(container)
        http_port = container.port(9000)
        connection = http.client.HTTPConnection("127.0.0.1", http_port, timeout=_END_S)
        with KnownAnswers(http_port, container.port(9500)).running() as known:
            until(lambda: known.asked > 20)
            written = rest_answer(connection, "write 10")
            until(lambda: known.asked > 80)
        connection.request("GET", "/metadata")
        status = connection.getresponse().status
        connection.close()
        error = "No space left" if what == "full" else "Read-only file system"
        outcome.seen = f"the component's write: {error}; {known}; /metadata {status}"
        outcome.check(holds=error in written, otherwise=f"the write gave {written[:200]}")
        outcome.check(holds=not known.wrong, otherwise=f"{len(known.wrong)} wrong known answers")
        outcome.check(holds=status == 200, otherwise="no metadata")
    return outcome


def _memory(builder: str) -> Outcome:
    """Have the component take more memory than its container may have."""
    options = ("--memory", "300m", "--memory-swap", "300m")
    outcome = Outcome("memory is exhausted", f"docker run {' '.join(options)}, 1 GB in predict")
    with _running(builder, *options) as container:
        _ready(container)
        http_port, grpc_port = container.port(9000), container.port(9500)
        connection = http.client.HTTPConnection("127.0.0.1", http_port, timeout=_END_S)
        with KnownAnswers(http_port, grpc_port).running() as known:
            until(lambda: known.asked > 40)
            right = known.asked - len(known.wrong)
            try:
                answer = rest_answer(connection, "allocate 1000")
            except (OSError, http.client.HTTPException) as error:
                answer = type(error).__name__
            ended = until(lambda: not container.is_running, _END_S)
        line = container.log.rstrip().rpartition("\n")[2].partition(" ERROR ")[2]
        outcome.seen = (
            f"{right} right before; the call got {answer}; exit code {container.exit_code}, "
            f"last line `{line}`"
        )
        outcome.check(holds=ended, otherwise="the container did not end")
        outcome.check(holds=container.exit_code == 137, otherwise="not 137")
        outcome.check(holds="killed by SIGKILL (out of memory?)" in line, otherwise="not said")
        wrong = [each for each in known.wrong if "known" in each]
        outcome.check(holds=not wrong, otherwise=f"wrong answers: {wrong[:1]}")
    return outcome
