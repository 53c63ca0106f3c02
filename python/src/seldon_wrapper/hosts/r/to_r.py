"""From the values of a message to R's: rows and columns become a data frame or a matrix.

Cells are never touched one by one: numbers are turned round by the server's C, and a long column
of text goes over as one string.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from seldon_wrapper.errors import PayloadError
from seldon_wrapper.hosts.r.memory import INTEGER, LIST, LOGICAL, RAW, REAL, STRING, RMemory, Sexp
from seldon_wrapper.hosts.r.native import Native

Array = npt.NDArray[Any]
_NA_REAL_BITS = 0x7FF00000000007A2
_NA_INTEGER = -(2**31)
_SEPARATOR = "\x1f"
# From here on one call of R's strsplit is cheaper than one of mkChar for each.
_MANY_STRINGS = 128
_KEPT_NAMES = 64


class ToR:
    """Puts values into R lists; used in R's thread alone."""

    def __init__(self, memory: RMemory, native: Native) -> None:
        """Make what every data frame has."""
        self._memory = memory
        self._native = native
        self._frame_class = memory.kept_strings(["data.frame"])
        self._any_class = memory.kept_strings(["seldon_any"])
        self._split = memory.lib.Rf_install(b"host_split")
        self._error = memory.ffi.new("int *")
        self._names: dict[tuple[str, ...], Sexp] = {}

    def put(self, into: Sexp, index: int, value: Any) -> None:
        """Put a value that is no array of rows at a place of a list: JSON, text, bytes, an Any.

        Raises:
            PayloadError: Text with a NUL character, which R cannot have.
        """
        memory, lib = self._memory, self._memory.lib
        if value is None:
            lib.SET_VECTOR_ELT(into, index, memory.nil)
        elif isinstance(value, (bool, np.bool_)):
            lib.SET_VECTOR_ELT(into, index, lib.Rf_ScalarLogical(int(value)))
        elif isinstance(value, (int, float, np.number)):
            lib.SET_VECTOR_ELT(into, index, lib.Rf_ScalarReal(_double(value)))
        elif isinstance(value, str):
            self._put_strings(into, index, [value])
        elif isinstance(value, (bytes, bytearray)):
            vector = self._new(into, index, RAW, len(value))
            memory.ffi.memmove(lib.RAW(vector), value, len(value))
        elif isinstance(value, Mapping):
            vector = self._new(into, index, LIST, len(value))
            memory.set_names(vector, [_text(key) for key in value])
            for place, item in enumerate(value.values()):
                self.put(vector, place, item)
        elif isinstance(value, (list, tuple)):
            vector = self._new(into, index, LIST, len(value))
            for place, item in enumerate(value):
                self.put(vector, place, item)
        else:
            self._put_any(into, index, value)

    def _put_any(self, into: Sexp, index: int, value: Any) -> None:
        vector = self._new(into, index, LIST, 2)
        self._memory.set_names(vector, ["type_url", "value"])
        self.put(vector, 0, value.type_url)
        self.put(vector, 1, value.value)
        self._memory.lib.Rf_setAttrib(vector, self._memory.class_, self._any_class)

    def put_parameters(self, into: Sexp, index: int, parameters: Mapping[str, object]) -> None:
        """Put typed parameters: whole numbers as R's integers where they fit (PAR-1)."""
        memory = self._memory
        vector = self.list_at(into, index, len(parameters))
        memory.set_names(vector, [_text(name) for name in parameters])
        for place, value in enumerate(parameters.values()):
            if type(value) is int and abs(value) < -_NA_INTEGER:
                whole = memory.lib.Rf_ScalarInteger(value)
                memory.lib.SET_VECTOR_ELT(vector, place, whole)
            else:
                self.put(vector, place, value)

    def list_at(self, into: Sexp, index: int, length: int) -> Sexp:
        """Put a new list at a place of a list, to be filled."""
        return self._new(into, index, LIST, length)

    def put_rows(self, into: Sexp, index: int, array: Array, names: list[str], form: str) -> None:
        """Put an array at a place of a list, in the form that the component asks for.

        Args:
            into: A list that something holds.
            index: The place.
            array: Of one dimension, which counts as one row, two, or more.
            names: The request's; used where there is one for each column.
            form: ``data.frame`` or ``matrix``.
        """
        if array.ndim > 2 or not array.ndim or form == "matrix":
            self._put_array(into, index, array)
            if array.ndim == 2 and names and len(names) == array.shape[1]:
                self._name_columns(self._memory.lib.VECTOR_ELT(into, index), names)
            return
        rows = array if array.ndim == 2 else array.reshape(1, -1)
        width = rows.shape[1]
        kept = self._kept_names(tuple(names) if len(names) == width else default_names(width))
        if rows.dtype.kind in "iuf" and not _fits_integer(rows):
            self._native.put_frame(into, index, rows, kept)
        else:
            self._put_columns(into, index, rows, kept)

    def _put_columns(self, into: Sexp, index: int, rows: Array, names: Sexp) -> None:
        """Put a data frame of columns that are no doubles."""
        lib, memory = self._memory.lib, self._memory
        count, width = rows.shape
        frame = self._new(into, index, LIST, width)
        for column in range(width):
            self._put_vector(frame, column, rows[:, column])
        lib.Rf_setAttrib(frame, memory.names, names)
        compact = lib.Rf_protect(lib.Rf_allocVector(INTEGER, 2))
        cells = lib.INTEGER(compact)
        cells[0], cells[1] = _NA_INTEGER, -count
        lib.Rf_setAttrib(frame, memory.row_names, compact)
        lib.Rf_unprotect(1)
        lib.Rf_setAttrib(frame, memory.class_, self._frame_class)

    def _new(self, into: Sexp, index: int, kind: int, length: int) -> Sexp:
        lib = self._memory.lib
        vector = lib.Rf_allocVector(kind, length)
        lib.SET_VECTOR_ELT(into, index, vector)
        return vector

    def _put_array(self, into: Sexp, index: int, array: Array) -> None:
        """Put an array; one of a single dimension has it too, which a string or number has not."""
        self._put_vector(into, index, array.reshape(-1, order="F"))
        if array.ndim:
            self._memory.set_dim(self._memory.lib.VECTOR_ELT(into, index), array.shape)

    def _put_vector(self, into: Sexp, index: int, flat: Array) -> None:
        """Put one column, or an array laid out as R has it."""
        kind = flat.dtype.kind
        if kind == "O":
            self._put_mixed(into, index, flat.tolist())
        elif kind in "SU":
            self._put_strings(into, index, flat.tolist())
        elif kind == "b":
            self._put_cells(into, index, LOGICAL, flat.astype(np.int32))
        elif _fits_integer(flat):
            self._put_cells(into, index, INTEGER, flat.astype(np.int32))
        else:
            self._put_cells(into, index, REAL, _with_na(flat.astype(np.float64)))

    def _put_mixed(self, into: Sexp, index: int, values: list[Any]) -> None:
        """Put values of several types: a vector if one type of R's has them all, else a list."""
        types = set(map(type, values)) - {type(None)}
        if not types or types == {bool}:
            cells = np.array([_NA_INTEGER if item is None else item for item in values], np.int32)
            self._put_cells(into, index, LOGICAL, cells)
        elif types == {str}:
            self._put_strings(into, index, values)
        elif types <= {int, float}:
            self._put_cells(into, index, REAL, _with_na(np.array(values, np.float64)))
        else:
            self.put(into, index, values)

    def _put_cells(self, into: Sexp, index: int, kind: int, flat: Array) -> None:
        lib = self._memory.lib
        vector = self._new(into, index, kind, flat.size)
        cells = {LOGICAL: lib.LOGICAL, INTEGER: lib.INTEGER, REAL: lib.REAL}[kind]
        self._memory.ffi.memmove(cells(vector), np.ascontiguousarray(flat), flat.nbytes)

    def _put_strings(self, into: Sexp, index: int, texts: list[str | None]) -> None:
        """Put a vector of strings; None is NA."""
        whole = _SEPARATOR.join([text or "" for text in texts])
        if "\0" in whole:
            message = "string: a NUL character (expected: none, since R has no such strings)"
            raise PayloadError(message)
        if len(texts) < _MANY_STRINGS or whole.count(_SEPARATOR) != len(texts) - 1:
            self._memory.fill_strings(self._new(into, index, STRING, len(texts)), texts)
            return
        missing = [place for place, text in enumerate(texts, 1) if text is None]
        self._split_in_r(into, index, whole + _SEPARATOR, missing)

    def _split_in_r(self, into: Sexp, index: int, whole: str, missing: list[int]) -> None:
        lib, memory = self._memory.lib, self._memory
        arguments = lib.Rf_protect(lib.Rf_allocVector(LIST, 2))
        memory.fill_strings(self._new(arguments, 0, STRING, 1), [whole])
        self._put_cells(arguments, 1, INTEGER, np.array(missing, np.int32))
        call = lib.Rf_lang3(self._split, lib.VECTOR_ELT(arguments, 0), lib.VECTOR_ELT(arguments, 1))
        lib.Rf_protect(call)
        found = lib.R_tryEval(call, memory.namespace, self._error)
        lib.SET_VECTOR_ELT(into, index, found)
        lib.Rf_unprotect(2)

    def _name_columns(self, matrix: Sexp, names: list[str]) -> None:
        lib, memory = self._memory.lib, self._memory
        both = lib.Rf_protect(lib.Rf_allocVector(LIST, 2))
        lib.SET_VECTOR_ELT(both, 1, self._kept_names(tuple(names)))
        lib.Rf_setAttrib(matrix, memory.dimnames, both)
        lib.Rf_unprotect(1)

    def _kept_names(self, names: tuple[str, ...]) -> Sexp:
        """Give column names as R has them; those of the last requests are kept."""
        found = self._names.get(names)
        if found is None:
            if len(self._names) == _KEPT_NAMES:
                for old in self._names.values():
                    self._memory.lib.R_ReleaseObject(old)
                self._names.clear()
                self._native.forget_names()
            found = self._names[names] = self._memory.kept_strings([_text(name) for name in names])
            self._native.know_names(found, list(names))
        return found


@functools.lru_cache(maxsize=_KEPT_NAMES)
def default_names(width: int) -> tuple[str, ...]:
    """Give the names under which R gets so many columns if the request has none."""
    return tuple(f"V{number}" for number in range(1, width + 1))


def _fits_integer(array: Array) -> bool:
    """Whether R's integers of 32 bits have all values of an array's type; one of them is NA."""
    kind, size = array.dtype.kind, array.dtype.itemsize
    if kind not in "iu" or size + (kind == "u") > 4:
        return False
    return size < 4 or not (array == _NA_INTEGER).any()


def _with_na(numbers: Array) -> Array:
    """Make R's NA of what is NaN, in place."""
    missing = np.isnan(numbers)
    if missing.any():
        numbers.view(np.uint64)[missing] = _NA_REAL_BITS
    return numbers


def _double(value: Any) -> float:
    """Give a number as R's; one beyond its range is an infinity."""
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _text(key: str) -> str:
    if "\0" in key:
        message = "name: a NUL character (expected: none, since R has no such names)"
        raise PayloadError(message)
    return key
