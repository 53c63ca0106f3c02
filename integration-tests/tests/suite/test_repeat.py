"""The lines that a failure shows send what was sent, to the byte."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from identity_server import identity_server

from seldon_conformance.descriptors import contract_descriptors
from seldon_conformance.grpc_requests import GrpcCall, grpc_call, verb_call
from seldon_conformance.proto_json import proto_as_json
from seldon_conformance.repeat import curl_line, grpcurl_line
from seldon_conformance.rest_client import RestRequest


@contextmanager
def _recorder() -> Iterator[tuple[str, list[tuple[str, str, dict[str, str], bytes]]]]:
    """Serve on a free port; gives the URL, and what is received."""
    received: list[tuple[str, str, dict[str, str], bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def _take(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            received.append((self.command, self.path, dict(self.headers), body))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST = do_HEAD = do_DELETE = _take  # noqa: N815 (the library's names)

        def log_message(self, *_: object) -> None:
            """Keep the tests' output clean."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", received
        server.shutdown()
        thread.join()


JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    "request_",
    [
        RestRequest("POST", "/predict", JSON, b'{"strData": "it\'s $HOME \\u00e9"}'),
        RestRequest("POST", "/predict", JSON, b"@/etc/hostname"),
        RestRequest("POST", "/predict", JSON, b"two\r\nlines\n"),
        RestRequest("POST", "/predict", {**JSON, "X-Empty": ""}, b"\x00\xff\x1b"),
        RestRequest("POST", "/predict", {}, b"{}"),
        RestRequest("POST", "/predict", JSON, b"x" * 70_000),
        RestRequest("POST", "/predict", JSON, None),
        RestRequest("GET", "/a/../predict?json=%7B%7D&b=[1-2]", {}, None),
        RestRequest("HEAD", "/ready", {}, None),
        RestRequest("DELETE", "/predict", {}, b""),
    ],
    ids=lambda one: f"{one.method}-{len(one.body or b'')}",
)
def test_line_of_curl_sends_the_same_request(request_: RestRequest) -> None:
    """Who mends the server runs the line in a shell, whatever is in the body."""
    with _recorder() as (url, received):
        line = curl_line(url, request_)
        subprocess.run(["sh", "-c", line], check=True, capture_output=True, timeout=30)

    ((method, path, headers, body),) = received
    assert (method, path, body) == (request_.method, request_.target, request_.body or b"")
    assert {name: headers[name] for name in request_.headers} == request_.headers
    assert ("Content-Type" in headers) == ("Content-Type" in request_.headers)


def test_line_of_curl_is_short_to_read() -> None:
    """It stands in reports."""
    line = curl_line("http://h:1/", RestRequest("POST", "/predict", JSON, b'{"strData": "a"}'))

    assert line == (
        "curl -sS -i --globoff --path-as-is -X POST -H 'Content-Type: application/json' "
        """--data-raw '{"strData": "a"}' http://h:1/predict"""
    )


def test_long_body_stands_in_a_file_that_the_line_names() -> None:
    """A terminal takes no megabytes."""
    line = curl_line("http://h:1", RestRequest("POST", "/predict", JSON, b"x" * 1001))

    place = line.partition("--data-binary @")[2].split()[0]
    assert Path(place).read_bytes() == b"x" * 1001
    assert len(line) < 250


def test_message_goes_by_grpcurl() -> None:
    """It is what people have, and JSON is what they read."""
    line = grpcurl_line("h:1", verb_call("predict", {"strData": "it's"}))

    assert line == (
        """grpcurl -plaintext -d '{"strData": "it'"'"'s"}' h:1 seldon.protos.Model/Predict"""
    )


@pytest.mark.parametrize(
    "call",
    [
        grpc_call({"method": "seldon.protos.Model/Predict", "messageBase64": "//8="}),
        grpc_call({"method": "no.Service/Method", "messageBase64": ""}),
        verb_call("predict", {"strData": "x" * 2000}),
        grpc_call(
            {
                "method": "seldon.protos.Model/Predict",
                "messageText": "jsonData { number_value: inf }",
            }
        ),
    ],
    ids=["malformed", "unknown", "long", "infinite"],
)
def test_what_grpcurl_cannot_send_goes_by_curl(call: GrpcCall) -> None:
    """Bytes that are no message, methods nobody has, and what is too long for a line."""
    line = grpcurl_line("h:1", call)

    assert "--http2-prior-knowledge" in line
    assert line.endswith(f"http://h:1/{call.method} --output -")


def test_line_of_curl_makes_a_call_of_grpc() -> None:
    """The bytes come back from an identity model."""
    call = verb_call("predict", {"strData": "a long text " * 100})
    with identity_server() as subject:
        line = grpcurl_line(subject.grpc_target, call)
        done = subprocess.run(["sh", "-c", line], check=True, capture_output=True, timeout=30)

    head, _, body = done.stdout.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/2 200")
    # Behind the message stand the trailers.
    answer = body[5 : 5 + int.from_bytes(body[1:5], "big")]
    kind = contract_descriptors().message_class(call.answer_type)
    assert proto_as_json(kind.FromString(answer))["strData"] == "a long text " * 100


def test_line_of_malformed_bytes_is_refused_by_the_server_and_not_by_curl() -> None:
    """So whoever repeats it sees the server's own words."""
    call = grpc_call({"method": "seldon.protos.Model/Predict", "messageBase64": "//8="})
    with identity_server() as subject:
        line = grpcurl_line(subject.grpc_target, call)
        done = subprocess.run(["sh", "-c", line], check=False, capture_output=True, timeout=30)

    assert line.startswith("echo AAAAAAL//w== | base64 -d | curl ")
    assert b"grpc-status: 2" in done.stdout
