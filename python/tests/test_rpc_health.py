"""gRPC health checking follows the worker's state (contract.md, HLT-4)."""

from __future__ import annotations

import threading

import grpc
import pytest
from rpc_fixtures import WAIT_S, FakeDispatcher, ask, ready_state, serving

from seldon_wrapper import protos
from seldon_wrapper.serving.state import Phase, State

Request = protos.message("grpc.health.v1.HealthCheckRequest")
Response = protos.message("grpc.health.v1.HealthCheckResponse")
ListResponse = protos.message("grpc.health.v1.HealthListResponse")


def _check(channel, service=""):
    request = Request(service=service).SerializeToString()
    return Response.FromString(ask(channel, "/grpc.health.v1.Health/Check", request)).status


def _watch(channel, service=""):
    call = channel.unary_stream("/grpc.health.v1.Health/Watch")
    return call(Request(service=service).SerializeToString(), timeout=WAIT_S)


def _next(stream):
    return Response.FromString(next(stream)).status


@pytest.mark.parametrize("service", ["", *protos.services(), "grpc.health.v1.Health"])
def test_every_service_serves_when_ready(service):
    """Probes may ask for the service that they call."""
    with serving(FakeDispatcher()) as channel:
        assert _check(channel, service) == Response.SERVING


@pytest.mark.parametrize("phase", [Phase.LISTENING, Phase.LOADING, Phase.DRAINING])
def test_nothing_serves_otherwise(phase):
    """The port is open before the component is loaded."""
    state = State()
    state.advance(phase)
    with serving(FakeDispatcher(), state) as channel:
        assert _check(channel) == Response.NOT_SERVING


def test_an_unknown_service_is_not_found():
    """A probe with a misspelt name must not pass."""
    with serving(FakeDispatcher()) as channel, pytest.raises(grpc.RpcError) as excinfo:
        _check(channel, "seldon.protos.Modell")

    assert excinfo.value.code() is grpc.StatusCode.NOT_FOUND
    expected = 'service: "seldon.protos.Modell" (expected: "" or one that reflection lists)'
    assert excinfo.value.details() == expected


def test_list_tells_all():
    """One question for all services."""
    with serving(FakeDispatcher()) as channel:
        found = ListResponse.FromString(ask(channel, "/grpc.health.v1.Health/List")).statuses

    assert set(protos.services()) < set(found)
    assert {response.status for response in found.values()} == {Response.SERVING}


def test_watch_tells_each_change_and_ends():
    """An open stream would keep a stopping server waiting."""
    state = State()
    with serving(FakeDispatcher(), state) as channel:
        stream = _watch(channel)
        seen = [_next(stream)]
        state.advance(Phase.LOADING)
        state.advance(Phase.READY)
        seen.append(_next(stream))
        state.advance(Phase.DRAINING)
        seen += [Response.FromString(data).status for data in stream]

    assert seen == [Response.NOT_SERVING, Response.SERVING, Response.NOT_SERVING]
    assert stream.code() is grpc.StatusCode.OK


def test_watch_of_an_unknown_service_says_so():
    """And stays open, as the protocol has it."""
    with serving(FakeDispatcher()) as channel:
        stream = _watch(channel, "nope")

        assert _next(stream) == Response.SERVICE_UNKNOWN
        assert stream.is_active()
        stream.cancel()


def test_many_watchers_hold_up_nobody():
    """A stream that held a thread each would leave none for checks and calls."""
    before = threading.active_count()
    with serving(FakeDispatcher(), threads=1) as channel:
        streams = [_watch(channel) for _ in range(50)]
        told = [_next(stream) for stream in streams]
        threads = threading.active_count() - before
        checked = _check(channel)
        for stream in streams:
            stream.cancel()

    assert told == [Response.SERVING] * 50
    assert checked == Response.SERVING
    # 50 for this client's own streams, and a few of the server's.
    assert threads < 70


def test_checks_answer_while_all_calls_are_taken():
    """A slow model is alive (DIS-10)."""
    release, inside = threading.Event(), threading.Semaphore(0)

    def answer(_verb, request):
        inside.release()
        assert release.wait(WAIT_S)
        return request

    message = protos.SeldonMessage(strData="x").SerializeToString()
    with serving(FakeDispatcher(answer), ready_state(), threads=1) as channel:
        predict = channel.unary_unary("/seldon.protos.Model/Predict")
        calls = [predict.future(message, timeout=WAIT_S) for _ in range(8)]
        assert inside.acquire(timeout=WAIT_S)

        status = _check(channel)
        release.set()

        assert status == Response.SERVING
        assert all(call.result() for call in calls)
