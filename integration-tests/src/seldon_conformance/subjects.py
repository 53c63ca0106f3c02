"""What the suite tests: a running server, and what can start one."""

import http.client
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from seldon_conformance.control import Control
from seldon_conformance.errors import SubjectError
from seldon_conformance.vectors import Setting

_POLL_INTERVAL_S = 0.02


@dataclass(frozen=True)
class Subject:
    """A running server.

    Attributes:
        rest_url: For instance ``http://127.0.0.1:9000``.
        grpc_target: For instance ``127.0.0.1:9500``.
        language: python, r or java: some answers may differ by it (PAY-18).
        log: Gives what the server has written so far, for the message of a failure.
        metrics_url: Of the metrics port, for instance ``http://127.0.0.1:6000``; may be empty.
        control: Of a server that the suite has started.
    """

    rest_url: str
    grpc_target: str
    language: str
    log: Callable[[], str]
    metrics_url: str = ""
    control: Control | None = None


def control_of(subject: Subject) -> Control:
    """Give what a platform can do to a server.

    Raises:
        SubjectError: The suite has not started it.
    """
    if subject.control is None:
        raise SubjectError(f"server: {subject.rest_url} (expected: one that the suite has started)")
    return subject.control


class SubjectSource(Protocol):
    """Starts subjects."""

    def start(self, setting: Setting) -> AbstractContextManager[Subject]:
        """Start a server, wait until it is ready, and stop it at the end of the context.

        Raises:
            SubjectError: It does not start, not get ready in time, or not stop with code 0.
        """
        ...


def wait_until_ready(rest_url: str, timeout_s: float, is_alive: Callable[[], bool]) -> None:
    """Ask ``/ready`` until it answers 200.

    Args:
        rest_url: Base URL of the server.
        timeout_s: Longest wait, in seconds.
        is_alive: Tells whether waiting on makes sense.

    Raises:
        SubjectError: The server ended, or was not ready in time.
    """
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        if not is_alive():
            raise SubjectError("server: ended before it was ready (expected: 200 from /ready)")
        if _is_ready(rest_url):
            return
        time.sleep(_POLL_INTERVAL_S)
    raise SubjectError(
        f"server: not ready after {timeout_s:g} s (expected: 200 from {rest_url}/ready)"
    )


def _is_ready(rest_url: str) -> bool:
    url = urlsplit(rest_url)
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=1.0)
    try:
        connection.request("GET", f"{url.path}/ready")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def last_lines(log: str, count: int = 30) -> str:
    """Give the end of a log."""
    return "\n".join(log.splitlines()[-count:])


def with_log(error: SubjectError, setting: Setting, log: str) -> SubjectError:
    """Give the same error with the setting before it and the end of the server's log after it."""
    return SubjectError(f"{setting}: {error}\n{last_lines(log) or '(the log is empty)'}")


def server_variables(setting: Setting, ports: Mapping[str, int]) -> dict[str, str]:
    """Give the variables of a setting, and those of ports by protocol (HTTP, GRPC, METRICS)."""
    numbers = {f"PREDICTIVE_UNIT_{name}_SERVICE_PORT": str(port) for name, port in ports.items()}
    return {**numbers, **setting.variables()}
