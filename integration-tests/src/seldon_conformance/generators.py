"""Expands generators: what a vector writes in place of a value too long to write down.

Source: vector.schema.json, generator.
"""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any


def expanded(value: Any) -> Any:
    """Replace every generator in parsed JSON by what it stands for, the inner ones first.

    Raises:
        ValueError: A generator has arguments it cannot take.
    """
    if isinstance(value, list):
        return [expanded(item) for item in value]
    if not isinstance(value, dict):
        return value
    members = {key: expanded(item) for key, item in value.items()}
    if len(members) != 1 or (generator := _GENERATORS.get(next(iter(members)))) is None:
        return members
    try:
        return generator(*members.values())
    except (TypeError, ValueError, KeyError) as error:
        raise ValueError(
            f"generator: {json.dumps(value)} (expected: as in vector.schema.json)"
        ) from error


def _repeat(arguments: Any) -> str:
    """``["ab", 2]``: abab."""
    text, count = arguments
    return str(text) * int(count)


def _range(arguments: Any) -> list[int]:
    """``[0, 3]``: 0, 1, 2."""
    start, stop = arguments
    return list(range(start, stop))


def _nest(arguments: Any) -> Any:
    """``{"depth": 2, "kind": "array", "leaf": 1}``: [[1]]."""
    value = arguments["leaf"]
    for _ in range(arguments["depth"]):
        value = [value] if arguments["kind"] == "array" else {"a": value}
    return value


def _times(arguments: Any) -> list[Any]:
    """``[[1, 2], 2]``: [[1, 2], [1, 2]]."""
    value, count = arguments
    return [value] * int(count)


def _concat(arguments: Any) -> str:
    """``["a", "b"]``: ab."""
    return "".join(arguments)


def _json(argument: Any) -> str:
    """``{"a": 1}``: its JSON text."""
    return json.dumps(argument, ensure_ascii=False, allow_nan=False)


_GENERATORS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "$repeat": _repeat,
        "$range": _range,
        "$nest": _nest,
        "$times": _times,
        "$concat": _concat,
        "$json": _json,
    }
)
