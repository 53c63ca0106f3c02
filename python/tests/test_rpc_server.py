"""The gRPC server: every rpc and every error, over a real connection (DIS-4, ERR, MDA)."""

from __future__ import annotations

import logging
import threading

import grpc
import pytest
from google.protobuf import empty_pb2
from rpc_fixtures import FakeDispatcher, ask, predict, serving, tensor_message

from seldon_core.proto import prediction_pb2, prediction_pb2_grpc
from seldon_wrapper import protos
from seldon_wrapper.errors import ComponentError, UserError
from seldon_wrapper.message import Feedback, Kind, Message
from seldon_wrapper.rpc.server import VERBS
from seldon_wrapper.serving.state import Phase, State
from seldon_wrapper.verbs import Verb

PREDICT = "/seldon.protos.Model/Predict"


def _refused(channel, path=PREDICT, request=b""):
    """Give code, text, and the ErrorInfo out of the trailing metadata."""
    with pytest.raises(grpc.RpcError) as excinfo:
        ask(channel, path, request)
    error = excinfo.value
    trailing = dict(error.trailing_metadata())
    status = protos.message("google.rpc.Status").FromString(trailing["grpc-status-details-bin"])
    info = protos.message("google.rpc.ErrorInfo").FromString(status.details[0].value)
    assert status.details[0].type_url == "type.googleapis.com/google.rpc.ErrorInfo"
    assert (status.code, status.message) == (error.code().value[0], error.details())
    return error.code().name, error.details(), info.reason, info.domain


def _raising(error):
    def answer(_verb, _request):
        raise error

    return FakeDispatcher(answer)


@pytest.mark.parametrize(("path", "verb"), VERBS.items())
def test_each_rpc_asks_for_its_verb(path, verb):
    """A wrong line in the table would send feedback to a model's predict."""
    message = tensor_message([1], [1.0])
    request = {
        Verb.AGGREGATE: protos.SeldonMessageList(seldonMessages=[message]),
        Verb.SEND_FEEDBACK: protos.Feedback(request=message),
    }.get(verb, message)
    dispatcher = FakeDispatcher(lambda _verb, _request: Message(Kind.STRING, "answer"))

    with serving(dispatcher) as channel:
        answer = ask(channel, path, request.SerializeToString())

    ((asked, got),) = dispatcher.asked
    assert asked is verb
    kinds = {Verb.AGGREGATE: list, Verb.SEND_FEEDBACK: Feedback}
    assert isinstance(got, kinds.get(verb, Message))
    assert protos.SeldonMessage.FromString(answer).strData == "answer"


def test_a_server_has_every_rpc_of_all_seven_services():
    """Whatever its component is: an orchestrator asks for services by the graph's types (DIS-4)."""
    missing = []
    with serving(FakeDispatcher(lambda _verb, _request: Message(Kind.STRING, ""))) as channel:
        for service, rpcs in protos.services().items():
            for rpc in rpcs:
                try:
                    ask(channel, f"/{service}/{rpc}", b"")
                except grpc.RpcError as error:
                    if error.details() == "Method not found!":
                        missing.append(f"{service}/{rpc}")

    assert len(protos.services()) == 7
    assert missing == []


def test_a_message_comes_back_as_it_was():
    """Payload, names and meta go through both codecs."""
    message = tensor_message([2, 1], [1.5, float("inf")], meta={"puid": "p"})
    message.data.names.append("a")

    with serving(FakeDispatcher()) as channel:
        answer = predict(channel, message)

    assert answer == message


def test_generated_looking_stubs_work():
    """Components and their tests import these names from ``seldon_core`` (design.md 3.15)."""
    message = prediction_pb2.SeldonMessage(strData="x")
    with serving(FakeDispatcher()) as channel:
        answer = prediction_pb2_grpc.SeldonStub(channel).Predict(request=message, timeout=20)

    assert answer == prediction_pb2.SeldonMessage(strData="x", meta=prediction_pb2.Meta())


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (PREDICT, "SeldonMessage"),
        ("/seldon.protos.Combiner/Aggregate", "SeldonMessageList"),
        ("/seldon.protos.Model/SendFeedback", "Feedback"),
        ("/seldon.protos.Seldon/ModelMetadata", "SeldonModelMetadataRequest"),
    ],
)
def test_a_malformed_message_is_the_clients_fault(path, name):
    """Grpcio by itself would answer INTERNAL (ERR-3)."""
    with serving(FakeDispatcher()) as channel:
        found = _refused(channel, path, b"\xff")

    expected = f"body: malformed {name}"
    assert found == ("INVALID_ARGUMENT", expected, "MICROSERVICE_BAD_DATA", "seldon.io")


