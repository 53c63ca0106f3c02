"""``grpc.reflection``, v1 and v1alpha: which services there are, and their descriptors (HLT-4).

The two versions are the same but for their package. A stream is open as long as its client likes
and holds a thread meanwhile, so reflection has its own few, a stream ends after half a minute, and
all end when the server drains.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import grpc
from google.protobuf.descriptor import FileDescriptor

from seldon_wrapper import protos
from seldon_wrapper.errors import SeldonError
from seldon_wrapper.rpc.methods import Table, apart, both_stream
from seldon_wrapper.rpc.status import abort
from seldon_wrapper.state_view import StateView

VERSIONS = ("v1", "v1alpha")
_THREADS = 2
_STREAM_LIFE_S = 30.0
_DRAINING = "draining"


def service_name(version: str) -> str:
    """Give the full name of the service in one of the versions."""
    return f"grpc.reflection.{version}.ServerReflection"


class Reflection:
    """Answers about the services of one server."""

    def __init__(self, state: StateView, services: Sequence[str]) -> None:
        """Take the full names of all services, and the state that ends the streams."""
        self._services = sorted(services)
        self._state = state
        self._open: set[grpc.ServicerContext] = set()
        self._lock = threading.Lock()
        state.listen(lambda _phase: self._end_streams())

    def table(self) -> Table:
        """Give the handlers of all versions."""
        return {
            f"/{service_name(version)}/ServerReflectionInfo": both_stream(
                apart(
                    _THREADS, "grpc-reflection", self._behavior(_Answerer(version, self._services))
                )
            )
            for version in VERSIONS
        }

    def _behavior(
        self, answerer: _Answerer
    ) -> Callable[[Iterator[bytes], grpc.ServicerContext], Iterator[bytes]]:
        def info(requests: Iterator[bytes], context: grpc.ServicerContext) -> Iterator[bytes]:
            timer = threading.Timer(_STREAM_LIFE_S, context.cancel)
            timer.daemon = True
            timer.start()
            with self._lock:
                self._open.add(context)
            try:
                if self._state.name != _DRAINING:
                    yield from map(answerer.answer, requests)
            except SeldonError as error:
                abort(context, error)
            finally:
                timer.cancel()
                with self._lock:
                    self._open.discard(context)

        return info

    def _end_streams(self) -> None:
        if self._state.name == _DRAINING:
            with self._lock:
                for context in self._open:
                    context.cancel()  # type: ignore[no-untyped-call]


class _Answerer:
    """Answers single questions in the messages of one version."""

    def __init__(self, version: str, services: list[str]) -> None:
        self._services = services
        self._request = protos.message(f"grpc.reflection.{version}.ServerReflectionRequest")
        self._response = protos.message(f"grpc.reflection.{version}.ServerReflectionResponse")

    def answer(self, data: bytes) -> bytes:
        request = protos.parse(self._request, data)
        response = self._response(valid_host=request.host, original_request=request)
        question = request.WhichOneof("message_request")
        try:
            self._fill(response, request, question)
        except KeyError:
            asked = getattr(request, question)
            _refuse(
                response, grpc.StatusCode.NOT_FOUND, f"{question}: {asked} (expected: a known one)"
            )
        return response.SerializeToString()  # type: ignore[no-any-return]

    def _fill(self, response: Any, request: Any, question: str | None) -> None:
        if question == "list_services":
            for name in self._services:
                response.list_services_response.service.add(name=name)
        elif question == "file_by_filename":
            _add_files(response, protos.file_named(request.file_by_filename))
        elif question == "file_containing_symbol":
            _add_files(response, protos.file_with(request.file_containing_symbol))
        elif question == "all_extension_numbers_of_type":
            # There are no extensions in proto3; a type that exists has none.
            name = request.all_extension_numbers_of_type
            response.all_extension_numbers_response.base_type_name = protos.message(
                name
            ).DESCRIPTOR.full_name
        elif question == "file_containing_extension":
            raise KeyError(question)
        else:
            _refuse(
                response, grpc.StatusCode.INVALID_ARGUMENT, "message_request: none (expected: one)"
            )


def _refuse(response: Any, code: grpc.StatusCode, text: str) -> None:
    response.error_response.error_code = code.value[0]
    response.error_response.error_message = text


def _add_files(response: Any, file: FileDescriptor) -> None:
    """Add a file and all that it imports, each after those it needs."""
    found: dict[str, bytes] = {}

    def collect(each: FileDescriptor) -> None:
        for needed in each.dependencies:
            collect(needed)
        found[each.name] = each.serialized_pb

    collect(file)
    response.file_descriptor_response.file_descriptor_proto.extend(reversed(found.values()))
