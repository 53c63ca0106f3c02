"""The WSGI callable: the verbs ahead of Flask, Flask behind them for the rest.

A verb takes the short way: path, body, codec, dispatch, bytes. Everything else, probes, metadata,
documents, CORS preflights, wrong paths and methods, is Flask's, and so are the verbs of a component
that brings error handlers of its own (ERR-10). Both ways end in ``VerbFace.answer``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from seldon_wrapper.dispatch import Dispatcher
from seldon_wrapper.errors import SeldonError
from seldon_wrapper.rest.encode import error_bytes
from seldon_wrapper.rest.pages import make_flask, no_such_path
from seldon_wrapper.rest.verb_face import PATHS, VerbFace, reason_phrase
from seldon_wrapper.settings import Settings
from seldon_wrapper.state_view import StateView

StartResponse = Callable[..., Any]
Wsgi = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

_HEADERS = [("Content-Type", "application/json"), ("Access-Control-Allow-Origin", "*")]


def build_wsgi(dispatcher: Dispatcher, state: StateView, settings: Settings) -> Wsgi:
    """Make the WSGI callable of one worker.

    Args:
        dispatcher: Of the component.
        state: Whether verbs are taken.
        settings: Of the server.
    """
    face = VerbFace(dispatcher, state, settings)
    flask = make_flask(face, dispatcher, state)
    short = PATHS if dispatcher.component.error_blueprint is None else {}

    def wsgi(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        verb = short.get(path)
        if verb is None or environ["REQUEST_METHOD"] not in ("POST", "GET"):
            # werkzeug takes //predict for /predict; BOD-1 does not.
            if path.startswith("//"):
                return _answer(start_response, *_refused(no_such_path(path)))
            return flask(environ, start_response)
        try:
            return _answer(start_response, *face.answer(verb, environ))
        except SeldonError as error:
            return _answer(start_response, *_refused(error))

    return wsgi


def _answer(start_response: StartResponse, status: int, body: bytes) -> list[bytes]:
    start_response(reason_phrase(status), _HEADERS)
    return [body]


def _refused(error: SeldonError) -> tuple[int, bytes]:
    return error.http_status, error_bytes(error)
