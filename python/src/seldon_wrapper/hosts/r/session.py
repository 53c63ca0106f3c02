"""One R with one component in it: what ``R/host.R`` has, as functions of Python."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from seldon_wrapper.hosts.r import crash, embedding
from seldon_wrapper.hosts.r.errors import RError
from seldon_wrapper.hosts.r.from_r import FromR, Payload
from seldon_wrapper.hosts.r.memory import LIST, RMemory, Sexp
from seldon_wrapper.hosts.r.thread import ENDING_S, RThread, interrupted
from seldon_wrapper.hosts.r.to_r import ToR

_PACKAGE = "seldon"
_LOG = logging.getLogger(__name__)
T = TypeVar("T")
Fill = Callable[[ToR, Sexp], None]
"""Puts the arguments of a call into a list."""


@dataclass(frozen=True, slots=True)
class Made:
    """What an R component's object is.

    Attributes:
        class_name: Its first class.
        wants: What each verb's method takes, of those it has: newdata, names, meta, …
        hooks: Those it has: tags, metrics, …
        input_form: ``data.frame`` or ``matrix``.
    """

    class_name: str
    wants: dict[str, list[str]]
    hooks: list[str]
    input_form: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb gave, with the call's own tags and metrics."""

    payload: Payload
    tags: Any
    metrics: Any


class RSession:
    """R, in its own thread."""

    def __init__(self) -> None:
        """Begin without R, which starts with the first call."""
        self.thread = RThread(embedding.InterruptFlag)
        self._r: _R | None = None

    def source(self, path: Path) -> list[str]:
        """Read the component's file, and give the verbs that it has methods of."""
        return self._ask(
            "host_source", 1, lambda to_r, into: to_r.put(into, 0, str(path)), _plain_strings
        )

    def make(self, parameters: Mapping[str, object]) -> Made:
        """Make the component's object."""
        return self._ask(
            "host_make", 1, lambda to_r, into: to_r.put_parameters(into, 0, parameters), _made
        )

    def call(self, verb: str, count: int, fill: Fill) -> Answer:
        """Ask a verb.

        Args:
            verb: One of ``Made.wants``.
            count: How many values it takes.
            fill: Puts them into a list of that length.
        """
        return self._ask("host_call", 2, _arguments(verb, count, fill), _answer)

    def raw(self, verb: str, message: Any) -> Any:
        """Ask a raw verb, and give its whole answer as JSON has it; without a member it is a list.

        Args:
            verb: One of ``Made.wants``, whose name ends with ``_raw``.
            message: As JSON has it.
        """
        fill = _arguments(verb, 1, lambda to_r, into: to_r.put(into, 0, message))
        return self._ask("host_raw", 2, fill, FromR.plain)

    def hook(self, name: str) -> Any:
        """Ask a hook, and give what it gives as JSON has it; of health_status the payload."""
        read = FromR.payload if name == "health_status" else FromR.plain
        return self._ask("host_hook", 1, lambda to_r, into: to_r.put(into, 0, name), read)

    def _ask(self, function: str, count: int, fill: Fill, read: Callable[[FromR, Sexp], T]) -> T:
        """Call a function of ``R/host.R`` in R's thread."""

        def ask() -> T:
            if self._r is None:
                self._r = _R()
                crash.guard(self._crashed, ENDING_S)
            return self._r.ask(function, count, fill, read)

        return self.thread.call(ask)

    def _crashed(self, found: crash.Crash) -> None:
        _LOG.critical("%s; the server ends with code %d", found.text, found.code)
        self.thread.break_off(found.text, found.code)


@functools.cache
def the_session() -> RSession:
    """Give the one R of this process, which holds one component."""
    return RSession()


class _R:
    """R itself; used in its thread alone."""

    def __init__(self) -> None:
        lib, ffi = embedding.start()
        memory = RMemory(lib, ffi)
        self._memory = memory
        self._functions: dict[str, Sexp] = {}
        self._error = ffi.new("int *")
        embedding.attach(memory, _PACKAGE)
        self._to_r = ToR(memory)
        self._from_r = FromR(memory)

    def ask(self, function: str, count: int, fill: Fill, read: Callable[[FromR, Sexp], T]) -> T:
        """Call a function with as many arguments as ``fill`` puts into a list.

        Raises:
            RError: As the component raised it.
            CallTimeoutError: The call was interrupted.
        """
        lib, held = self._memory.lib, 1
        arguments = lib.Rf_protect(lib.Rf_allocVector(LIST, count))
        try:
            fill(self._to_r, arguments)
            values = [lib.VECTOR_ELT(arguments, place) for place in range(count)]
            build = lib.Rf_lang2 if count == 1 else lib.Rf_lang3
            call = lib.Rf_protect(build(self._function(function), *values))
            held += 1
            result = lib.R_tryEval(call, lib.R_GlobalEnv, self._error)
            if self._error[0]:
                raise interrupted()
            lib.Rf_protect(result)
            held += 1
            return self._read(result, read)
        finally:
            lib.Rf_unprotect(held)

    def _read(self, result: Sexp, read: Callable[[FromR, Sexp], T]) -> T:
        """Read what ``guarded`` gives."""
        element, plain = self._memory.lib.VECTOR_ELT, self._from_r.plain
        for warning in self._memory.strings(element(result, 2)):
            _LOG.warning("R: %s", warning)
        word = plain(element(result, 0))
        if word == "value":
            return read(self._from_r, element(result, 1))
        if word == "interrupted":
            raise interrupted()
        status, reason = plain(element(result, 3)), plain(element(result, 4))
        raise RError(
            plain(element(result, 1)) or "",
            None if status is None else int(status),
            reason,
            [line or "" for line in self._memory.strings(element(result, 5))],
        )

    def _function(self, name: str) -> Sexp:
        if name not in self._functions:
            self._functions[name] = self._memory.function(name, _PACKAGE)
        return self._functions[name]


def _arguments(verb: str, count: int, fill: Fill) -> Fill:
    """Give what fills in a verb's name and the list of its values."""

    def both(to_r: ToR, into: Sexp) -> None:
        to_r.put(into, 0, verb)
        fill(to_r, to_r.list_at(into, 1, count))

    return both


def _plain_strings(from_r: FromR, sexp: Sexp) -> list[str]:
    return from_r.texts(sexp)


def _made(from_r: FromR, sexp: Sexp) -> Made:
    class_name, verbs, wants, hooks, form = from_r.elements(sexp)
    return Made(
        from_r.texts(class_name)[0],
        dict(zip(from_r.texts(verbs), map(from_r.texts, from_r.elements(wants)), strict=True)),
        from_r.texts(hooks),
        from_r.texts(form)[0],
    )


def _answer(from_r: FromR, sexp: Sexp) -> Answer:
    payload, tags, metrics = from_r.elements(sexp)
    return Answer(from_r.payload(payload), from_r.plain(tags), from_r.plain(metrics))
