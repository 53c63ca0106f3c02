"""The metrics port as a scraper sees it."""

from __future__ import annotations

import asyncio
import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from serving_fixtures import free_ports

from seldon_wrapper.serving.metrics_port import Exposition, start_metrics_server
from seldon_wrapper.settings import Settings

_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@contextmanager
def _server(exposition: Exposition, host: str = "127.0.0.1") -> Iterator[int]:
    """Serve on a free port, and give the port."""
    (port,) = free_ports(1)
    settings = Settings(
        component="MyModel", host=host, metrics_port=port, metrics_endpoints=("/metrics", "/mine")
    )
    with _running(settings, exposition):
        yield port


@contextmanager
def _running(settings: Settings, exposition: Exposition) -> Iterator[None]:
    """Run a server in a thread."""
    started, loops = threading.Event(), []

    async def serve() -> None:
        stop = asyncio.Event()
        loops.append((asyncio.get_running_loop(), stop))
        server = await start_metrics_server(settings, exposition)
        started.set()
        await stop.wait()
        await server.drain()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert started.wait(10)
    try:
        yield
    finally:
        loop, stop = loops[0]
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)


def _get(port: int, path: str, host: str = "127.0.0.1") -> tuple[int, str | None, str]:
    """Return status, content type and text."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    connection.request("GET", path)
    response = connection.getresponse()
    answer = response.status, response.getheader("Content-Type"), response.read().decode()
    connection.close()
    return answer


@pytest.mark.parametrize("path", ["/metrics", "/mine", "/metrics?name[]=a"])
def test_the_metrics_are_on_each_of_their_paths(path: str) -> None:
    """The operator scrapes /prometheus or its own path, people try /metrics (MTR-1)."""
    with _server(lambda: (b"a_total 1\n", _CONTENT_TYPE)) as port:
        answer = _get(port, path)

    assert answer == (200, _CONTENT_TYPE, "a_total 1\n")


def test_another_path_is_404_and_names_the_paths() -> None:
    """A wrong scrape path is found at once."""
    with _server(lambda: (b"", _CONTENT_TYPE)) as port:
        answer = _get(port, "/metric")

    text = "path: /metric (expected: one of /metrics, /mine)\n"
    assert answer == (404, "text/plain; charset=utf-8", text)


def test_metrics_that_fail_are_500_and_the_next_scrape_works() -> None:
    """One bad scrape must not end the server."""
    answers = iter([None, b"a_total 1\n"])

    def exposition() -> tuple[bytes, str]:
        text = next(answers)
        if text is None:
            message = "broken"
            raise ValueError(message)
        return text, _CONTENT_TYPE

    with _server(exposition) as port:
        first, second = _get(port, "/metrics"), _get(port, "/metrics")

    words = "the metrics cannot be written out; the cause is in the server's log\n"
    assert first == (500, "text/plain; charset=utf-8", words)
    assert second[0] == 200


def test_a_scraper_that_says_nothing_does_not_hold_up_the_next() -> None:
    """Each scrape has a thread."""
    with (
        _server(lambda: (b"a_total 1\n", _CONTENT_TYPE)) as port,
        socket.create_connection(("127.0.0.1", port)),
    ):
        answer = _get(port, "/metrics")

    assert answer[0] == 200


def test_two_workers_share_the_port() -> None:
    """Whichever worker is asked answers for all."""
    with _server(lambda: (b"first\n", _CONTENT_TYPE)) as port:
        settings = Settings(component="MyModel", host="127.0.0.1", metrics_port=port)
        with _running(settings, lambda: (b"second\n", _CONTENT_TYPE)):
            texts = {_get(port, "/metrics")[2] for _ in range(64)}

    assert texts == {"first\n", "second\n"}


def test_the_metrics_are_on_an_ipv6_address_too() -> None:
    """Some clusters have nothing else."""
    with _server(lambda: (b"a_total 1\n", _CONTENT_TYPE), "::1") as port:
        answer = _get(port, "/metrics", "::1")

    assert answer[0] == 200
