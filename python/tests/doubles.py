"""Stand-ins that tests of the faces and of dispatch share."""

import asyncio
from typing import Any

from seldon_wrapper.call_observer import CallObserver
from seldon_wrapper.calls import CallQueue
from seldon_wrapper.component import Component
from seldon_wrapper.dispatch import Dispatcher
from seldon_wrapper.http.exchange import Exchange, HttpRequest, Reply
from seldon_wrapper.message import Kind, Message, Meta
from seldon_wrapper.metrics import Metrics
from seldon_wrapper.rest.app import RestFace
from seldon_wrapper.settings import Settings


class Ready:
    """A state that takes calls; another name and False make it one that does not."""

    def __init__(self, name: str = "ready", *, takes_calls: bool = True) -> None:
        self.name = name
        self.takes_calls = takes_calls
        self.ready = takes_calls


def dispatcher_of(user: object, **settings: Any) -> Dispatcher:
    """Make a dispatcher around a user's object."""
    made = Settings(component="Test", **settings)
    return Dispatcher(Component(user), made, Metrics(made))


def rest_of(user: object, state: Ready | None = None, **settings: Any) -> RestFace:
    """Make the REST face around a user's object."""
    made = Settings(component="Test", **settings)
    queue = CallQueue(made.threads, made.queue_size)
    dispatcher = dispatcher_of(user, **settings)
    return RestFace(dispatcher, queue, observer_of(made), state or Ready(), made)


def observer_of(settings: Settings) -> CallObserver:
    """Make an observer that counts for nobody."""
    return CallObserver(Metrics(settings).requests, None, write_access_log=False)


def ask(
    face: RestFace, path: str, body: bytes = b"", method: str = "POST", **headers: str
) -> tuple[int, bytes]:
    """Send one request to a REST face.

    Returns:
        The status and the body.
    """
    reply = reply_of(face, path, body, method, **headers)
    return reply.status, reply.body


def reply_of(
    face: RestFace, path: str, body: bytes = b"", method: str = "POST", **headers: str
) -> Reply:
    """Send one request to a REST face, and give the whole reply."""
    lines = {"content-type": "application/json", "content-length": str(len(body)), **headers}
    encoded = {
        name.replace("_", "-").encode(): value.encode("latin-1") for name, value in lines.items()
    }

    async def answered() -> Reply:
        loop = asyncio.get_running_loop()
        face.bind(loop)
        future: asyncio.Future[Reply] = loop.create_future()

        class Replier:
            def send(self, _exchange: Exchange, reply: Reply) -> None:
                future.set_result(reply)

        request = HttpRequest(method, path.encode(), encoded, body)
        face(Exchange(Replier(), request, keep_alive=True))
        return await future

    return asyncio.run(answered())


def text(value: str, meta: Meta | None = None) -> Message:
    """Make a message of strData."""
    return Message(Kind.STRING, value, meta=meta or {})
