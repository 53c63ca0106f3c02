"""More calls than the component can take, over both protocols of a real server."""

import http.client
import json
import socket
from collections.abc import Iterator
from concurrent import futures
from pathlib import Path

import grpc
import pytest
from serving_fixtures import Server, Servers

from seldon_wrapper import protos
from seldon_wrapper.settings import Settings

# Answers what it is asked once the test lets it go, and leaves a trace of each call.
HELD = """
import pathlib, time

class MyModel:
    def predict(self, X, names):
        pathlib.Path("inside-" + X).touch()
        while X.startswith("hold") and not pathlib.Path("let-go").exists():
            time.sleep(0.005)
        return X
"""
PREDICT = "/seldon.protos.Model/Predict"


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Servers]:
    """Start servers in a directory of the test's own."""
    started = Servers(tmp_path)
    yield started
    (tmp_path / "let-go").touch()
    started.end()


def start(servers: Servers, **environ: str) -> Server:
    """Start a server whose component can be held."""
    server = servers.start(HELD, environ=environ, faces=True)
    server.until_ready()
    return server


def rest(server: Server, text: str) -> tuple[int, dict]:
    """Ask over REST; give the status and the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.http_port, timeout=20)
    try:
        body = json.dumps({"strData": text})
        connection.request("POST", "/predict", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def rpc(server: Server, text: str, timeout_s: float = 20) -> str:
    """Ask over gRPC; give the answer's strData."""
    with grpc.insecure_channel(f"127.0.0.1:{server.grpc_port}") as channel:
        request = protos.SeldonMessage(strData=text).SerializeToString()
        answer = channel.unary_unary(PREDICT)(request, timeout=timeout_s)
        return protos.SeldonMessage.FromString(answer).strData


def entered(servers: Servers, server: Server, text: str) -> None:
    """Wait until a call is inside the component."""
    server.until((servers.directory / f"inside-{text}").exists, f"{text} inside")


def waiting(server: Server) -> float:
    """Give how many calls wait, as the metrics say."""
    text = server.get("/metrics", server.metrics_port)[1]
    (line,) = [
        line for line in text.splitlines() if line.startswith("seldon_microservice_calls_waiting{")
    ]
    return float(line.rpartition(" ")[2])


def let_go(servers: Servers) -> None:
    """Let every held call go."""
    (servers.directory / "let-go").touch()


def test_everything_else_answers_while_a_call_runs_and_others_wait(servers: Servers) -> None:
    """DIS-10: a pod that is busy must not look dead, to probes, scrapers or an orchestrator."""
    server = start(servers)
    with futures.ThreadPoolExecutor(40) as pool:
        calls = [pool.submit(rest, server, f"hold-{index}") for index in range(10)]
        calls += [pool.submit(rpc, server, f"hold-rpc-{index}") for index in range(10)]
        server.until(lambda: any(servers.directory.glob("inside-*")), "one inside")
        probes = [server.get(path)[0] for path in ("/live", "/ready", "/health/ping")]
        pages = [server.get(path)[0] for path in ("/health/status", "/metadata", "/seldon.json")]
        metrics = server.get("/metrics", server.metrics_port)[0]
        with grpc.insecure_channel(f"127.0.0.1:{server.grpc_port}") as channel:
            health = channel.unary_unary("/grpc.health.v1.Health/Check")(b"", timeout=20)
            metadata = channel.unary_unary("/seldon.protos.Model/Metadata")(b"", timeout=20)
        inside = list(servers.directory.glob("inside-*"))
        running = [call.done() for call in calls]
        let_go(servers)
        answers = [call.result() for call in calls]

    assert probes == [200] * 3
    assert pages == [200] * 3
    assert (metrics, health, metadata) == (200, b"\x08\x01", b"")
    assert len(inside) == 1
    assert not any(running)
    assert [answer[1]["strData"] for answer in answers[:10]] == [f"hold-{i}" for i in range(10)]
    assert answers[10:] == [f"hold-rpc-{i}" for i in range(10)]


def test_a_full_queue_refuses_on_both_transports(servers: Servers) -> None:
    """LIM-4: the caller is told at once, and can go elsewhere."""
    server = start(servers, QUEUE_SIZE="0")
    with futures.ThreadPoolExecutor() as pool:
        call = pool.submit(rest, server, "hold-1")
        entered(servers, server, "hold-1")
        refused = rest(server, "more")
        with pytest.raises(grpc.RpcError) as excinfo:
            rpc(server, "more")
        let_go(servers)
        answer = call.result()

    info = "overloaded: 0 calls are waiting (expected: fewer)"
    assert refused == (
        503,
        {
            "status": {
                "code": 503,
                "info": info,
                "reason": "MICROSERVICE_OVERLOADED",
                "status": "FAILURE",
            }
        },
    )
    assert excinfo.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert excinfo.value.details() == info
    assert answer[0] == 200


