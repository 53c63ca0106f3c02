"""The user's object, as dispatch sees it.

Signatures are looked at once, when the object is wrapped; a call never guesses again (DIS-1).
Methods of the base class ``seldon_core.user_model.SeldonComponent`` that only stand there to be
overridden are marked as stubs and count as absent.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from types import FunctionType, MethodType
from typing import Any

from seldon_wrapper.binding import Call, bind
from seldon_wrapper.errors import ComponentError
from seldon_wrapper.message.json_value import key_of, plain
from seldon_wrapper.user_errors import SeldonNotImplementedError
from seldon_wrapper.verbs import Verb

STUB_MARK = "__seldon_stub__"
TRANSPORTS = ("rest", "grpc")

_LEADING = {
    Verb.AGGREGATE: ("values", "names"),
    Verb.SEND_FEEDBACK: ("value", "names"),
}
_NAMED = {Verb.SEND_FEEDBACK: ("reward", "truth", "routing")}


class Component:
    """Wraps a user's object.

    Attributes:
        user: The object itself.
        error_blueprint: Its ``model_error_handler``, a Flask blueprint, or None (ERR-10).
    """

    def __init__(self, user: object) -> None:
        self.user = user
        self.error_blueprint = getattr(user, "model_error_handler", None)
        self._verbs: dict[Verb, Call] = {}
        self._raw: dict[tuple[Verb, str], Callable[[Any], Any]] = {}
        for verb in Verb:
            self._look_at(verb)
        self._tags = self._own("tags")
        self._metrics = self._own("metrics")
        self._health = self._own("health_status")
        self._health_raw = self._own("health_status_raw")
        self._metadata = self._own("init_metadata")
        score = self._own("score")
        self.score = bind(score, ("value", "names"), ("meta",)) if score else None

    def _look_at(self, verb: Verb) -> None:
        method = self._own(verb.method)
        if method:
            self._verbs[verb] = _bind(verb, method)
        for transport in TRANSPORTS:
            raw = self._own(f"{verb.method}_raw") or self._own(f"{verb.method}_{transport}")
            if raw:
                self._raw[verb, transport] = raw

    def _own(self, name: str) -> Callable[..., Any] | None:
        method = getattr(self.user, name, None)
        if not callable(method) or getattr(method, STUB_MARK, False):
            return None
        return method  # type: ignore[no-any-return]

    def has(self, verb: Verb) -> bool:
        """Whether the component has the verb's plain method."""
        return verb in self._verbs

    def call(self, verb: Verb, values: Mapping[str, Any]) -> Any:
        """Call the verb's plain method once.

        Args:
            verb: One that the component has.
            values: What its parameters may be bound to: value or values, names, meta, and for
                feedback reward, truth and routing.
        """
        return self._verbs[verb](values)

    def raw(self, verb: Verb, transport: str) -> Callable[[Any], Any] | None:
        """Give the raw method for a verb over ``rest`` or ``grpc``, if there is one (DIS-7)."""
        return self._raw.get((verb, transport))

    def load(self) -> None:
        """Let the component load what it needs; called once, before the first call."""
        _ask(self._own("load"), None)

    def class_names(self) -> list[str] | None:
        """Give the component's ``class_names``, a method or an attribute."""
        return self._names("class_names")

    def feature_names(self) -> list[str] | None:
        """Give the component's ``feature_names``, a method or an attribute."""
        return self._names("feature_names")

    def _names(self, name: str) -> list[str] | None:
        names = getattr(self.user, name, None)
        if callable(names):
            names = _ask(self._own(name), None)
        return None if names is None else [str(item) for item in names]

    def tags(self) -> dict[str, Any]:
        """Give the component's own tags, as plain JSON values.

        Raises:
            ComponentError: No mapping, or with values that JSON does not have.
        """
        if self._tags is None:
            return {}
        return checked_tags(_ask(self._tags, {}), "tags()")

    def metrics(self) -> Any:
        """Give what ``metrics()`` returns, unchecked; an empty list without it."""
        return [] if self._metrics is None else _ask(self._metrics, [])

    def health_status(self) -> Any:
        """Give what ``health_status()`` returns; ``"healthy"`` without it (HLT-3)."""
        return _ask(self._health, "healthy")

    @property
    def health_status_raw(self) -> Callable[[], Any] | None:
        """The raw health method, if there is one; it gives the whole message."""
        return self._health_raw

    def metadata(self) -> Any:
        """Give what ``init_metadata()`` returns; an empty dict without it (MDA-1)."""
        return _ask(self._metadata, {})


def check_signatures(cls: type) -> None:
    """Bind the verbs of a class, of which there is no object yet.

    Raises:
        BindingError: A method has a parameter that nothing can be given for.
    """
    for verb in Verb:
        method = inspect.getattr_static(cls, verb.method, None)
        if isinstance(method, FunctionType) and not getattr(method, STUB_MARK, False):
            _bind(verb, MethodType(method, cls))


def _bind(verb: Verb, method: Callable[..., Any]) -> Call:
    return bind(method, _LEADING.get(verb, ("value", "names")), _NAMED.get(verb, ("meta",)))


def _ask(method: Callable[[], Any] | None, default: Any) -> Any:
    """Call an optional method; a default for one that is absent or says that it is."""
    if method is None:
        return default
    try:
        return method()
    except SeldonNotImplementedError:
        return default


def checked_tags(tags: Any, what: str) -> dict[str, Any]:
    """Give tags as a dict of plain JSON values.

    Args:
        tags: What the component gave; None counts as none.
        what: Where it came from, for the error's text.

    Raises:
        ComponentError: No mapping, or with values that JSON does not have.
    """
    if tags is None or (type(tags) is dict and not tags):
        return {}
    if not isinstance(tags, Mapping):
        message = f"{what}: {type(tags).__name__} (expected: a mapping)"
        raise ComponentError(message)
    found: dict[str, Any] = {}
    for key, value in tags.items():
        found[key_of(key, "meta.tags answer")] = plain(value, "meta.tags answer")
    return found
