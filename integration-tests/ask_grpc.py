"""Ask a component one question over gRPC, with nothing but the contract's proto file.

Usage: ask_grpc.py HOST:PORT JSON

Prints the answer as JSON. The messages come from ``common-proto/proto`` while this runs, so what is
asked is what the contract says, whatever the server was generated from.
"""

import sys
from pathlib import Path

import grpc
from google.protobuf import json_format

PROTO = "seldon/protos/prediction.proto"
TIMEOUT_S = 10.0


def ask(address: str, request: str) -> str:
    """Send one SeldonMessage to ``Model.Predict``.

    Args:
        address: Where the server listens, ``host:port``.
        request: The SeldonMessage as JSON.

    Returns:
        The answer as JSON on one line.

    Raises:
        grpc.RpcError: The server refused, or did not answer within 10 s.
        json_format.ParseError: ``request`` is not a SeldonMessage.
    """
    sys.path.insert(0, str(Path(__file__).parents[1] / "common-proto" / "proto"))
    messages, services = grpc.protos_and_services(PROTO)
    message = json_format.Parse(request, messages.SeldonMessage())
    with grpc.insecure_channel(address) as channel:
        answer = services.ModelStub(channel).Predict(message, timeout=TIMEOUT_S)
    return str(json_format.MessageToJson(answer, indent=None))


if __name__ == "__main__":
    sys.stdout.write(ask(sys.argv[1], sys.argv[2]) + "\n")
