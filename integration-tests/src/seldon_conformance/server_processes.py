"""Ways to start a Python server as a process: by a new interpreter, or forked from a warm one."""

import contextlib
import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self

_POLL_INTERVAL_S = 0.02
_WARM_START = Path(__file__).with_name("warm_start.py")


@dataclass(frozen=True)
class Command:
    """What to run: ``python -m module arguments`` in a directory, with all output to a file."""

    module: str
    arguments: Sequence[str]
    directory: Path
    environment: Mapping[str, str]
    log: Path


class ServerProcess(Protocol):
    """A started process."""

    @property
    def pid(self) -> int:
        """Its id."""
        ...

    def poll(self) -> int | None:
        """Give the exit code, or nothing while it runs."""
        ...


class Launcher(Protocol):
    """Starts processes."""

    def launch(self, command: Command) -> ServerProcess:
        """Start one, without waiting for anything."""
        ...


@dataclass(frozen=True)
class NewInterpreter:
    """Starts each process with an interpreter of its own, as the image does."""

    python: Path

    def launch(self, command: Command) -> ServerProcess:
        """Start one."""
        with command.log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603 (the caller's own command)
                [str(self.python), "-m", command.module, *command.arguments],
                cwd=command.directory,
                env=dict(command.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )


@dataclass(frozen=True)
class _Forked:
    """A process that the warm interpreter has forked."""

    pid: int
    launcher: "WarmInterpreter"

    def poll(self) -> int | None:
        """Give the exit code, or nothing while it runs."""
        code: int | None = self.launcher.ask({"poll": self.pid})["code"]
        return code


class WarmInterpreter:
    """Forks each process from one that has imported slow modules (see ``warm_start``)."""

    def __init__(
        self, python: Path, modules: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> None:
        """Start the interpreter that imports.

        Args:
            python: The interpreter.
            modules: What it imports, none of it the subject's own.
            environment: Beside this process's own, for instance PYTHONPATH.
        """
        self._lock = threading.Lock()
        self._process = subprocess.Popen(  # noqa: S603 (the caller's own command)
            [str(python), str(_WARM_START), *modules],
            env={**os.environ, **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        """Give the launcher itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the interpreter; what it has forked is its user's to stop."""
        self._process.communicate()

    def launch(self, command: Command) -> ServerProcess:
        """Start one."""
        order = {
            "start": command.module,
            "arguments": list(command.arguments),
            "directory": str(command.directory),
            "environment": dict(command.environment),
            "log": str(command.log),
        }
        return _Forked(self.ask(order)["pid"], self)

    def ask(self, order: Mapping[str, Any]) -> dict[str, Any]:
        """Send an order and give its answer."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("warm interpreter: no pipes (expected: stdin and stdout)")
        with self._lock:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


def wait_for_end(process: ServerProcess, timeout_s: float) -> int | None:
    """Wait for a process to end; give its exit code, or nothing if it runs still."""
    deadline = time.monotonic() + timeout_s
    while (code := process.poll()) is None and time.monotonic() < deadline:
        time.sleep(_POLL_INTERVAL_S)
    return code


def kill(process: ServerProcess) -> None:
    """Make sure that a process has ended, and leave no zombie."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
        wait_for_end(process, 10.0)
