"""Ports, looked at before anything starts."""

from __future__ import annotations

import socket

import pytest
from serving_fixtures import free_ports

from seldon_wrapper.serving.ports import bracketed, check_ports
from seldon_wrapper.settings import ConfigurationError, Settings


def _settings(*, host: str = "127.0.0.1", serve_rest: bool = True) -> Settings:
    """Return settings with free ports."""
    http_port, grpc_port, metrics_port = free_ports(3)
    return Settings(
        component="MyModel",
        host=host,
        serve_rest=serve_rest,
        http_port=http_port,
        grpc_port=grpc_port,
        metrics_port=metrics_port,
    )


def _refusal(settings: Settings) -> str:
    """Return the text of the refusal."""
    with pytest.raises(ConfigurationError) as excinfo:
        check_ports(settings)
    return str(excinfo.value)


def test_free_ports_pass_and_stay_free() -> None:
    """Looking must not take them."""
    settings = _settings()
    check_ports(settings)
    check_ports(settings)


def test_every_taken_port_is_named() -> None:
    """All problems come at once, also these."""
    settings = _settings()
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", settings.http_port))
        first.listen()
        second.bind(("127.0.0.1", settings.metrics_port))
        second.listen()
        text = _refusal(settings)

    assert text == "\n".join(
        f"PREDICTIVE_UNIT_{name}_SERVICE_PORT: port {port} is in use (expected: a free port; "
        f"`ss -ltnp sport = :{port}` shows who has it)"
        for name, port in (("HTTP", settings.http_port), ("METRICS", settings.metrics_port))
    )


def test_a_port_that_is_not_served_may_be_taken() -> None:
    """SERVE=GRPC opens no HTTP port."""
    settings = _settings(serve_rest=False)
    with socket.socket() as other:
        other.bind(("127.0.0.1", settings.http_port))
        other.listen()
        check_ports(settings)


def test_an_address_of_another_machine_is_named() -> None:
    """It would be an obscure failure in each of the workers."""
    settings = _settings(host="192.0.2.1", serve_rest=False)
    text = _refusal(settings).splitlines()[0]

    assert text == (
        f"PREDICTIVE_UNIT_GRPC_SERVICE_PORT: 192.0.2.1:{settings.grpc_port} cannot be opened: "
        "Cannot assign requested address (expected: an address here)"
    )


def test_an_ipv6_address_stands_in_brackets() -> None:
    """``::1:9500`` would be another address."""
    assert [bracketed("::1"), bracketed("127.0.0.1")] == ["[::1]", "127.0.0.1"]
