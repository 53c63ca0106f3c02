"""A component's container, asked from outside."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from google.protobuf import json_format
from testcontainers.core.container import DockerContainer

from seldon_conformance.descriptors import contract_descriptors
from seldon_conformance.grpc_client import GrpcClient
from seldon_conformance.grpc_requests import verb_call
from seldon_conformance.rest_client import RestAnswer, RestClient, RestRequest
from seldon_conformance.rest_requests import verb_request
from seldon_conformance.subjects import wait_until_ready

HTTP, GRPC, METRICS = 9000, 9500, 6000
_READY_TIMEOUT_S = 60.0
_POLL_INTERVAL_S = 0.05


@dataclass(frozen=True)
class Served:
    """A started container.

    Attributes:
        container: As testcontainers has it.
        ports: The component's ports: HTTP, gRPC, metrics.
    """

    container: DockerContainer
    ports: Sequence[int]

    @property
    def rest_url(self) -> str:
        """Give the base URL of REST."""
        return f"http://127.0.0.1:{self.container.get_exposed_port(self.ports[0])}"

    @property
    def grpc_target(self) -> str:
        """Give the address of gRPC."""
        return f"127.0.0.1:{self.container.get_exposed_port(self.ports[1])}"

    @property
    def metrics_url(self) -> str:
        """Give the base URL of the metrics port."""
        return f"http://127.0.0.1:{self.container.get_exposed_port(self.ports[2])}"

    def wait_until_ready(self) -> None:
        """Wait until both protocols can be asked.

        Raises:
            SubjectError: The container ended, or was not ready in time.
        """
        wait_until_ready(self.rest_url, _READY_TIMEOUT_S, self.is_running)

    def is_running(self) -> bool:
        """Tell whether the container lives."""
        self.container.reload()
        return self.container.status in {"created", "running"}

    def get(self, path: str, port: int | None = None) -> RestAnswer:
        """GET a path, of the HTTP port or another of the container's."""
        published = self.container.get_exposed_port(port or self.ports[0])
        with RestClient(f"http://127.0.0.1:{published}") as client:
            return client.send(RestRequest("GET", path, {}, None))

    def rest(self, message: Mapping[str, Any], verb: str = "predict") -> Any:
        """Ask over REST and give the answer, an error's too, as parsed JSON."""
        with RestClient(self.rest_url) as client:
            return json.loads(client.send(verb_request(verb, message)).body)

    def grpc(self, message: Mapping[str, Any], verb: str = "predict") -> Any:
        """Ask over gRPC and give the answer as parsed proto3 JSON.

        Raises:
            AssertionError: The answer is an error.
        """
        call = verb_call(verb, message)
        with GrpcClient(self.grpc_target) as client:
            answer = client.call(call.method, call.request)
        assert answer.response is not None, f"{answer.code}: {answer.message}"
        kind = contract_descriptors().message_class(call.answer_type)
        return json_format.MessageToDict(
            kind.FromString(answer.response), descriptor_pool=contract_descriptors().pool
        )

    def log(self) -> str:
        """Give what the container has printed so far, stdout before stderr."""
        return b"".join(self.container.get_logs()).decode("utf-8", errors="backslashreplace")

    def stderr_lines(self) -> list[str]:
        """Give what the container has written to stderr."""
        return self.container.get_logs()[1].decode().splitlines()

    def wait_for(self, condition: Callable[[], bool], what: str, timeout_s: float = 30.0) -> None:
        """Wait until something can be seen.

        Raises:
            AssertionError: It could not be seen in time; the message has the log.
        """
        deadline = time.monotonic() + timeout_s
        while not condition():
            assert time.monotonic() < deadline, f"no {what} in {timeout_s:g} s:\n{self.log()}"
            time.sleep(_POLL_INTERVAL_S)

    def exit_code(self, timeout_s: float = 30.0) -> int:
        """Wait for the container's own end and give its exit code."""
        self.wait_for(lambda: not self.is_running(), "end of the container", timeout_s)
        return int(self.container.wait())

    def stop(self, grace_s: int = 10) -> int:
        """End the container as ``docker stop`` does and give its exit code, 137 if killed."""
        self.container.get_wrapped_container().stop(timeout=grace_s)
        return int(self.container.wait())


@contextmanager
def started(
    image: str,
    variables: Mapping[str, str] | None = None,
    ports: Sequence[int] = (HTTP, GRPC, METRICS),
    tmpfs: Mapping[str, str] | None = None,
    mounts: Mapping[Path, str] | None = None,
    **options: Any,
) -> Iterator[Served]:
    """Start a container and remove it afterwards, whatever its state.

    Args:
        image: The image.
        variables: Its environment.
        ports: That the component listens on; published on the loopback interface.
        tmpfs: File systems in memory: options by their places.
        mounts: Places of folders of this host, read-only.
        options: Further options of docker run, by docker-py's names.
    """
    container = DockerContainer(image, **options)
    # A tuple of one lets the engine choose the port; testcontainers has no word for an address.
    loopback: dict[str, Any] = {f"{port}/tcp": ("127.0.0.1",) for port in ports}
    container.ports.update(loopback)
    container.tmpfs.update(tmpfs or {})
    for folder, place in (mounts or {}).items():
        container.with_volume_mapping(str(folder), place, "ro")
    container.with_envs(**(variables or {}))
    with container:
        yield Served(container, ports)


@contextmanager
def served(
    image: str,
    variables: Mapping[str, str] | None = None,
    ports: Sequence[int] = (HTTP, GRPC, METRICS),
    **options: Any,
) -> Iterator[Served]:
    """Start a container, wait until it is ready, and remove it afterwards.

    Args:
        image: The image.
        variables: Its environment.
        ports: That the component listens on.
        options: As of ``started``.
    """
    with started(image, variables, ports, **options) as container:
        try:
            container.wait_until_ready()
        except Exception as error:
            raise AssertionError(f"{error}\n{container.log()}") from error
        yield container
