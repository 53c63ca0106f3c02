"""Stand-ins that tests of the faces and of dispatch share."""

import io
from typing import Any

from seldon_wrapper.component import Component
from seldon_wrapper.dispatch import Dispatcher
from seldon_wrapper.message import Kind, Message, Meta
from seldon_wrapper.metrics import Metrics
from seldon_wrapper.rest.app import Wsgi, build_wsgi
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


def wsgi_of(user: object, state: Ready | None = None, **settings: Any) -> Wsgi:
    """Make the REST face around a user's object."""
    made = Settings(component="Test", **settings)
    return build_wsgi(dispatcher_of(user, **settings), state or Ready(), made)


def ask(
    wsgi: Wsgi, path: str, body: bytes = b"", method: str = "POST", **environ: str
) -> tuple[int, bytes]:
    """Send one request to a WSGI callable.

    Returns:
        The status and the body.
    """
    request = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "9000",
        "HTTP_HOST": "localhost:9000",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        **environ,
    }
    statuses: list[str] = []
    chunks = wsgi(request, lambda status, headers, error=None: statuses.append(status))
    return int(statuses[0].partition(" ")[0]), b"".join(chunks)


def text(value: str, meta: Meta | None = None) -> Message:
    """Make a message of strData."""
    return Message(Kind.STRING, value, meta=meta or {})