def test_no_payload_is_the_clients_fault():
    """The codec's errors have the same form as the component's."""
    with serving(FakeDispatcher()) as channel:
        found = _refused(channel)

    text = "payload: none (expected: one of data, jsonData, strData, binData, customData)"
    assert found == ("INVALID_ARGUMENT", text, "MICROSERVICE_BAD_DATA", "seldon.io")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            ComponentError("it broke: \u00e4"),
            ("INTERNAL", "it broke: \u00e4", "MICROSERVICE_INTERNAL_ERROR"),
        ),
        (UserError("too soon", 429, "MY_REASON"), ("RESOURCE_EXHAUSTED", "too soon", "MY_REASON")),
        (UserError("gone", 410, "GONE"), ("INVALID_ARGUMENT", "gone", "GONE")),
    ],
)
def test_an_error_keeps_its_code_text_and_reason(error, expected):
    """Upstream loses all of it over gRPC (ERR-2, ERR-5)."""
    with serving(_raising(error)) as channel:
        found = _refused(channel, request=tensor_message([1], [1]).SerializeToString())

    assert found == (*expected, "seldon.io")


def test_a_long_error_arrives():
    """Metadata that is too long would turn the status into another one (ERR-6)."""
    error = UserError("\u00e4" * 5000, 400, "\u00e4" * 5000)
    with serving(_raising(error)) as channel:
        code, info, reason, _ = _refused(
            channel, request=tensor_message([1], [1]).SerializeToString()
        )

    assert code == "INVALID_ARGUMENT"
    assert info == reason == "\u00e4" * 510 + "\u2026"


@pytest.mark.parametrize("error", [SystemExit(3), KeyboardInterrupt(), ZeroDivisionError("x")])
def test_nothing_that_is_raised_ends_or_hangs_the_server(error, caplog):
    """Also past dispatch: grpcio would leave the caller of a SystemExit waiting (ERR-8)."""
    caplog.set_level(logging.CRITICAL + 1, "seldon_wrapper.rpc.server")
    request = tensor_message([1], [1]).SerializeToString()
    with serving(_raising(error)) as channel:
        found = [_refused(channel, request=request) for _ in range(6)]

    assert {code for code, *_ in found} == {"INTERNAL"}


@pytest.mark.parametrize("name", ["listening", "loading"])
def test_a_server_that_is_not_ready_says_so(name):
    """UNAVAILABLE is what clients try again (ERR-9)."""
    state = State()
    state.advance(Phase[name.upper()])
    with serving(FakeDispatcher(), state) as channel:
        found = _refused(channel)

    assert found == ("UNAVAILABLE", f"not ready: {name}", "MICROSERVICE_NOT_READY", "seldon.io")


def test_a_draining_server_still_answers():
    """What arrives on an open connection would be lost otherwise (LIF-5)."""
    state = State()
    state.advance(Phase.READY)
    state.advance(Phase.DRAINING)
    with serving(FakeDispatcher(), state) as channel:
        answer = predict(channel, protos.SeldonMessage(strData="x"))

    assert answer.strData == "x"


def test_a_message_over_the_limit_is_refused():
    """GRPC's own words are free (LIM-1)."""
    with serving(FakeDispatcher(), max_message_bytes=1024) as channel:
        with pytest.raises(grpc.RpcError) as excinfo:
            ask(channel, PREDICT, b"\0" * 1025)
        answer = predict(channel, protos.SeldonMessage(strData="x" * 1000))

    assert excinfo.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert len(answer.strData) == 1000


def test_an_answer_may_be_longer_than_a_request():
    """Grpcio's default would lose answers over 4 MiB."""
    dispatcher = FakeDispatcher(lambda _verb, _request: Message(Kind.BINARY, b"\0" * 5_000_000))
    options = [("grpc.max_receive_message_length", -1)]
    with (
        serving(dispatcher, max_message_bytes=1024) as channel,
        grpc.insecure_channel(_target(channel), options) as roomy,
    ):
        answer = predict(roomy, protos.SeldonMessage(strData="x"))

    assert len(answer.binData) == 5_000_000


