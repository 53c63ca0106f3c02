"""An R component as a class of Python, which the server takes like any other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from seldon_wrapper import protos
from seldon_wrapper.hosts.r.errors import RError
from seldon_wrapper.hosts.r.from_r import Payload, opaque
from seldon_wrapper.hosts.r.memory import Sexp
from seldon_wrapper.hosts.r.session import Answer, Made, RSession, the_session
from seldon_wrapper.hosts.r.thread import Task
from seldon_wrapper.hosts.r.to_r import ToR, default_names
from seldon_wrapper.load_error import LoadError
from seldon_wrapper.response import SeldonResponse

_HTTP_STATUSES = range(200, 600)
_AGGREGATE, _FEEDBACK = "aggregate", "send_feedback"
# What R's hooks are called in Python, where the name differs.
_HOOKS = {"metadata": "init_metadata"}


class RComponent:
    """The object that ``initialise_seldon(params)`` makes, for one file of R.

    Its verbs and hooks are those that the R object has methods of; others are None.
    """

    session: ClassVar[RSession]
    verbs_of_file: ClassVar[list[str]]

    def __init__(self, **parameters: object) -> None:
        """Make the object.

        Raises:
            LoadError: ``initialise_seldon`` failed, or the object has no method of a verb.
        """
        try:
            self._made = self.session.make(parameters)
        except RError as error:
            remedy = "Mend initialise_seldon, or what it needs at start (files, parameters)."
            raise LoadError(f"initialise_seldon failed: {error}", remedy) from error
        self._check_verbs(self._made)
        for verb, ask in _METHODS.items():
            setattr(self, verb, ask.__get__(self) if verb in self._made.wants else None)
        for name in self._made.hooks:
            setattr(self, _HOOKS.get(name, name), self._hook(name))

    def interrupt_call(self, owner: int, timeout_s: float | None) -> None:
        """Stop what a thread has R do, since nobody waits for it any more (see ``RThread``)."""
        self.session.thread.interrupt(owner, timeout_s)

    def enter(self, task: Task) -> None:
        """Have a task run in R's thread, from which R is asked without a change of threads."""
        self.session.thread.enter(task)

    def when_broken(self, end_server: Callable[[int], object]) -> None:
        """Say how the server is told to end with a code, once R can answer nothing any more."""
        self.session.thread.when_broken(end_server)

    def _check_verbs(self, made: Made) -> None:
        expected = self.verbs_of_file or ["predict"]
        if not set(expected) & set(made.wants):
            message = (
                f"the object is of class {made.class_name}, which has no method of "
                f"{' or '.join(expected)} (expected: {expected[0]}.{made.class_name})"
            )
            raise LoadError(message, "Add the method, or mend the class of the object.")

    def _hook(self, name: str) -> Callable[[], Any]:
        if name == "health_status":
            return lambda: _returned(self.session.hook(name), None, name)
        if name in {"class_names", "feature_names"}:
            return lambda: _listed(self.session.hook(name))
        if name == "metrics":
            return lambda: _metrics(self.session.hook(name))
        # An empty list of R has no names, and so is no mapping.
        return lambda: self.session.hook(name) or {}

    def _ask(self, verb: str, values: Mapping[str, Any], requests: list[_Value]) -> SeldonResponse:
        """Ask R, and make of its answer what a component of Python returns."""
        wants = self._made.wants[verb]

        def fill(to_r: ToR, into: Sexp) -> None:
            for place, name in enumerate(wants):
                value = values.get(name)
                if isinstance(value, _Value):
                    value.put(to_r, into, place, self._made.input_form)
                elif isinstance(value, _Values):
                    inner = to_r.list_at(into, place, len(value.each))
                    for index, one in enumerate(value.each):
                        one.put(to_r, inner, index, self._made.input_form)
                else:
                    to_r.put(into, place, value)

        return _response(self.session.call(verb, len(wants), fill), requests, verb)


class _Value:
    """A payload with its names."""

    __slots__ = ("names", "value")

    def __init__(self, value: Any, names: list[str]) -> None:
        self.value = value
        self.names = names

    def put(self, to_r: ToR, into: Sexp, index: int, form: str) -> None:
        if isinstance(self.value, np.ndarray):
            to_r.put_rows(into, index, self.value, self.names, form)
        else:
            to_r.put(into, index, self.value)

    def has(self, names: list[str], width: int) -> bool:
        """Whether these are the names under which R got the columns."""
        return names == self.names or names == list(default_names(width))


class _Values:
    """The payloads of an aggregate."""

    __slots__ = ("each",)

    def __init__(self, each: list[_Value]) -> None:
        self.each = each


