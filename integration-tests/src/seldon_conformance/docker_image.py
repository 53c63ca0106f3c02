"""Subjects that are containers, started with testcontainers (needs the extra ``images``)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from docker.errors import DockerException
from testcontainers.core.container import DockerContainer

from seldon_conformance.container_control import ContainerControl
from seldon_conformance.errors import SubjectError
from seldon_conformance.subjects import (
    Subject,
    server_variables,
    wait_until_ready,
    with_log,
)
from seldon_conformance.vectors import Setting

_READY_TIMEOUT_S = 60.0
_PORTS = {"HTTP": 9000, "GRPC": 9500, "METRICS": 6000}


@dataclass(frozen=True)
class DockerImage:
    """Starts containers of a component's image.

    Attributes:
        image_of: Gives the image of a component, building it if need be.
        language: python, r or java.
    """

    image_of: Callable[[str], str]
    language: str

    @contextmanager
    def start(self, setting: Setting) -> Iterator[Subject]:
        """Start a container, its ports published on the loopback interface, and stop it afterwards.

        Raises:
            SubjectError: It cannot be started, not get ready, or not stop with code 0.
        """
        image = self.image_of(setting.component)
        try:
            with self._started(image, setting) as subject:
                yield subject
        except DockerException as error:
            raise SubjectError(
                f"image {image}: {error} (expected: an image that the engine can start)"
            ) from error

    @contextmanager
    def _started(self, image: str, setting: Setting) -> Iterator[Subject]:
        container = DockerContainer(image)
        # It would look for proxies in the environment at each request to the engine, from a thread,
        # while pytest writes the test's name there: once in some hundred runs, a KeyError.
        container.get_docker_client().client.api.trust_env = False
        # A tuple of one lets the engine choose the port; testcontainers has no word for an address.
        loopback: dict[str, Any] = {f"{port}/tcp": ("127.0.0.1",) for port in _PORTS.values()}
        container.ports.update(loopback)
        container.with_envs(**server_variables(setting, _PORTS))
        with container:
            control = ContainerControl(container)
            subject = Subject(
                rest_url=f"http://127.0.0.1:{container.get_exposed_port(_PORTS['HTTP'])}",
                grpc_target=f"127.0.0.1:{container.get_exposed_port(_PORTS['GRPC'])}",
                language=self.language,
                log=lambda: _log(container),
                metrics_url=f"http://127.0.0.1:{container.get_exposed_port(_PORTS['METRICS'])}",
                control=control,
            )
            try:
                wait_until_ready(subject.rest_url, _READY_TIMEOUT_S, control.is_alive)
                yield subject
                control.end()
            except SubjectError as error:
                raise with_log(error, setting, subject.log()) from error


def _log(container: DockerContainer) -> str:
    return b"".join(container.get_logs()).decode("utf-8", errors="backslashreplace")
