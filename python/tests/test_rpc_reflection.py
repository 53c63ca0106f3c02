"""gRPC reflection: a client that has no proto files finds out all it needs (contract.md, HLT-4)."""

from __future__ import annotations

import threading

import grpc
import pytest
from google.protobuf import descriptor_pb2
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass
from rpc_fixtures import WAIT_S, FakeDispatcher, ready_state, serving

from seldon_wrapper import protos
from seldon_wrapper.serving.state import Phase


def _stream(channel, version, questions):
    path = f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo"
    request = protos.message(f"grpc.reflection.{version}.ServerReflectionRequest")
    data = (request(**question).SerializeToString() for question in questions)
    return channel.stream_stream(path)(data, timeout=WAIT_S)


def _ask(channel, version, *questions):
    response = protos.message(f"grpc.reflection.{version}.ServerReflectionResponse")
    return [response.FromString(data) for data in _stream(channel, version, questions)]


both = pytest.mark.parametrize("version", ["v1", "v1alpha"])


@both
def test_all_services_are_listed(version):
    """The seven, health, and reflection itself."""
    with serving(FakeDispatcher()) as channel:
        (answer,) = _ask(channel, version, {"list_services": ""})

    names = [service.name for service in answer.list_services_response.service]
    assert names == sorted(
        [
            *protos.services(),
            "grpc.health.v1.Health",
            "grpc.reflection.v1.ServerReflection",
            "grpc.reflection.v1alpha.ServerReflection",
        ]
    )


@both
def test_a_client_can_call_by_what_it_is_told(version):
    """As grpcurl does: list, describe, make the messages, call."""
    pool = DescriptorPool()
    with serving(FakeDispatcher()) as channel:
        (answer,) = _ask(channel, version, {"file_containing_symbol": "seldon.protos.Model"})
        for data in reversed(answer.file_descriptor_response.file_descriptor_proto):
            pool.Add(descriptor_pb2.FileDescriptorProto.FromString(data))
        method = pool.FindServiceByName("seldon.protos.Model").FindMethodByName("Predict")
        message = GetMessageClass(method.input_type)
        call = channel.unary_unary(
            f"/{method.containing_service.full_name}/{method.name}",
            message.SerializeToString,
            GetMessageClass(method.output_type).FromString,
        )
        found = call(message(strData="x"), timeout=WAIT_S)

    assert found.strData == "x"


@both
@pytest.mark.parametrize(
    "question",
    [
        {"file_by_filename": "seldon/protos/prediction.proto"},
        {"file_containing_symbol": "seldon.protos.Metric.MetricType"},
        {"file_containing_symbol": "seldon.protos.Seldon.GraphMetadata"},
    ],
)
def test_files_come_with_what_they_import(version, question):
    """The file that was asked for is the first."""
    with serving(FakeDispatcher()) as channel:
        (answer,) = _ask(channel, version, question)

    files = [
        descriptor_pb2.FileDescriptorProto.FromString(data)
        for data in answer.file_descriptor_response.file_descriptor_proto
    ]
    assert files[0].name == "seldon/protos/prediction.proto"
    assert {name for file in files for name in file.dependency} < {file.name for file in files}


@both
@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({"file_by_filename": "nope.proto"}, 5),
        ({"file_containing_symbol": "nope.Nope"}, 5),
        ({"all_extension_numbers_of_type": "nope.Nope"}, 5),
        ({"file_containing_extension": {"containing_type": "seldon.protos.Meta"}}, 5),
        ({}, 3),
    ],
)
def test_what_is_not_there_is_an_answer(version, question, code):
    """The stream goes on after it."""
    with serving(FakeDispatcher()) as channel:
        first, second = _ask(channel, version, question, {"list_services": ""})

    assert first.error_response.error_code == code
    assert len(second.list_services_response.service) == 10


@both
def test_a_message_has_no_extensions(version):
    """Some clients ask for each message."""
    question = {"all_extension_numbers_of_type": "seldon.protos.Meta"}
    with serving(FakeDispatcher()) as channel:
        (answer,) = _ask(channel, version, question)

    found = answer.all_extension_numbers_response
    assert (found.base_type_name, list(found.extension_number)) == ("seldon.protos.Meta", [])


@both
def test_open_streams_end_when_the_server_drains(version):
    """A console that is left open must not hold up a stop."""
    state = ready_state()
    request = protos.message(f"grpc.reflection.{version}.ServerReflectionRequest")
    done = _Held(request(list_services="").SerializeToString())
    path = f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo"
    with serving(FakeDispatcher(), state) as channel:
        stream = channel.stream_stream(path)(done, timeout=WAIT_S)
        next(stream)

        state.advance(Phase.DRAINING)
        with pytest.raises(grpc.RpcError) as excinfo:
            next(stream)
        done.release()

    assert excinfo.value.code() is grpc.StatusCode.CANCELLED


class _Held:
    """A client's requests: one, then none until it is released."""

    def __init__(self, first):
        self._items = iter([first])
        self._released = threading.Event()

    def __iter__(self):
        return self

    def __next__(self):
        for item in self._items:
            return item
        self._released.wait(WAIT_S)
        raise StopIteration

    def release(self):
        self._released.set()
