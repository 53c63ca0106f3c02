"""From R's values to those of a message, row-major; the forms are those of ``R/payloads.R``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from seldon_wrapper.hosts.r.memory import (
    INTEGER,
    LIST,
    LOGICAL,
    NIL,
    RAW,
    REAL,
    STRING,
    RMemory,
    Sexp,
)
from seldon_wrapper.message.leaves import are_simple

Array = npt.NDArray[Any]
_NA_INTEGER = -(2**31)
_SEPARATOR = "\x1f"
_MANY_STRINGS = 128


@dataclass(slots=True)
class Payload:
    """What a component returned.

    Attributes:
        kind: A word of ``R/payloads.R``; ``vector`` is an array without dimensions.
        value: An array (vector, array, frame, cells), plain values (list, scalar), bytes (raw),
            type and bytes (any), the name of a class (other), or None (none).
        names: Of the array's columns, or None.
    """

    kind: str
    value: Any
    names: list[str] | None = None


class FromR:
    """Reads R objects; used in R's thread alone."""

    def __init__(self, memory: RMemory) -> None:
        """Take where to read."""
        self._memory = memory
        self._join = memory.lib.Rf_install(b"host_join")
        self._error = memory.ffi.new("int *")

    def payload(self, sexp: Sexp) -> Payload:
        """Read what ``as_payload`` gave; the object must be held."""
        parts = self._parts(sexp)
        kind = self._memory.strings(parts["kind"])[0] or ""
        if kind == "none":
            return Payload(kind, None)
        value = parts["value"]
        names = self._names(parts.get("names"))
        if kind == "frame":
            return Payload(kind, self._rows(value, self._shape(parts["dim"])), names)
        if kind == "array":
            flat = self._vector(value)
            if "dim" not in parts:
                return Payload("vector", flat)
            shape = self._shape(parts["dim"])
            return Payload(kind, np.ascontiguousarray(flat.reshape(shape, order="F")), names)
        if kind == "cells":
            cells = _objects(self.plain(value))
            return Payload(kind, cells.reshape(self._shape(parts["dim"]), order="F"), names)
        return Payload(kind, self.plain(value))

    def plain(self, sexp: Sexp) -> Any:
        """Read what ``nested`` gave, as JSON has it; a vector of one element is that element."""
        memory = self._memory
        kind = memory.type_of(sexp)
        if kind == NIL:
            return None
        if kind == RAW:
            return bytes(memory.ffi.buffer(memory.lib.RAW(sexp), memory.lib.Rf_xlength(sexp)))
        if kind == LIST:
            return self._list(sexp)
        # Names of a vector's elements come along unasked (a row of a matrix has its columns'): as
        # in jsonlite, only those of a list count.
        values = self._vector(sexp).tolist()
        dim = memory.lib.Rf_getAttrib(sexp, memory.dim)
        if dim != memory.nil:
            return _objects(values).reshape(self._shape(dim), order="F").tolist()
        return values[0] if len(values) == 1 else values

    def elements(self, sexp: Sexp) -> list[Sexp]:
        """Give the elements of a list; they are held as long as it is."""
        lib = self._memory.lib
        return [lib.VECTOR_ELT(sexp, place) for place in range(lib.Rf_xlength(sexp))]

    def texts(self, sexp: Sexp) -> list[str]:
        """Read strings of which none is NA."""
        if sexp == self._memory.nil:
            return []
        return [text or "" for text in self._memory.strings(sexp)]

    def _list(self, sexp: Sexp) -> Any:
        memory = self._memory
        if memory.lib.Rf_getAttrib(sexp, memory.class_) != memory.nil:
            kind = memory.lib.Rf_getAttrib(sexp, memory.lib.Rf_install(b"type"))
            return opaque(memory.strings(kind)[0] or "")
        items = [self.plain(item) for item in self.elements(sexp)]
        dim = memory.lib.Rf_getAttrib(sexp, memory.dim)
        if dim != memory.nil:
            return _objects(items).reshape(self._shape(dim), order="F").tolist()
        names = memory.names_of(sexp)
        if names is None:
            return items
        return dict(zip((name or "" for name in names), items, strict=True))

    def _parts(self, sexp: Sexp) -> dict[str, Sexp]:
        """Give the elements of a list by their names, those that are NULL left out."""
        memory = self._memory
        found = {}
        for place, name in enumerate(memory.names_of(sexp) or []):
            item = memory.lib.VECTOR_ELT(sexp, place)
            if item != memory.nil:
                found[name or ""] = item
        return found

    def _names(self, sexp: Sexp | None) -> list[str] | None:
        return None if sexp is None else self.texts(sexp)

    def _shape(self, sexp: Sexp) -> tuple[int, ...]:
        return tuple(self._cells(sexp, INTEGER).tolist())

    def _rows(self, columns: Sexp, shape: tuple[int, ...]) -> Array:
        """Put columns beside each other, of one type if they have one.

        Args:
            columns: A list of them, or all cells in one vector.
            shape: Rows and columns.
        """
        if self._memory.type_of(columns) != LIST:
            return np.ascontiguousarray(self._vector(columns).reshape(shape, order="F"))
        lib, width = self._memory.lib, shape[1]
        kinds = {self._memory.type_of(lib.VECTOR_ELT(columns, place)) for place in range(width)}
        found = [self._column(lib.VECTOR_ELT(columns, place)) for place in range(width)]
        if not found:
            return np.empty(shape)
        if kinds <= {INTEGER, REAL} and all(column.dtype.kind in "if" for column in found):
            return np.stack(found, axis=1)
        if len({column.dtype.kind for column in found}) == 1 and found[0].dtype.kind in "bU":
            return np.stack(found, axis=1)
        rows = np.empty(shape, object)
        for place, column in enumerate(found):
            rows[:, place] = column if column.dtype.kind == "O" else _objects(column.tolist())
        return rows

    def _column(self, sexp: Sexp) -> Array:
        if self._memory.type_of(sexp) == LIST:
            return _objects(self.plain(sexp))
        return self._vector(sexp)

    def _vector(self, sexp: Sexp) -> Array:
        """Read a vector; what is missing is NaN among numbers, else None."""
        kind = self._memory.type_of(sexp)
        if kind == STRING:
            texts = self._strings(sexp)
            if not texts:
                # An object array without values would be taken for numbers.
                return np.empty(0, dtype=np.str_)
            if None in texts or any(text and text.endswith("\0") for text in texts):
                return _objects(texts)
            return np.array(texts) if _narrow(texts) else _objects(texts)
        cells = self._cells(sexp, kind)
        if kind == REAL:
            return cells
        missing = cells == _NA_INTEGER
        if not missing.any():
            return cells.astype(bool) if kind == LOGICAL else cells
        if kind == INTEGER:
            numbers = cells.astype(np.float64)
            numbers[missing] = np.nan
            return numbers
        found = _objects((cells != 0).tolist())
        found[missing] = None
        return found

    def _cells(self, sexp: Sexp, kind: int) -> Array:
        """Copy the cells of numbers out of R."""
        memory, lib = self._memory, self._memory.lib
        size = lib.Rf_xlength(sexp)
        if kind == REAL:
            return np.frombuffer(memory.ffi.buffer(lib.REAL(sexp), size * 8), np.float64).copy()
        cells = lib.INTEGER(sexp) if kind == INTEGER else lib.LOGICAL(sexp)
        return np.frombuffer(memory.ffi.buffer(cells, size * 4), np.int32).copy()

    def _strings(self, sexp: Sexp) -> list[str | None]:
        memory, lib = self._memory, self._memory.lib
        size = lib.Rf_xlength(sexp)
        if size < _MANY_STRINGS:
            return memory.strings(sexp)
        call = lib.Rf_protect(lib.Rf_lang2(self._join, sexp))
        joined = lib.Rf_protect(lib.R_tryEval(call, memory.namespace, self._error))
        parts = (memory.strings(joined)[0] or "").split(_SEPARATOR)
        lib.Rf_unprotect(2)
        # NA is pasted as text, and a text may hold the separator.
        if len(parts) != size or "NA" in parts:
            return memory.strings(sexp)
        return list(parts)


def opaque(name: str) -> object:
    """Give an object of a type by the name of R's class, for the texts of errors."""
    return type(name, (), {})()


def _objects(values: list[Any]) -> Array:
    """Give an array of objects, whatever they are."""
    found = np.empty(len(values), object)
    if are_simple(values):
        found[:] = values
        return found
    for place, item in enumerate(values):
        found[place] = item
    return found


def _narrow(texts: list[Any]) -> bool:
    """Whether an array of strings, each as wide as the longest, is not much larger than these."""
    longest = max(map(len, texts))
    return longest * len(texts) <= 1048576 + 4 * sum(map(len, texts))
