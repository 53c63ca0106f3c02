"""PREDICTIVE_UNIT_PARAMETERS: a JSON list of name, value and type, to Python values."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from seldon_wrapper.settings import kinds

# contract.md, PAR-1: the three languages agree on 64 bits, and on digits without "_".
_INT = re.compile(r"[+-]?[0-9]+")
_INT_LIMIT = 2**63


def _integer(text: str) -> int:
    """Return an int of 64 bits.

    Raises:
        ValueError: It is not one.
    """
    if not _INT.fullmatch(text.strip()) or not -_INT_LIMIT <= int(text) < _INT_LIMIT:
        raise ValueError(text)
    return int(text)


def _double(text: str) -> float:
    """Return a float; NaN and the infinities are written as Python writes them.

    Raises:
        ValueError: It is not one.
    """
    if "_" in text:
        raise ValueError(text)
    return float(text)


_TYPES: dict[str, Callable[[str], object]] = {
    "INT": _integer,
    "FLOAT": _double,
    "DOUBLE": _double,
    "STRING": kinds.text,
    "BOOL": kinds.switch,
}
_EXAMPLE = '[{"name": "a", "value": "1", "type": "INT"}]'


def read_parameters(text: str, source: str) -> tuple[dict[str, object], list[str]]:
    """Read the parameters of the component.

    Args:
        text: JSON; empty text counts as an empty list.
        source: Where the text came from, for the messages.

    Returns:
        Name to typed value, and the problems found; with problems the values are incomplete.

    Source: contract.md, PAR-1 and PAR-2.
    """
    try:
        entries = json.loads(text or "[]")
    except ValueError as error:
        return {}, [f"{source}: not JSON, {error} (expected: {_EXAMPLE})"]
    if not isinstance(entries, list):
        got = type(entries).__name__
        return {}, [f"{source}: a JSON {got} (expected: a list, {_EXAMPLE})"]
    values: dict[str, object] = {}
    problems: list[str] = []
    for index, entry in enumerate(entries):
        problem = _read_entry(index, entry, source, values)
        if problem:
            problems.append(problem)
    return values, problems


def _read_entry(index: int, entry: object, source: str, values: dict[str, object]) -> str | None:
    """Put one parameter into ``values``, or return what is wrong with it."""
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        expected = "an object with name, value and type"
        return f"{source}[{index}]: {json.dumps(entry)} (expected: {expected})"
    name = entry["name"]
    if name in values:
        return f"parameter {name}: there twice (expected: once)"
    if "value" not in entry:
        return f"parameter {name}: no value (expected: a value)"
    kind = entry.get("type")
    if not isinstance(kind, str) or kind not in _TYPES:
        known = "INT, FLOAT, DOUBLE, STRING or BOOL"
        return f"parameter {name}: type {json.dumps(kind)} (expected: {known})"
    # Operators write the value as text; a plain JSON number or true means the same.
    value = entry["value"]
    try:
        values[name] = _TYPES[kind](value if isinstance(value, str) else json.dumps(value))
    except ValueError:
        return f"parameter {name}: {json.dumps(value)} (expected: {kind})"
    return None
