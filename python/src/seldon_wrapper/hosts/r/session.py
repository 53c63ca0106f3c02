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
from seldon_wrapper.hosts.r.native import LIBRARY, Native
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


@dataclass(slots=True)
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
            "host_source", lambda to_r, into: to_r.put(into, 0, str(path)), _plain_strings
        )

    def make(self, parameters: Mapping[str, object]) -> Made:
        """Make the component's object."""
        return self._ask(
            "host_make", lambda to_r, into: to_r.put_parameters(into, 0, parameters), _made
        )

    def call(self, verb: str, count: int, fill: Fill) -> Answer:
        """Ask a verb.

        Args:
            verb: One of ``Made.wants``.
            count: How many values it takes.
            fill: Puts them into a list of that length.
        """
        return self.thread.call(lambda: self._up().call(verb, count, fill))

    def raw(self, verb: str, message: Any) -> Any:
        """Ask a raw verb, and give its whole answer as JSON has it; without a member it is a list.

        Args:
            verb: One of ``Made.wants``, whose name ends with ``_raw``.
            message: As JSON has it.
        """
        return self.thread.call(lambda: self._up().raw(verb, message))

    def hook(self, name: str) -> Any:
        """Ask a hook, and give what it gives as JSON has it; of health_status the payload."""
        read = FromR.payload if name == "health_status" else FromR.plain
        return self._ask("host_hook", lambda to_r, into: to_r.put(into, 0, name), read)

    def _ask(self, function: str, fill: Fill, read: Callable[[FromR, Sexp], T]) -> T:
        """Call a function of ``R/host.R`` in R's thread."""
        return self.thread.call(lambda: self._up().ask(function, fill, read))

    def _up(self) -> _R:
        """Give R, which is started by the first call."""
        if self._r is None:
            self._r = _R()
            crash.guard(self._crashed, ENDING_S)
        return self._r

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
        embedding.attach(memory, _PACKAGE, LIBRARY)
        self._native = Native(memory)
        self._error = ffi.new("int *")
        self._to_r = ToR(memory, self._native)
        self._from_r = FromR(memory)

    def call(self, verb: str, count: int, fill: Fill) -> Answer:
        """Ask a verb with as many values as ``fill`` puts into a list.

        Raises:
            RError: As the component raised it.
            CallTimeoutError: The call was interrupted.
        """
        native = self._native
        try:
            fill(self._to_r, native.arguments(count))
            if not native.ask("host_call", verb):
                raise interrupted()
            payload, warnings = native.payload()
            if payload is None:
                return self._read(native.result(), _answer)
            if warnings:
                self._log_warnings(native.result())
            return Answer(payload, None, None)
        finally:
            native.forget()

    def raw(self, verb: str, message: Any) -> Any:
        """Ask a raw verb; raises as ``call``."""
        native = self._native
        try:
            self._to_r.put(native.arguments(1), 0, message)
            if not native.ask("host_raw", verb):
                raise interrupted()
            return self._read(native.result(), FromR.plain)
        finally:
            native.forget()

    def ask(self, function: str, fill: Fill, read: Callable[[FromR, Sexp], T]) -> T:
        """Call a function with the one argument that ``fill`` puts into a list.

        Raises:
            RError: As R raised it.
            CallTimeoutError: The call was interrupted.
        """
        lib, held = self._memory.lib, 1
        arguments = lib.Rf_protect(lib.Rf_allocVector(LIST, 1))
        try:
            fill(self._to_r, arguments)
            symbol = lib.Rf_install(function.encode())
            call = lib.Rf_protect(lib.Rf_lang2(symbol, lib.VECTOR_ELT(arguments, 0)))
            held += 1
            result = lib.R_tryEval(call, self._memory.namespace, self._error)
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
        self._log_warnings(result)
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

    def _log_warnings(self, result: Sexp) -> None:
        for warning in self._memory.strings(self._memory.lib.VECTOR_ELT(result, 2)):
            _LOG.warning("R: %s", warning)


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