def test_a_queue_full_of_grpc_calls_refuses(servers: Servers) -> None:
    """LIM-4: a handler's thread must be left to say so; the caller would wait unseen otherwise."""
    server = start(servers, QUEUE_SIZE="0")
    with futures.ThreadPoolExecutor() as pool:
        call = pool.submit(rpc, server, "hold-1")
        entered(servers, server, "hold-1")
        with pytest.raises(grpc.RpcError) as excinfo:
            rpc(server, "more")
        refused = rest(server, "more")
        let_go(servers)
        answer = call.result()

    assert excinfo.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert refused[0] == 503
    assert answer == "hold-1"


@pytest.mark.parametrize("first", ["rest", "grpc"])
def test_a_timeout_answers_on_time_and_its_answer_is_lost(servers: Servers, first: str) -> None:
    """LIM-5: the call runs on, holds its place, and the next caller gets the next answer."""
    server = start(servers, TIMEOUT_S="0.3")
    if first == "rest":
        late = rest(server, "hold-1")
        found = (late[0], late[1]["status"]["info"], late[1]["status"]["reason"])
    else:
        with pytest.raises(grpc.RpcError) as excinfo:
            rpc(server, "hold-1")
        found = (excinfo.value.code().name, excinfo.value.details(), "")
    # It waits for the first, which is still inside, and so has its own timeout.
    second = rest(server, "waits")
    let_go(servers)
    server.until(lambda: rest(server, "after")[0] == 200, "free again")
    after = rest(server, "after"), rpc(server, "after")

    info = "timeout: no answer within 0.3 s"
    expected = (504, info, "MICROSERVICE_TIMEOUT")
    assert found == (expected if first == "rest" else ("DEADLINE_EXCEEDED", info, ""))
    assert (second[0], second[1]["status"]["info"]) == (504, info)
    assert not (servers.directory / "inside-waits").exists()
    assert after == ((200, {"strData": "after", "meta": {}}), "after")


def test_the_annotation_is_a_timeout_of_rest_alone(servers: Servers) -> None:
    """seldon.io/rest-timeout says what it is; upstream restarted the whole worker then."""
    path = servers.directory / "annotations"
    path.write_text('seldon.io/rest-timeout="1500"\n')

    settings = Settings.from_args(["MyModel"], {}, path)

    assert (settings.rest_timeout_s, settings.grpc_timeout_s) == (1.5, None)


def test_a_caller_that_left_while_waiting_is_never_served(servers: Servers) -> None:
    """LIM-5: over both transports; retries of impatient clients must not pile up work."""
    server = start(servers)
    with futures.ThreadPoolExecutor() as pool:
        call = pool.submit(rest, server, "hold-1")
        entered(servers, server, "hold-1")
        with socket.create_connection(("127.0.0.1", server.http_port)) as connection:
            body = b'{"strData": "left-rest"}'
            head = b"POST /predict HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body)
            connection.sendall(head + body)
            server.until(lambda: waiting(server) == 1, "left-rest waits")
        with pytest.raises(grpc.RpcError) as excinfo:
            rpc(server, "left-rpc", timeout_s=0.2)
        # The deadline is the client's clock's; the server hears of it a little later.
        server.until(lambda: waiting(server) == 0, "both have left")
        let_go(servers)
        answers = [call.result()[0], rest(server, "after")[0], rpc(server, "after")]

    assert excinfo.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED
    assert answers == [200, 200, "after"]
    assert {path.name for path in servers.directory.glob("inside-*")} == {
        "inside-hold-1",
        "inside-after",
    }


def test_half_sent_bodies_hold_nothing_up(servers: Servers) -> None:
    """A body that does not come must hold neither a probe nor a call (LIM-6)."""
    server = start(servers)
    half = b"POST /predict HTTP/1.1\r\nContent-Length: 100\r\n\r\n{"
    connections = [socket.create_connection(("127.0.0.1", server.http_port)) for _ in range(200)]
    for connection in connections:
        connection.sendall(half)
    answers = [server.get("/ready")[0], rest(server, "x")[0], rpc(server, "x")]
    for connection in connections:
        connection.close()

    assert answers == [200, 200, "x"]


@pytest.mark.parametrize(
    ("origins", "origin", "allowed"),
    [
        ("*", "http://a.example", "*"),
        ("http://a.example,http://b.example", "http://b.example", "http://b.example"),
        ("http://a.example", "http://c.example", None),
        ("none", "http://a.example", None),
    ],
)
def test_who_may_read_the_answers_is_settable(
    servers: Servers, origins: str, origin: str, allowed: str | None
) -> None:
    """BOD-8: on the short way, on Flask's, for errors and for preflights alike."""
    server = start(servers, CORS_ORIGINS=origins)
    connection = http.client.HTTPConnection("127.0.0.1", server.http_port, timeout=20)
    found = []
    for method, path in (
        ("POST", "/predict"),
        ("GET", "/ready"),
        ("GET", "/metadata"),
        ("GET", "/nope"),
        ("OPTIONS", "/predict"),
    ):
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        connection.request(method, path, None, headers)
        response = connection.getresponse()
        response.read()
        found.append(response.headers["Access-Control-Allow-Origin"])
    connection.close()

    assert found == [allowed] * 5