def _target(channel):
    return channel._channel.target().decode()


@pytest.mark.parametrize("path", ["Model/Metadata", "Seldon/ModelMetadata"])
def test_metadata_is_the_components(path):
    """The same by both names (MDA-1)."""
    metadata = {
        "name": "m",
        "versions": ["1"],
        "platform": "",
        "inputs": [{"messagetype": "tensor", "schema": {"shape": [1]}}],
        "outputs": [],
        "custom": {"a": "b"},
    }
    with serving(FakeDispatcher(metadata=metadata)) as channel:
        found = ask(channel, f"/seldon.protos.{path}", empty_pb2.Empty().SerializeToString())

    parsed = protos.SeldonModelMetadata.FromString(found)
    assert (parsed.name, list(parsed.versions), dict(parsed.custom)) == ("m", ["1"], {"a": "b"})
    assert parsed.inputs[0].messagetype == "tensor"


def test_graph_metadata_is_not_a_components():
    """Only an orchestrator knows its graph (MDA-3)."""
    with serving(FakeDispatcher()) as channel:
        found = _refused(channel, "/seldon.protos.Seldon/GraphMetadata")

    text = "GraphMetadata is not implemented by a component"
    assert found == ("UNIMPLEMENTED", text, "MICROSERVICE_NOT_IMPLEMENTED", "seldon.io")


def test_a_raw_method_gets_and_gives_protobuf():
    """As ``seldon_core.proto`` has it, so that the component can build on it (DIS-7)."""

    def raw(request):
        assert isinstance(request, prediction_pb2.SeldonMessage)
        return prediction_pb2.SeldonMessage(strData=request.strData + "!")

    with serving(FakeDispatcher(raw=raw)) as channel:
        answer = predict(channel, protos.SeldonMessage(strData="x"))

    assert answer == protos.SeldonMessage(strData="x!")


def test_a_raw_method_may_answer_a_dict():
    """One that was written for REST serves gRPC as well."""
    answer = {"data": {"names": ["a"], "ndarray": [[1]]}, "other": 1}
    with serving(FakeDispatcher(raw=lambda _request: answer)) as channel:
        found = predict(channel, protos.SeldonMessage(strData="x"))

    assert found.data.ndarray.values[0].list_value.values[0].number_value == 1
    assert list(found.data.names) == ["a"]


def test_a_raw_method_that_answers_no_message_is_an_error():
    """The component's fault, not the client's."""
    with serving(FakeDispatcher(raw=lambda _request: 1)) as channel:
        found = _refused(channel)

    text = "answer: int (expected: a SeldonMessage or a dict)"
    assert found == ("INTERNAL", text, "MICROSERVICE_INTERNAL_ERROR", "seldon.io")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/seldon.protos.Combiner/Aggregate", "SeldonMessageList"),
        ("/seldon.protos.Router/SendFeedback", "Feedback"),
    ],
)
def test_raw_methods_get_the_message_of_their_verb(path, name):
    """``aggregate_raw`` gets a list, ``send_feedback_raw`` a Feedback."""
    dispatcher = FakeDispatcher(raw=lambda _request: {"strData": "x"})
    with serving(dispatcher) as channel:
        ask(channel, path)

    assert dispatcher.asked[0][1].DESCRIPTOR.name == name


def test_metadata_answers_while_all_calls_are_taken():
    """It has threads of its own, so it does not wait behind verbs (DIS-10)."""
    release, inside = threading.Event(), threading.Semaphore(0)

    def answer(_verb, request):
        inside.release()
        assert release.wait(20)
        return request

    message = protos.SeldonMessage(strData="x").SerializeToString()
    with serving(FakeDispatcher(answer), threads=1) as channel:
        calls = [channel.unary_unary(PREDICT).future(message, timeout=20) for _ in range(8)]
        assert inside.acquire(timeout=20)

        found = ask(channel, "/seldon.protos.Model/Metadata")
        release.set()

        assert protos.SeldonModelMetadata.FromString(found).name == "m"
        assert all(call.result() for call in calls)
