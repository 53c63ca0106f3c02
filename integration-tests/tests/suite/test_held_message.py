"""A call over gRPC is in flight for as long as a check wants it to be."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from identity_server import identity_server

from seldon_conformance import held_message
from seldon_conformance.errors import SubjectError
from seldon_conformance.grpc_client import GrpcClient
from seldon_conformance.grpc_requests import verb_call
from seldon_conformance.held_message import HeldMessage

CALL = verb_call("predict", {"strData": "x" * 100_000})


def test_call_is_answered_once_it_is_let_go() -> None:
    """The server has all but one byte until then; the message arrives whole."""
    with (
        identity_server() as subject,
        ThreadPoolExecutor(1) as pool,
        HeldMessage(subject.grpc_target) as held,
        GrpcClient(held.target) as client,
    ):
        answer = pool.submit(client.call, CALL.method, CALL.request)
        held.wait()
        early = wait([answer], 0.2).done
        held.let_go()
        response = answer.result().response

    assert early == set()
    assert response is not None
    assert response.endswith(b"x" * 100_000)


def test_call_that_never_begins_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check would wait for ever."""
    monkeypatch.setattr(held_message, "_HELD_WITHIN_S", 0.1)

    with (
        identity_server() as subject,
        HeldMessage(subject.grpc_target) as held,
        pytest.raises(SubjectError) as excinfo,
    ):
        held.wait()

    assert str(excinfo.value) == "gRPC: no call begun within 0.1 s (expected: a connection)"
