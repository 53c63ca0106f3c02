"""The clients hand on what came, also from servers that behave oddly."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import grpc
import pytest
from google.protobuf import any_pb2

from seldon_conformance.descriptors import contract_descriptors
from seldon_conformance.errors import SubjectError
from seldon_conformance.free_ports import free_port
from seldon_conformance.grpc_client import ErrorInfo, GrpcAnswer, GrpcClient
from seldon_conformance.rest_client import RestAnswer, RestClient, RestRequest

POST = RestRequest("POST", "/predict", {"X-A": "1"}, b"{}")


@contextmanager
def _server_that_answers(answer: bytes, read_bytes: int) -> Iterator[tuple[str, list[bytes]]]:
    """Serve one connection: read so many bytes, answer, close. Gives the URL, and what was read."""
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                received.append(connection.recv(read_bytes))
                connection.sendall(answer)
                connection.shutdown(socket.SHUT_WR)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/prefix/", received
        thread.join()


def test_request_goes_out_as_it_is() -> None:
    """No header that the vector does not name, but Host and Content-Length."""
    with _server_that_answers(b"HTTP/1.1 200 OK\r\nX-B: 2\r\nContent-Length: 1\r\n\r\nx", 4096) as (
        url,
        received,
    ):
        answer = RestClient(url).send(POST)

    port = url.split(":")[2].partition("/")[0]
    assert answer == RestAnswer(200, {"x-b": "2", "content-length": "1"}, b"x")
    assert received[0].startswith(
        f"POST /prefix/predict HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        "X-A: 1\r\nContent-Length: 2\r\n\r\n".encode()
    )


def test_answer_before_the_body_was_read_counts() -> None:
    """A server may refuse what is too large by its Content-Length alone, and close."""
    large = RestRequest("POST", "/predict", {}, b"x" * 50_000_000)

    with _server_that_answers(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n", 10) as (
        url,
        _,
    ):
        answer = RestClient(url).send(large)

    assert answer.status == 413


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (b"", "RemoteDisconnected('Remote end closed connection without response')"),
        (b"nonsense\r\n\r\n", "BadStatusLine('nonsense\\r\\n')"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx",
            "IncompleteRead(1 bytes read, 8 more expected)",
        ),
    ],
)
def test_answer_that_is_none_is_an_error(sent: bytes, told: str) -> None:
    """Cut, empty, or not HTTP: the subject did not answer."""
    with _server_that_answers(sent, 4096) as (url, _), pytest.raises(SubjectError) as excinfo:
        RestClient(url).send(POST)

    assert str(excinfo.value) == f"POST /predict: {told} (expected: an HTTP answer within 30 s)"


@contextmanager
def _grpc_server(abort: Any) -> Iterator[str]:
    """Serve x.Y/Z, which calls ``abort`` with its context and answers what it was sent."""

    def method(request: bytes, context: Any) -> bytes:
        abort(context)
        return request

    handler = grpc.unary_unary_rpc_method_handler(method)
    server = grpc.server(ThreadPoolExecutor(1))
    server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler("x.Y", {"Z": handler})])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield f"127.0.0.1:{port}"
    server.stop(None).wait()


def _details(message_name: str, **members: Any) -> bytes:
    """Give a google.rpc.Status with one detail."""
    descriptors = contract_descriptors()
    detail = any_pb2.Any()
    detail.Pack(descriptors.message_class(message_name)(**members))
    status: Any = descriptors.message_class("google.rpc.Status")()
    status.details.add(type_url=detail.type_url, value=detail.value)
    return bytes(status.SerializeToString())


@pytest.mark.parametrize(
    ("details", "error_info"),
    [
        (_details("google.rpc.ErrorInfo", reason="R", domain="d"), ErrorInfo("R", "d")),
        (_details("seldon.protos.SeldonMessage", strData="x"), None),
        (b"\xff", None),
        (None, None),
    ],
)
def test_error_is_an_answer_with_its_reason(details: bytes | None, error_info: Any) -> None:
    """The reason is in the trailing metadata, if it is there and what it should be."""

    def abort(context: Any) -> None:
        if details is not None:
            context.set_trailing_metadata([("grpc-status-details-bin", details)])
        context.abort(grpc.StatusCode.ABORTED, "é")

    with _grpc_server(abort) as target, GrpcClient(target) as client:
        answer = client.call("x.Y/Z", b"")

    assert answer == GrpcAnswer("ABORTED", "é", error_info, None)


def test_bytes_come_back_as_they_are() -> None:
    """The client reads nothing into them."""
    with _grpc_server(lambda _: None) as target, GrpcClient(target) as client:
        answer = client.call("x.Y/Z", b"\xff")

    assert answer == GrpcAnswer("OK", "", None, b"\xff")


def test_ports_are_given_once() -> None:
    """Servers start at the same time."""
    ports = [free_port() for _ in range(50)]

    assert len(set(ports)) == 50
    assert all(1024 < port < 32768 for port in ports)
