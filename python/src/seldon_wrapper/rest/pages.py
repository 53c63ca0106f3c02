"""Everything over HTTP that is not on the short way: Flask's part of the REST face."""

from __future__ import annotations

import orjson
from flask import Blueprint, Flask, Response, request
from flask_cors import CORS
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from seldon_wrapper import openapi, protos
from seldon_wrapper.dispatch import Dispatcher
from seldon_wrapper.errors import (
    ComponentError,
    MethodNotAllowedError,
    PayloadError,
    SeldonError,
    UserError,
    from_exception,
)
from seldon_wrapper.rest import docs
from seldon_wrapper.rest.cors import Cors
from seldon_wrapper.rest.encode import error_bytes, json_bytes, message_bytes
from seldon_wrapper.rest.verb_face import PATHS, VerbFace, no_such_path
from seldon_wrapper.verbs import Verb

# Where the WSGI environ has the request as the server has it.
REQUEST_KEY = "seldon.request"
_JSON = "application/json"
_VERB_METHODS = ["GET", "POST"]


def make_flask(face: VerbFace, dispatcher: Dispatcher, cors: Cors) -> Flask:
    """Make the Flask application of one worker."""
    app = Flask("seldon_wrapper", static_folder=None)
    app.url_map.strict_slashes = True
    app.url_map.merge_slashes = False
    if cors.origins:
        CORS(app, origins=list(cors.origins), send_wildcard="*" in cors.origins)
    _add_verbs(app, face)
    _add_health(app, dispatcher)
    _add_documents(app, dispatcher)
    blueprint = dispatcher.component.error_blueprint
    if isinstance(blueprint, Blueprint):
        app.register_blueprint(blueprint)
    app.register_error_handler(Exception, _on_error)
    return app


def _add_verbs(app: Flask, face: VerbFace) -> None:
    for path, verb in PATHS.items():

        def view(verb: Verb = verb) -> Response:
            try:
                status, body = face.answer(verb, request.environ[REQUEST_KEY])
            except (ComponentError, UserError) as error:
                # The component's own handlers know its own exceptions, not ours (ERR-10).
                if isinstance(error.__cause__, Exception):
                    raise error.__cause__ from None
                raise
            return Response(body, status, content_type=_JSON)

        app.add_url_rule(path, path, view, methods=_VERB_METHODS)


def _add_health(app: Flask, dispatcher: Dispatcher) -> None:
    # The probes are answered before Flask is asked; here they say which methods they have.
    for path in ("/health/ping", "/live", "/ready"):
        app.add_url_rule(path, path, methods=["GET"])

    @app.get("/health/status")
    @app.get("/api/v1.0/health/status", endpoint="health_status_v1")
    def status() -> Response:
        raw = dispatcher.health_raw()
        if raw is not None:
            return Response(json_bytes(protos.as_json(raw)), content_type=_JSON)
        return Response(message_bytes(dispatcher.health()), content_type=_JSON)


def _add_documents(app: Flask, dispatcher: Dispatcher) -> None:
    @app.get("/metadata")
    @app.get("/api/v1.0/metadata", endpoint="metadata_v1")
    def metadata() -> Response:
        return Response(orjson.dumps(dispatcher.metadata()), content_type=_JSON)

    @app.get("/seldon.json")
    def document() -> Response:
        return Response(openapi.document_bytes(), content_type=_JSON)

    @app.get("/docs")
    def try_it() -> Response:
        return Response(docs.page(), headers=docs.headers(), content_type=docs.CONTENT_TYPE)


def _on_error(error: Exception) -> Response:
    found = _seldon_error(error)
    response = Response(error_bytes(found), found.http_status, content_type=_JSON)
    if isinstance(found, MethodNotAllowedError):
        response.headers["Allow"] = found.allowed
    return response


def _seldon_error(error: Exception) -> SeldonError:
    if isinstance(error, NotFound):
        return no_such_path(request.path)
    if isinstance(error, MethodNotAllowed):
        methods = [m for m in ("GET", "POST") if m in (error.valid_methods or [])]
        expected = " or ".join(methods)
        message = f"method: {request.method} (expected: {expected})"
        return MethodNotAllowedError(message, ", ".join(methods))
    if isinstance(error, HTTPException):
        return PayloadError(f"request: {error.description}")
    return from_exception(error)
