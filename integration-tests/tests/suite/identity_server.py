"""A small identity model over REST and gRPC, which tests can make misbehave in one way.

It answers predict with the request's payload and meta. ``spoil`` changes what it is about to
answer: the SeldonMessage as JSON, the same on both transports.
"""

from __future__ import annotations  # grpc is generic in its stubs alone

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import grpc

from seldon_conformance.descriptors import contract_descriptors
from seldon_conformance.proto_json import proto_as_json, proto_from_json
from seldon_conformance.subjects import Subject

Spoil = Callable[[Any], Any]
_MESSAGE = "seldon.protos.SeldonMessage"


def unspoilt(answer: Any) -> Any:
    """Answer as one should."""
    return answer


@contextmanager
def identity_server(spoil: Spoil = unspoilt) -> Iterator[Subject]:
    """Serve on free ports of the loopback interface."""
    http_server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(spoil))
    thread = threading.Thread(target=http_server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    grpc_server = grpc.server(ThreadPoolExecutor(2))
    grpc_server.add_generic_rpc_handlers([_model_service(spoil)])
    grpc_port = grpc_server.add_insecure_port("127.0.0.1:0")
    grpc_server.start()
    try:
        rest_url = f"http://127.0.0.1:{http_server.server_address[1]}"
        yield Subject(rest_url, f"127.0.0.1:{grpc_port}", "python", lambda: "served")
    finally:
        grpc_server.stop(None).wait()
        http_server.shutdown()
        thread.join()
        http_server.server_close()


def _answer(request: Any, spoil: Spoil) -> Any:
    answer = {"meta": {}, **request}
    if "data" in answer:
        answer["data"] = {"names": [], **answer["data"]}
    return spoil(answer)


def _handler(spoil: Spoil) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers a POST with what it brought."""

        def do_POST(self) -> None:
            """Answer."""
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer = json.dumps(_answer(json.loads(body), spoil)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Keep the tests' output clean."""

    return Handler


def _model_service(spoil: Spoil) -> grpc.GenericRpcHandler[bytes, bytes]:
    """Give the service Model with its one method Predict."""

    def predict(request: bytes, _: grpc.ServicerContext) -> bytes:
        message = contract_descriptors().message_class(_MESSAGE).FromString(request)
        answer = _answer(proto_as_json(message), spoil)
        return proto_from_json(_MESSAGE, answer).SerializeToString()

    method = grpc.unary_unary_rpc_method_handler(predict)
    return grpc.method_handlers_generic_handler("seldon.protos.Model", {"Predict": method})
