"""Checks of a JSON value's type, with the contract's words for what stood there instead."""

from __future__ import annotations

from typing import Any, NoReturn

import orjson

from seldon_wrapper.errors import PayloadError
from seldon_wrapper.message.json_value import describe

_INT32 = range(-(2**31), 2**31)


def refuse(where: str, value: object, expected: str) -> NoReturn:
    """Raise a PayloadError: ``<where>: <what it is> (expected: …)``."""
    message = f"{where}: {describe(value)} (expected: {expected})"
    raise PayloadError(message)


def shown(value: object) -> str:
    """Show a single JSON value as it was written; an array or object by its type."""
    return describe(value) if isinstance(value, (list, dict)) else orjson.dumps(value).decode()


def object_of(value: Any, where: str) -> dict[str, Any]:
    """Give the value if it is an object."""
    if not isinstance(value, dict):
        refuse(where, value, "an object")
    return value


def array_of(value: Any, where: str) -> list[Any]:
    """Give the value if it is an array."""
    if not isinstance(value, list):
        refuse(where, value, "an array")
    return value


def string_of(value: Any, where: str) -> str:
    """Give the value if it is a string."""
    if not isinstance(value, str):
        refuse(where, value, "a string")
    return value


def integer_of(value: Any, where: str) -> int:
    """Give the value if it is an integer of 32 bits; 1.0 is one, as in proto3 JSON."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        refuse(where, value, "an integer of 32 bits")
    if isinstance(value, float) or value not in _INT32:
        message = f"{where}: {shown(value)} (expected: an integer of 32 bits)"
        raise PayloadError(message)
    return value
