"""The Python runtime's codecs and dispatcher, as a server uses them; answers as ``JavaCodecs``."""

from collections.abc import Callable
from typing import Any

import orjson
from seldon_wrapper.component import Component
from seldon_wrapper.dispatch import Dispatcher
from seldon_wrapper.errors import PayloadError, SeldonError
from seldon_wrapper.message import Message
from seldon_wrapper.metrics import Metrics
from seldon_wrapper.rest import decode as rest
from seldon_wrapper.rest.encode import message_bytes as json_bytes
from seldon_wrapper.rpc import decode as rpc
from seldon_wrapper.rpc.encode import message_bytes as proto_bytes
from seldon_wrapper.settings import Settings
from seldon_wrapper.verbs import Verb
from shown import shown
from steps import Step

_READERS: dict[tuple[str, str], Callable[[Any], object]] = {
    ("rest", "message"): rest.message_of,
    ("rest", "messages"): rest.messages_of,
    ("rest", "feedback"): rest.feedback_of,
    ("grpc", "message"): rpc.message_of,
    ("grpc", "messages"): rpc.messages_of,
    ("grpc", "feedback"): rpc.feedback_of,
}


_READ_FOR = {"AGGREGATE": "messages", "SEND_FEEDBACK": "feedback"}


class _Identity:
    """Answers what it is asked; the first, of several."""

    def predict(self, X: Any, _names: Any) -> Any:
        return X

    def aggregate(self, features_list: Any, _names: Any) -> Any:
        return features_list[0]

    def send_feedback(self, *_: Any) -> None:
        """Learn nothing."""


class PythonCodecs:
    """Asks them, one step a call."""

    def __init__(self, component: object = None) -> None:
        """Answer with a component; without one, with Python's identity model."""
        settings = Settings(component="Identity")
        model = Component(_Identity() if component is None else component)
        self._dispatcher = Dispatcher(model, settings, Metrics(settings))

    def read(self, transport: str, what: str, body: bytes) -> Step:
        """Read a body: ``what`` is message, messages or feedback."""
        return _tried(lambda: Step(text=shown(_read(transport, what, body))))

    def translated(self, source: str, target: str, body: bytes) -> Step:
        """Read a SeldonMessage from one transport and write it for one."""
        return _tried(lambda: Step(written=_written(target, _read(source, "message", body))))

    def answered(self, verb: str, transport: str, body: bytes) -> Step:
        """Have the identity model answer a verb, by its name in capitals."""
        what = _READ_FOR.get(verb, "message")
        return _tried(
            lambda: Step(
                written=self._dispatcher.answer(
                    Verb[verb],
                    _read(transport, what, body),
                    lambda message: _written(transport, message),
                )
            )
        )


def _read(transport: str, what: str, body: bytes) -> Any:
    read = _READERS[transport, what]
    if transport == "grpc":
        return read(body)
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        text = "body: malformed JSON"
        raise PayloadError(text) from None
    return read(value)


def _written(transport: str, message: Message) -> bytes:
    written: bytes = json_bytes(message) if transport == "rest" else proto_bytes(message)
    return written


def _tried(step: Callable[[], Step]) -> Step:
    try:
        return step()
    except SeldonError as error:
        return Step(error=f"{error.http_status} {error.reason} {error.info}")
