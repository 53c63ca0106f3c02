"""Asks the Flask application, as a WSGI server would."""

from __future__ import annotations

import io
import sys
from typing import Any

from werkzeug.datastructures import Headers
from werkzeug.test import run_wsgi_app

from seldon_wrapper.dispatch import Dispatcher
from seldon_wrapper.http.exchange import HttpRequest, Reply
from seldon_wrapper.rest.cors import Cors
from seldon_wrapper.rest.pages import REQUEST_KEY, make_flask
from seldon_wrapper.rest.verb_face import VerbFace

# The connection writes these itself.
_OF_THE_CONNECTION = ("content-length", "connection", "date", "transfer-encoding")


class FlaskPages:
    """Everything over HTTP that is not on the short way; safe to use from any thread."""

    def __init__(self, face: VerbFace, dispatcher: Dispatcher, cors: Cors) -> None:
        self._app = make_flask(face, dispatcher, cors)

    def reply(self, request: HttpRequest) -> Reply:
        """Answer one request; Flask's own handlers answer what goes wrong."""
        chunks, status, headers = run_wsgi_app(self._app, environ_of(request), buffered=True)
        return Reply(int(status.partition(" ")[0]), _lines(headers), b"".join(chunks))


def _lines(headers: Headers) -> bytes:
    kept = ((name, value) for name, value in headers if name.lower() not in _OF_THE_CONNECTION)
    return "".join(f"{name}: {value}\r\n" for name, value in kept).encode("latin-1")


def environ_of(request: HttpRequest) -> dict[str, Any]:
    """Give a request as WSGI has it (PEP 3333)."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": request.path.decode("latin-1"),
        "QUERY_STRING": request.query.decode("latin-1"),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        REQUEST_KEY: request,
    }
    for name, value in request.headers.items():
        if b"_" in name:
            # WSGI could not tell it from the one with a dash.
            continue
        key = name.decode("latin-1").upper().replace("-", "_")
        if key == "CONTENT_TYPE":
            environ[key] = value.decode("latin-1")
        elif key not in ("CONTENT_LENGTH", "TRANSFER_ENCODING"):
            environ[f"HTTP_{key}"] = value.decode("latin-1")
    return environ
