"""What a platform does to a server that the suite has started: ends it, or loses it a worker.

How the server ends is looked at by whoever has started it, at the end of the subject's context.
"""

import os
import signal
from pathlib import Path
from typing import Protocol

from seldon_conformance.errors import SubjectError
from seldon_conformance.server_processes import ServerProcess, wait_for_end

STOP_TIMEOUT_S = 10.0


class Control(Protocol):
    """Has a hold on a running server."""

    def terminate(self) -> None:
        """Send SIGTERM, and go on."""
        ...

    def kill_worker(self) -> None:
        """Kill one process that the server has started; it may end as it likes from then on.

        Raises:
            SubjectError: There is none.
        """
        ...

    def exit_code(self, timeout_s: float) -> int | None:
        """Wait for the server's end; give its exit code, or nothing if it runs still."""
        ...


class ProcessControl:
    """Of a process of this machine."""

    def __init__(self, process: ServerProcess) -> None:
        """Do nothing yet."""
        self._process = process
        self._is_told = self._is_maimed = False

    def terminate(self) -> None:
        """Send SIGTERM."""
        self._is_told = True
        os.kill(self._process.pid, signal.SIGTERM)

    def kill_worker(self) -> None:
        """Kill the first child."""
        pid = self._process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        if not children:
            raise SubjectError("server: one process (expected: a process for each worker)")
        self._is_maimed = True
        os.kill(int(children[0]), signal.SIGKILL)

    def exit_code(self, timeout_s: float) -> int | None:
        """Poll for it."""
        return wait_for_end(self._process, timeout_s)

    def end(self) -> None:
        """End the server as its platform would, unless it lacks a worker.

        Raises:
            SubjectError: It had ended before, takes too long, or ends with another code than 0
                (LIF-5).
        """
        if self._is_maimed:
            return
        if not self._is_told:
            if (code := self._process.poll()) is not None:
                raise SubjectError(
                    f"server: ended by itself with code {code} (expected: to live until SIGTERM)"
                )
            self.terminate()
        check_end("server", self.exit_code(STOP_TIMEOUT_S))


def check_end(what: str, code: int | None) -> None:
    """Look at how a server ended after SIGTERM.

    Args:
        what: It is, for the error's text.
        code: Its exit code; nothing if it has not ended in time.

    Raises:
        SubjectError: It has not ended, or with another code than 0 (LIF-5).
    """
    if code is None:
        raise SubjectError(
            f"{what}: alive {STOP_TIMEOUT_S:g} s after SIGTERM (expected: exit code 0)"
        )
    if code != 0:
        raise SubjectError(f"{what}: exit code {code} after SIGTERM (expected: 0)")
