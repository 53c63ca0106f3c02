"""One server replaces another while clients of both protocols go on calling."""

from __future__ import annotations

import http.client
import json
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import grpc
import pytest
from serving_fixtures import Server, Servers, until

from seldon_wrapper import protos

# Leaves a line for each call that was run, in a file of its process's own.
COUNTED = """
import os

class MyModel:
    def predict(self, X, names):
        with open(f"run-{os.getpid()}", "a") as file:
            file.write(X + "\\n")
        return X
"""
PREDICT = "/seldon.protos.Model/Predict"
HEALTH = "/grpc.health.v1.Health/Check"
SERVING = b"\x08\x01"
LOOK_S = 0.1
# What a retrying client would send again, since the connection closed before an answer began.
LOST = (ConnectionError, http.client.RemoteDisconnected)


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Servers]:
    """Start servers in a directory of the test's own."""
    started = Servers(tmp_path)
    yield started
    started.end()


class Balancer:
    """Says to which server a call goes, as a load balancer does that looks at readiness."""

    def __init__(self, is_ready: Callable[[Server], bool], servers: list[Server]) -> None:
        self._is_ready, self._servers = is_ready, servers
        self.target = servers[0]
        self.over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self) -> None:
        while not self.over.wait(LOOK_S):
            ready = [server for server in self._servers if self._is_ready(server)]
            if self.target not in ready and ready:
                self.target = ready[0]

    def stop(self) -> None:
        self.over.set()
        self._thread.join()


def ready_over_rest(server: Server) -> bool:
    return server.status("/ready") == 200


def ready_over_grpc(server: Server) -> bool:
    try:
        with grpc.insecure_channel(f"127.0.0.1:{server.grpc_port}") as channel:
            return channel.unary_unary(HEALTH)(b"", timeout=5) == SERVING
    except grpc.RpcError:
        return False


class Client:
    """Calls without pause, and notes what came of each call."""

    def __init__(self, name: str, balancer: Balancer) -> None:
        self.name, self.balancer = name, balancer
        self.right: list[str] = []
        self.wrong: list[str] = []
        self.served_by: set[int] = set()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        number = 0
        while not self.balancer.over.is_set():
            text = f"{self.name} {number}"
            number += 1
            server = self.balancer.target
            try:
                answer = self.ask(server, text)
            except (*LOST, grpc.RpcError) as error:
                self.wrong.append(f"{text}: {error!r}")
                self.forget()
                continue
            self.served_by.add(server.http_port)
            (self.right if answer == text else self.wrong).append(text)
        self.forget()

    def join(self) -> None:
        self._thread.join()

    def ask(self, server: Server, text: str) -> str:
        raise NotImplementedError

    def forget(self) -> None:
        raise NotImplementedError


class RestClient(Client):
    """Keeps its connection for as long as it may."""

    _kept: http.client.HTTPConnection | None = None

    def ask(self, server: Server, text: str) -> str:
        if self._kept is None or self._kept.port != server.http_port:
            self.forget()
            self._kept = http.client.HTTPConnection("127.0.0.1", server.http_port, timeout=20)
        body = json.dumps({"strData": text})
        self._kept.request("POST", "/predict", body, {"Content-Type": "application/json"})
        response = self._kept.getresponse()
        raw = response.read()
        if response.headers["Connection"] == "close":
            self.forget()
        return str(json.loads(raw).get("strData", raw))

    def forget(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None


class RpcClient(Client):
    """Keeps one channel to each server."""

    def __init__(self, name: str, balancer: Balancer, *, retries: bool = False) -> None:
        self._channels: dict[int, grpc.Channel] = {}
        self._options = (("grpc.enable_retries", int(retries)),)
        super().__init__(name, balancer)

    def ask(self, server: Server, text: str) -> str:
        port = server.grpc_port
        if port not in self._channels:
            self._channels[port] = grpc.insecure_channel(f"127.0.0.1:{port}", self._options)
        request = protos.SeldonMessage(strData=text).SerializeToString()
        answer = self._channels[port].unary_unary(PREDICT)(request, timeout=20)
        return str(protos.SeldonMessage.FromString(answer).strData)

    def forget(self) -> None:
        for channel in self._channels.values():
            channel.close()
        self._channels.clear()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_replacement_loses_no_call(servers: Servers, workers: str) -> None:
    """LIF-5: none is lost, none answered wrongly, none run twice."""
    environ = {"SHUTDOWN_DELAY_S": "1.5", "WORKERS": workers}
    pair = [servers.start(COUNTED, environ=environ, faces=True) for _ in range(2)]
    for server in pair:
        server.until_ready()
        server.until(lambda server=server: ready_over_grpc(server), "ready over gRPC")
    over_rest, over_grpc = (Balancer(way, pair) for way in (ready_over_rest, ready_over_grpc))
    clients: list[Client] = [RestClient(f"rest-{index}", over_rest) for index in range(3)]
    clients += [RpcClient(f"grpc-{index}", over_grpc) for index in range(2)]
    until(lambda: all(len(client.right) > 20 for client in clients), "all have called")
    pair[0].signal(signal.SIGTERM)
    code = pair[0].wait()
    counts = [len(client.right) for client in clients]
    until(
        lambda: all(
            len(client.right) > count + 20 for client, count in zip(clients, counts, strict=True)
        ),
        "all go on",
    )
    for balancer in (over_rest, over_grpc):
        balancer.stop()
    for client in clients:
        client.join()
    run = [
        line for path in servers.directory.glob("run-*") for line in path.read_text().splitlines()
    ]

    assert [client.wrong for client in clients] == [[]] * 5
    assert code == 0, pair[0].errors
    assert all(len(client.served_by) == 2 for client in clients)
    assert sorted(run) == sorted(text for client in clients for text in client.right)
