"""A real gRPC server around a small fake dispatcher, for the tests of the gRPC face."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import grpc
from doubles import observer_of

from seldon_wrapper import protos
from seldon_wrapper.calls import CallQueue
from seldon_wrapper.message import Message
from seldon_wrapper.rpc.server import build_server
from seldon_wrapper.serving.state import Phase, State
from seldon_wrapper.settings import Settings
from seldon_wrapper.verbs import Verb

WAIT_S = 20.0


class FakeDispatcher:
    """Answers each verb by a function, by default with the request itself."""

    def __init__(
        self,
        answer: Callable[[Verb, Any], Any] = lambda _verb, request: request,
        raw: Callable[[Any], Any] | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> None:
        self.asked: list[tuple[Verb, Any]] = []
        self._answer = answer
        self._raw = raw
        self._metadata = metadata or {"name": "m"}

    def answer(self, verb: Verb, request: Any, encode: Any) -> Any:
        return encode(self.call(verb, request))

    def call(self, verb: Verb, request: Any) -> Message:
        self.asked.append((verb, request))
        return self._answer(verb, request)

    def has_raw(self, verb: Verb, transport: str) -> bool:
        return self._raw is not None

    def call_raw(self, verb: Verb, transport: str, request: Any, encode: Any) -> Any:
        self.asked.append((verb, request))
        return encode(self._raw(request))

    def metadata(self) -> dict[str, Any]:
        return self._metadata


def ready_state() -> State:
    state = State()
    state.advance(Phase.READY)
    return state


@contextlib.contextmanager
def serving(dispatcher: Any, state: State | None = None, **settings: Any) -> Iterator[grpc.Channel]:
    """Serve on a free port; give a channel to it."""
    made = Settings(component="Fake", **settings)
    queue = CallQueue(made.threads, made.queue_size)
    server = build_server(dispatcher, queue, observer_of(made), state or ready_state(), made)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield channel
    finally:
        server.stop(None).wait(WAIT_S)


def ask(channel: grpc.Channel, path: str, request: bytes = b"") -> bytes:
    """Send bytes, give the bytes of the answer."""
    return channel.unary_unary(path)(request, timeout=WAIT_S)


def predict(channel: grpc.Channel, request: Any) -> Any:
    """Send a SeldonMessage to ``Model.Predict``, give the answer parsed."""
    answer = ask(channel, "/seldon.protos.Model/Predict", request.SerializeToString())
    return protos.SeldonMessage.FromString(answer)


def tensor_message(shape: list[int], values: list[float], **more: Any) -> Any:
    """Make a SeldonMessage with a tensor."""
    data = protos.DefaultData(tensor=protos.Tensor(shape=shape, values=values))
    return protos.SeldonMessage(data=data, **more)
