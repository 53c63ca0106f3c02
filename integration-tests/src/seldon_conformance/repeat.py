"""Command lines that send a request of the suite again: curl for REST, grpcurl or curl for gRPC.

What is long or no text goes into a file, which the line names. gRPC that cannot be written as JSON
(malformed bytes, a method nobody has) goes by curl too: gRPC is HTTP/2 without TLS, with a byte 0
and four bytes of length before each message.
"""

import base64
import functools
import hashlib
import json
import tempfile
from pathlib import Path
from shlex import quote

from google.protobuf import json_format, message

from seldon_conformance.asking import grpc_call_of, rest_request_of
from seldon_conformance.descriptors import contract_descriptors
from seldon_conformance.errors import VectorError
from seldon_conformance.grpc_requests import GrpcCall
from seldon_conformance.proto_json import proto_as_json, proto_from_json
from seldon_conformance.rest_client import RestRequest
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Case, Step, Transport

_LONGEST_BODY = 1000


def repeat_lines(case: Case, subject: Subject) -> str:
    """Give the lines that send a vector's steps to a subject again, one a step."""
    return "\n".join(repeat_line(case, step, subject) for step in case.vector.steps)


def repeat_line(case: Case, step: Step, subject: Subject) -> str:
    """Give the line that sends one step of a vector."""
    if case.transport_of(step) is Transport.GRPC:
        return grpcurl_line(subject.grpc_target, grpc_call_of(step))
    return curl_line(subject.rest_url, rest_request_of(step))


def curl_line(base_url: str, request: RestRequest) -> str:
    """Give a line of curl that sends an HTTP request, and prints the whole answer."""
    words = ["curl", "-sS", "-i", "--globoff", "--path-as-is"]
    words += ["-I"] if request.method == "HEAD" else ["-X", request.method]
    for name, value in request.headers.items():
        words += ["-H", quote(f"{name}: {value}" if value else f"{name};")]
    before: list[str] = []
    if request.body is not None or request.method not in {"GET", "HEAD"}:
        if not any(name.lower() == "content-type" for name in request.headers):
            words += ["-H", "Content-Type:"]
        body = request.body or b""
        before, data = _data(body)
        words += data
    return " ".join([*before, *words, quote(base_url.rstrip("/") + request.target)])


def grpcurl_line(target: str, call: GrpcCall) -> str:
    """Give a line that makes a gRPC call: grpcurl, which asks the server's reflection, or curl."""
    text = _as_json(call)
    if text is None or len(text) > _LONGEST_BODY:
        return _framed_line(target, call)
    return f"grpcurl -plaintext -d {quote(text)} {quote(target)} {quote(call.method)}"


def _framed_line(target: str, call: GrpcCall) -> str:
    framed = b"\0" + len(call.request).to_bytes(4, "big") + call.request
    before, data = _data(framed)
    words = ["curl", "-sS", "-i", "--http2-prior-knowledge"]
    words += ["-H", "'Content-Type: application/grpc'", "-H", "'TE: trailers'"]
    words += [*data, quote(f"http://{target}/{call.method}"), "--output", "-"]
    return " ".join([*before, *words])


def _data(body: bytes) -> tuple[list[str], list[str]]:
    """Give the words before curl and the words of curl that make a body."""
    if len(body) > _LONGEST_BODY:
        return [], ["--data-binary", f"@{_kept(body)}"]
    try:
        text = body.decode()
    except UnicodeDecodeError:
        text = ""
    if body and (not text or not _is_printable(text)):
        text = base64.b64encode(body).decode()
        return [f"echo {text} | base64 -d |"], ["--data-binary", "@-"]
    return [], ["--data-raw", quote(text)]


def _is_printable(text: str) -> bool:
    return all(sign.isprintable() or sign in "\r\n\t" for sign in text)


def _as_json(call: GrpcCall) -> str | None:
    """Give a call's message as JSON; nothing if that would be another message."""
    if not contract_descriptors().has_method(call.method):
        return None
    name = contract_descriptors().method(call.method).input_type.full_name
    try:
        proto = contract_descriptors().message_class(name).FromString(call.request)
        as_json = proto_as_json(proto)
        again = proto_from_json(name, as_json)
    except (message.DecodeError, json_format.Error, VectorError, TypeError, ValueError):
        return None
    if again.SerializeToString(deterministic=True) != proto.SerializeToString(deterministic=True):
        return None
    return json.dumps(as_json, ensure_ascii=False)


def _kept(body: bytes) -> Path:
    """Write a body where it stays until the machine clears its temporary files."""
    path = _folder() / f"{hashlib.sha256(body).hexdigest()[:12]}.body"
    path.write_bytes(body)
    return path


@functools.cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="seldon-conformance-bodies-"))
