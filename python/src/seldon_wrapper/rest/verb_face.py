"""Answers one verb over REST: body, codec, dispatch, codec."""

from __future__ import annotations

import logging
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from seldon_wrapper import protos
from seldon_wrapper.dispatch import Dispatcher, Request
from seldon_wrapper.errors import NotFoundError, SeldonError, from_exception
from seldon_wrapper.http.exchange import HttpRequest
from seldon_wrapper.message.json_value import plain
from seldon_wrapper.rest.body import Body, read_body
from seldon_wrapper.rest.decode import feedback_of, message_of, messages_of
from seldon_wrapper.rest.encode import json_bytes, message_bytes
from seldon_wrapper.rest.json_types import refuse
from seldon_wrapper.user_errors import SeldonNotImplementedError
from seldon_wrapper.verbs import Verb

_LOG = logging.getLogger(__name__)

# BOD-1: one line a path.
PATHS = {
    "/predict": Verb.PREDICT,
    "/api/v0.1/predictions": Verb.PREDICT,
    "/api/v1.0/predictions": Verb.PREDICT,
    "/transform-input": Verb.TRANSFORM_INPUT,
    "/transform-output": Verb.TRANSFORM_OUTPUT,
    "/route": Verb.ROUTE,
    "/aggregate": Verb.AGGREGATE,
    "/combine": Verb.AGGREGATE,
    "/send-feedback": Verb.SEND_FEEDBACK,
    "/api/v0.1/feedback": Verb.SEND_FEEDBACK,
    "/api/v1.0/feedback": Verb.SEND_FEEDBACK,
}
# Below this, the checks of the short way in take longer than what they save.
LARGE_BYTES = 8192
_OK = HTTPStatus.OK
_LAST_STATUS = 599


def no_such_path(path: str) -> NotFoundError:
    """Give the error of a path that is none (ERR-7)."""
    return NotFoundError(f"path: {path} (expected: one of the paths of /seldon.json)")


class VerbFace:
    """The REST side of one dispatcher."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    def answer(self, verb: Verb, request: HttpRequest) -> tuple[int, bytes]:
        """Answer one request.

        Returns:
            The HTTP status and the body.

        Raises:
            SeldonError: As contract.md, ERR has it.
        """
        try:
            body = read_body(request)
            if self._dispatcher.has_raw(verb, "rest"):
                with suppress(SeldonNotImplementedError):
                    return self._raw(verb, body)
            return _OK, self._dispatcher.answer(verb, _read(verb, body), message_bytes)
        except SeldonError:
            raise
        except BaseException as error:
            _LOG.exception("a call failed outside the component")
            raise from_exception(error) from error

    def _raw(self, verb: Verb, body: Body) -> tuple[int, bytes]:
        """Let the component's raw method answer the whole message (DIS-7)."""
        passthrough = verb is Verb.PREDICT and self._dispatcher.passthrough
        value = body.value
        request: Any = body.raw if passthrough else value
        if verb is not Verb.AGGREGATE and not passthrough and not isinstance(request, dict):
            refuse("body", request, "a SeldonMessage object")
        if verb is Verb.SEND_FEEDBACK:
            feedback_of(request)
            request = protos.json_to_proto(value, "Feedback")
        return self._dispatcher.call_raw(verb, "rest", request, _raw_answer)


def _raw_answer(answer: Any) -> tuple[int, bytes]:
    """Write what a raw method answered, with the status that it asks for."""
    if isinstance(answer, (bytes, str)):
        return _OK, answer.encode() if isinstance(answer, str) else answer
    value = plain(protos.as_json(answer), "answer")
    status = value.get("status") if isinstance(value, dict) else None
    code = status.get("code") if isinstance(status, dict) else None
    if isinstance(code, int) and _OK <= code <= _LAST_STATUS:
        return code, json_bytes(value)
    return _OK, json_bytes(value)


def _read(verb: Verb, body: Body) -> Request:
    if verb is Verb.AGGREGATE:
        return messages_of(body.value)
    if verb is Verb.SEND_FEEDBACK:
        return feedback_of(body.value)
    if body.text is not None and len(body.text) > LARGE_BYTES:
        from seldon_wrapper.rest.decode_large import read_large  # noqa: PLC0415 - brings simdjson

        large = read_large(body.text)
        if large is not None:
            return large
    return message_of(body.value)
