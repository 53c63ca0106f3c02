"""Ports, looked at before anything is started."""

from __future__ import annotations

import errno
import socket

from seldon_wrapper.settings import ConfigurationError, Settings


def check_ports(settings: Settings) -> None:
    """Refuse to start when a port cannot be opened.

    The servers open their ports with SO_REUSEPORT, so that workers share them; a second server
    of the same user would silently share them too and get every other request. A plain bind
    sees it.

    Raises:
        ConfigurationError: With each port that is taken or not allowed.
    """
    wanted = [("PREDICTIVE_UNIT_METRICS_SERVICE_PORT", settings.metrics_port)]
    if settings.serve_grpc:
        wanted.insert(0, ("PREDICTIVE_UNIT_GRPC_SERVICE_PORT", settings.grpc_port))
    if settings.serve_rest:
        wanted.insert(0, ("PREDICTIVE_UNIT_HTTP_SERVICE_PORT", settings.http_port))
    found = [_problem(settings.host, name, port) for name, port in wanted]
    problems = [problem for problem in found if problem]
    if problems:
        raise ConfigurationError(problems)


def _problem(host: str, name: str, port: int) -> str | None:
    """Return why a port cannot be opened, or None."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # Connections of a server that has just ended must not stop the next one.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return f"{name}: {_reason(error, host, port)}"
    return None


def _reason(error: OSError, host: str, port: int) -> str:
    """Return got and expected of a bind that failed."""
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} is in use (expected: a free port; "
            f"`ss -ltnp sport = :{port}` shows who has it)"
        )
    if error.errno == errno.EACCES:
        return f"port {port} is not allowed to this user (expected: a port from 1024 up)"
    return f"{host}:{port} cannot be opened: {error.strerror or error} (expected: an address here)"


def bracketed(host: str) -> str:
    """Return an address as it stands in front of ``:port``."""
    return f"[{host}]" if ":" in host else host
