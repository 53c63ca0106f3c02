"""Plain JSON values: what they are called in errors, how deep they are, what an answer may hold."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from seldon_wrapper.errors import ComponentError, PayloadError

MAX_LEVELS = 30
INT64_MIN, UINT64_MAX = -(2**63), 2**64 - 1


def describe(value: object) -> str:
    """Name a JSON value's type with its article, for an error's text."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return "a string"
    return "an array" if isinstance(value, list) else "an object"


def check_request(value: object, what: str, expected: str = "expected: finite numbers") -> None:
    """Refuse a request's JSON value that is too deep or holds an infinity (PAY-9, LIM-2).

    Args:
        value: As a reader of JSON or of protobuf gives it.
        what: The key, for the error's text: ``jsonData`` or ``meta.tags``.
        expected: What to send instead of an infinity, for the error's text.
    """
    level: list[Any] = [value]
    depth = 0
    while level:
        if depth > MAX_LEVELS:
            message = f"{what}: nested deeper than {MAX_LEVELS} levels"
            raise PayloadError(message)
        below: list[Any] = []
        for item in level:
            if isinstance(item, list):
                below.extend(item or [None])
            elif isinstance(item, dict):
                below.extend(item.values() or [None])
            elif isinstance(item, float) and math.isinf(item):
                text = "Infinity" if item > 0 else "-Infinity"
                message = f"{what}: {text} ({expected})"
                raise PayloadError(message)
        level = below
        depth += 1


def plain(value: Any, what: str = "jsonData answer", level: int = 0) -> Any:
    """Give an answered value as dicts, lists, strings, finite numbers, booleans and None (PAY-9).

    Raises:
        ComponentError: An infinity, a key that is neither string nor whole number, a value that
            JSON does not have, or more than 30 levels.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, np.floating):
        return _finite(float(value), what)
    if isinstance(value, (np.ndarray, np.generic)) and value.dtype.kind not in "cmMV":
        return plain(value.tolist(), what, level)
    if isinstance(value, int):
        whole = int(value)
        return whole if INT64_MIN <= whole <= UINT64_MAX else _finite(_double(whole), what)
    if isinstance(value, float):
        return _finite(float(value), what)
    if isinstance(value, (Mapping, list, tuple)):
        if level == MAX_LEVELS:
            message = f"{what}: nested deeper than {MAX_LEVELS} levels"
            raise ComponentError(message)
        if isinstance(value, Mapping):
            return {key_of(key, what): plain(item, what, level + 1) for key, item in value.items()}
        return [plain(item, what, level + 1) for item in value]
    message = f"{what}: {type(value).__name__} (expected: JSON values)"
    raise ComponentError(message)


def _double(value: int) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def key_of(key: object, what: str) -> str:
    """Give a key as JSON has it: a whole number, such as a class, becomes a string (PAY-9).

    Raises:
        ComponentError: Neither a string nor a whole number.
    """
    if isinstance(key, str):
        return str.__str__(key)
    if isinstance(key, (int, np.integer)) and not isinstance(key, bool):
        return str(int(key))
    message = f"{what}: key {key!r} (expected: a string)"
    raise ComponentError(message)


def _finite(value: float, what: str) -> float | None:
    if math.isinf(value):
        message = f"{what}: {'Infinity' if value > 0 else '-Infinity'} (expected: finite numbers)"
        raise ComponentError(message)
    return None if math.isnan(value) else value
