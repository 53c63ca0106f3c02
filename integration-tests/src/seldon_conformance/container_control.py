"""What a platform does to a server in a container (needs the extra ``images``)."""

import time

from testcontainers.core.container import DockerContainer

from seldon_conformance.control import STOP_TIMEOUT_S, check_end
from seldon_conformance.errors import SubjectError

_POLL_INTERVAL_S = 0.05
# The first child of the process that the engine talks to, killed from inside. The file has no
# newline at its end, so `read` fails though it reads.
_KILL_A_CHILD = 'read -r child _ </proc/1/task/1/children; kill -KILL "$child"'


class ContainerControl:
    """Of a container."""

    def __init__(self, container: DockerContainer) -> None:
        """Do nothing yet."""
        self._container = container
        self._is_told = self._is_maimed = False

    def terminate(self) -> None:
        """Send SIGTERM to its process 1."""
        self._is_told = True
        self._container.get_wrapped_container().kill("SIGTERM")

    def kill_worker(self) -> None:
        """Kill the first child of its process 1."""
        done = self._container.exec(["sh", "-c", _KILL_A_CHILD])
        # A shell that says nothing has died with the container, which its own kill has ended.
        if done.exit_code != 0 and done.output:
            raise SubjectError(
                f"container: {done.output.decode(errors='backslashreplace').strip()} "
                "(expected: a shell, and a process for each worker)"
            )
        self._is_maimed = True

    def exit_code(self, timeout_s: float) -> int | None:
        """Poll for it."""
        deadline = time.monotonic() + timeout_s
        while self.is_alive():
            if time.monotonic() > deadline:
                return None
            time.sleep(_POLL_INTERVAL_S)
        code: int = self._container.wait()
        return code

    def is_alive(self) -> bool:
        """Tell whether it is starting or running."""
        self._container.reload()
        return self._container.status in {"created", "running"}

    def end(self) -> None:
        """End it as its platform would, unless it lacks a worker.

        Raises:
            SubjectError: It ends with another code than 0 (LIF-5), 137 if it had to be killed.
        """
        if self._is_maimed:
            return
        if self._is_told:
            check_end("container", self.exit_code(STOP_TIMEOUT_S))
            return
        self._container.get_wrapped_container().stop(timeout=int(STOP_TIMEOUT_S))
        check_end("container", self._container.wait())