def _asks_one(verb: str, argument: str) -> Callable[..., SeldonResponse]:
    def ask(self: RComponent, X: Any, names: list[str], meta: Any) -> SeldonResponse:
        value = _Value(X, names)
        return self._ask(verb, {argument: value, "names": names, "meta": meta}, [value])

    return ask


def _aggregate(
    self: RComponent, Xs: list[Any], names: list[list[str]], meta: Any
) -> SeldonResponse:
    values = [_Value(value, its) for value, its in zip(Xs, names, strict=True)]
    given = {"data": _Values(values), "names": names, "meta": meta}
    return self._ask(_AGGREGATE, given, values)


def _send_feedback(  # noqa: PLR0917 - Component calls it by position and by name
    self: RComponent, X: Any, names: list[str], reward: float, truth: Any, routing: int | None
) -> SeldonResponse:
    value = _Value(X, names)
    given = {
        "request": value,
        "reward": reward,
        "truth": _Value(truth, []),
        "routing": routing,
        "names": names,
    }
    return self._ask(_FEEDBACK, given, [value])


def _asks_raw(verb: str) -> Callable[..., Any]:
    def ask(self: RComponent, message: Any) -> Any:
        # A body that is passed through is bytes.
        asked = message if isinstance(message, bytes) else protos.as_json(message)
        answer = self.session.raw(verb, asked) or {}
        status = answer.get("status")
        # R's numbers are doubles, and only whole ones are an HTTP status.
        if isinstance(status, dict) and status.get("code") in _HTTP_STATUSES:
            status["code"] = int(status["code"])
        return answer

    return ask


_VERBS: dict[str, Callable[..., Any]] = {
    "predict": _asks_one("predict", "newdata"),
    "transform_input": _asks_one("transform_input", "newdata"),
    "transform_output": _asks_one("transform_output", "newdata"),
    "route": _asks_one("route", "data"),
    _AGGREGATE: _aggregate,
    _FEEDBACK: _send_feedback,
}
_METHODS = _VERBS | {f"{verb}_raw": _asks_raw(f"{verb}_raw") for verb in _VERBS}


def component_class(path: Path) -> type:
    """Read an R file, and give the class of its component.

    Raises:
        RError: As R raised it while it read the file.
    """
    session = the_session()
    verbs = session.source(path)
    methods = {verb: _METHODS[verb] for verb in verbs or ["predict"]}
    return type(path.stem, (RComponent,), {**methods, "session": session, "verbs_of_file": verbs})


def _response(answer: Answer, requests: list[_Value], verb: str) -> SeldonResponse:
    payload = answer.payload
    data = _returned(payload, requests[0].value if requests else None, verb)
    if verb == "route" and isinstance(data, np.ndarray) and data.size == 1:
        data = data.item()
    response = SeldonResponse(data, answer.tags or {}, _metrics(answer.metrics))
    names = payload.names
    if names and isinstance(data, np.ndarray) and data.ndim > 1:
        width = data.shape[1]
        if not any(request.has(names, width) for request in requests):
            response.names = names
    return response


def _returned(payload: Payload, request: Any, verb: str) -> Any:
    """Give an answer as a component of Python would, by the kind of what was asked."""
    value = payload.value
    if payload.kind == "none":
        return None if verb == _FEEDBACK else opaque("NULL")
    if payload.kind == "any":
        return _any(*value)
    if payload.kind == "other":
        return opaque(value)
    if payload.kind == "frame" and isinstance(request, np.ndarray) and request.ndim == 1:
        return value[0] if len(value) == 1 else value
    if payload.kind == "vector" and isinstance(request, np.ndarray):
        return value if request.ndim or value.size != 1 else value.reshape(())
    if payload.kind != "vector":
        return value
    if value.size == 1 and (_is_json(request) or value.dtype.kind in "UO"):
        return value.tolist()[0]
    return value.tolist() if _is_json(request) else value


def _is_json(request: Any) -> bool:
    """Whether a request's value can only have come as jsonData."""
    return request is None or isinstance(request, (Mapping, list, bool, int, float))


def _any(type_url: str, value: bytes) -> Any:
    from google.protobuf.any_pb2 import Any as AnyMessage  # noqa: PLC0415 - rarely needed

    return AnyMessage(type_url=type_url, value=value)


def _listed(value: Any) -> list[Any] | None:
    """Give a vector of R, in which one element is no list."""
    return value if value is None or isinstance(value, list) else [value]


def _metrics(value: Any) -> Any:
    """Give metrics as a list; their tags may be a list without a name in R, which is no mapping."""
    if isinstance(value, list):
        for metric in value:
            if isinstance(metric, dict) and metric.get("tags") == []:
                del metric["tags"]
    return [] if value is None else value
