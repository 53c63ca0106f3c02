"""The server's C in R (``r/builder/rows.c``): calls, and rows of numbers, in a few steps.

What goes through rpy2's library lets Python's lock go at each step, of which a request would take
sixty; on a busy server each may be a wait. These functions keep it, but for the call itself.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from seldon_wrapper.hosts.r.from_r import Payload
from seldon_wrapper.hosts.r.memory import LIST, RMemory, Sexp

# The server's folder of libraries, where the image has it.
LIBRARY = Path(__file__).resolve().parents[3] / "seldon_rows.so"
Array = npt.NDArray[Any]
_KINDS = ("", "vector", "array", "frame")
# As in rows.c: kind, warnings, cells, names, bytes of names, dimensions, and at most eight sizes.
_HEAD = 16
_TEXT_BYTES = 16 * 1024
# Below this, cells are copied to where R's library knows the address, and from there.
_FEW_CELLS = 4096
_POINTER, _INT64 = ctypes.c_void_p, ctypes.c_int64
_RESULT = 1


class Native:
    """The functions of ``rows.c``; used in R's thread alone."""

    def __init__(self, memory: RMemory) -> None:
        """Find them; the package is attached by now."""
        self._memory = memory
        self._look_up()
        self._slots = memory.keep(memory.lib.Rf_allocVector(LIST, 2))
        self._slots_at = memory.address(self._slots)
        self._namespace_at = memory.address(memory.namespace)
        self._frame_class_at = memory.address(memory.kept_strings(["data.frame"]))
        self._calls_at: dict[tuple[str, str], tuple[int, int]] = {}
        self._head = np.zeros(_HEAD, np.int64)
        self._text = np.empty(_TEXT_BYTES, np.uint8)
        self._few = np.empty(_FEW_CELLS)
        self._few_at = self._few.ctypes.data
        places = (self._head.ctypes.data, self._text.ctypes.data, _TEXT_BYTES, self._few_at)
        self._places = (self._slots_at, *places, _FEW_CELLS)
        self._known: dict[int, list[str]] = {}

    def _look_up(self) -> None:
        holding, letting_go = ctypes.PyDLL(str(LIBRARY)), ctypes.CDLL(str(LIBRARY))
        whole = ctypes.c_int
        self._arguments = _declared(holding.seldon_arguments, _POINTER, _POINTER, _INT64)
        self._forget = _declared(holding.seldon_forget, None, _POINTER)
        self._copy = _declared(holding.seldon_copy, whole, _POINTER, _POINTER)
        places = (_POINTER, _POINTER, _POINTER, _INT64, _POINTER, _INT64)
        self._read = _declared(holding.seldon_read, whole, *places)
        rows = (_POINTER, _INT64, _POINTER, _INT64, _INT64, _POINTER, _POINTER)
        self._frame = _declared(holding.seldon_frame, whole, *rows)
        self._ask = _declared(letting_go.seldon_ask, whole, *[_POINTER] * 4)

    def arguments(self, count: int) -> Sexp:
        """Begin a call that takes so many values, and give their list, to be filled."""
        return self._memory.at(_done(self._arguments(self._slots_at, count)))

    def ask(self, function: str, verb: str) -> bool:
        """Call a function of the package with a verb and the arguments.

        Returns:
            Whether it came to an end; R may be made to jump out of it.
        """
        found = self._calls_at.get((function, verb))
        if found is None:
            symbol = self._memory.lib.Rf_install(function.encode())
            word = self._memory.kept_strings([verb])
            found = self._memory.address(symbol), self._memory.address(word)
            self._calls_at[function, verb] = found
        return bool(self._ask(self._slots_at, *found, self._namespace_at))

    def result(self) -> Sexp:
        """Give what the call gave."""
        return self._memory.lib.VECTOR_ELT(self._slots, _RESULT)

    def forget(self) -> None:
        """Let go of the call's arguments and its result."""
        self._forget(self._slots_at)

    def payload(self) -> tuple[Payload | None, int]:
        """Give the call's value, if it is an array of doubles or a data frame of such columns.

        Returns:
            The value, None where it is anything else or an error; and how many warnings there were.
        """
        _done(self._read(*self._places))
        kind, warnings, size, names_at, names_bytes, dimensions, *sizes = self._head.tolist()
        if not kind:
            return None, warnings
        word = _KINDS[kind]
        if size <= _FEW_CELLS:
            cells: Array = self._few[:size].copy()
        else:
            cells = np.empty(size)
            _done(self._copy(self._slots_at, cells.ctypes.data))
        if word == "frame":
            cells = cells.reshape(sizes[:2])
        elif word == "array":
            cells = np.ascontiguousarray(cells.reshape(sizes[:dimensions], order="F"))
        names = self._names(names_at, names_bytes) if names_at else None
        return Payload(word, cells, names), warnings

    def know_names(self, sexp: Sexp, names: list[str]) -> None:
        """Note what names stand in a vector that is held: most answers have the request's."""
        self._known[self._memory.address(sexp)] = names

    def forget_names(self) -> None:
        """Note that the vectors of names are not held any more."""
        self._known.clear()

    def put_frame(self, into: Sexp, index: int, rows: Array, names: Sexp) -> None:
        """Put a data frame of doubles at a place of a list; NaN becomes NA.

        Args:
            into: A list that something holds.
            index: The place.
            rows: Shape (n, d), numbers.
            names: One a column.
        """
        count, width = rows.shape
        if rows.size <= _FEW_CELLS:
            self._few[: rows.size] = rows.reshape(-1)
            cells_at = self._few_at
        else:
            rows = np.ascontiguousarray(rows, np.float64)
            cells_at = rows.ctypes.data
        place, names_at = self._memory.address(into), self._memory.address(names)
        _done(self._frame(place, index, cells_at, count, width, names_at, self._frame_class_at))

    def _names(self, names_at: int, names_bytes: int) -> list[str]:
        known = self._known.get(names_at)
        if known is not None:
            return known
        if names_bytes < 0:
            return [name or "" for name in self._memory.strings(self._memory.at(names_at))]
        return self._text[:names_bytes].tobytes().decode("utf-8", "replace").split("\0")[:-1]


def _done(found: int | None) -> int:
    """Give what a function gave, unless R had no memory for it."""
    if not found:
        message = "R has no memory left for the rows of a call"
        raise MemoryError(message)
    return found


def _declared(function: Any, result: Any, *arguments: Any) -> Any:
    function.restype, function.argtypes = result, arguments
    return function
