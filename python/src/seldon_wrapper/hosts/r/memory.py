"""R's memory, as far as the conversions need it: new vectors, their cells, their attributes.

An R object that nothing holds may be collected by the next allocation. So a value is built into a
list that is protected: each new vector is put into its place before it is filled.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Sexp = Any
"""A pointer to an R object, as cffi has it."""

LOGICAL, INTEGER, REAL, STRING, LIST, RAW = 10, 13, 14, 16, 19, 24
NIL = 0
_CE_UTF8 = 1


class RMemory:
    """The C functions of R that make and read objects; used in R's thread alone.

    Attributes:
        lib: rpy2's library.
        ffi: Its cffi.
        nil: R's NULL.
        na_string: R's NA among strings.
        namespace: Of the package ``seldon``, where its functions are called; NULL until attached.
    """

    def __init__(self, lib: Any, ffi: Any) -> None:
        """Look up what is needed again and again."""
        self.lib = lib
        self.ffi = ffi
        self.nil: Sexp = lib.R_NilValue
        self.na_string: Sexp = lib.R_NaString
        self.namespace: Sexp = lib.R_NilValue
        self.names: Sexp = lib.Rf_install(b"names")
        self.dim: Sexp = lib.Rf_install(b"dim")
        self.dimnames: Sexp = lib.Rf_install(b"dimnames")
        self.row_names: Sexp = lib.Rf_install(b"row.names")
        self.class_: Sexp = lib.Rf_install(b"class")
        self._sexp, self._integer = ffi.typeof("SEXP"), ffi.typeof("uintptr_t")

    def address(self, sexp: Sexp) -> int:
        """Give an object's address, as ctypes takes it."""
        return int(self.ffi.cast(self._integer, sexp))

    def at(self, address: int) -> Sexp:
        """Give the object at an address."""
        return self.ffi.cast(self._sexp, address)

    def keep(self, sexp: Sexp) -> Sexp:
        """Hold an object for the rest of the process."""
        self.lib.R_PreserveObject(sexp)
        return sexp

    def kept_strings(self, texts: list[str]) -> Sexp:
        """Give a vector of strings that is held for ever."""
        vector = self.keep(self.lib.Rf_allocVector(STRING, len(texts)))
        self.fill_strings(vector, texts)
        return vector

    def fill_strings(self, vector: Sexp, texts: Sequence[str | None]) -> None:
        """Put strings into a vector of strings that something holds; None is NA."""
        lib, make = self.lib, self.lib.Rf_mkCharLenCE
        for index, text in enumerate(texts):
            if text is None:
                lib.SET_STRING_ELT(vector, index, self.na_string)
                continue
            encoded = text.encode("utf-8", "replace")
            lib.SET_STRING_ELT(vector, index, make(encoded, len(encoded), _CE_UTF8))

    def set_names(self, sexp: Sexp, names: list[str]) -> None:
        """Name the elements of an object that something holds."""
        lib = self.lib
        vector = lib.Rf_protect(lib.Rf_allocVector(STRING, len(names)))
        self.fill_strings(vector, names)
        lib.Rf_setAttrib(sexp, self.names, vector)
        lib.Rf_unprotect(1)

    def set_dim(self, sexp: Sexp, shape: tuple[int, ...]) -> None:
        """Make an array of a vector that something holds."""
        lib = self.lib
        vector = lib.Rf_protect(lib.Rf_allocVector(INTEGER, len(shape)))
        cells = lib.INTEGER(vector)
        for index, size in enumerate(shape):
            cells[index] = size
        lib.Rf_setAttrib(sexp, self.dim, vector)
        lib.Rf_unprotect(1)

    def type_of(self, sexp: Sexp) -> int:
        """Give the number of an object's type, of those above."""
        found: int = sexp.sxpinfo.type
        return found

    def strings(self, sexp: Sexp) -> list[str | None]:
        """Read a vector of strings; NA is None."""
        lib, string = self.lib, self.ffi.string
        found: list[str | None] = []
        for index in range(lib.Rf_xlength(sexp)):
            char = lib.STRING_ELT(sexp, index)
            is_missing = char == self.na_string
            text = (
                None
                if is_missing
                else string(lib.Rf_translateCharUTF8(char)).decode("utf-8", "replace")
            )
            found.append(text)
        return found

    def names_of(self, sexp: Sexp) -> list[str | None] | None:
        """Give the names of an object's elements, None without any."""
        names = self.lib.Rf_getAttrib(sexp, self.names)
        return None if names == self.nil else self.strings(names)
