"""The values of nested lists, a whole level at a time.

Rows of mixed columns can't be left to numpy, and a look at each value costs a microsecond. So whole
levels are joined, and judged by the set of their types. What is irregular, or of an unusual type,
is None or False here, and goes the way that looks at each value and finds the place of an error.
"""

from __future__ import annotations

import math
from itertools import chain
from typing import Any

from seldon_wrapper.message.json_value import INT64_MIN, MAX_LEVELS, UINT64_MAX

_SIMPLE = {int, float, str, bool, type(None)}
_INFINITIES = (math.inf, -math.inf)


def leaves_of(value: list[Any]) -> tuple[tuple[int, ...], list[Any]] | None:
    """Take the values out of nested lists.

    Returns:
        The lists' shape, and the values in order, no list among them. None if rows differ, or there
        are more than 30 levels.
    """
    shape = [len(value)]
    level = value
    while level and isinstance(level[0], list):
        width = len(level[0])
        if (
            len(shape) == MAX_LEVELS
            or set(map(type, level)) != {list}
            or set(map(len, level)) != {width}
        ):
            return None
        shape.append(width)
        level = list(chain.from_iterable(level))
    return None if list in set(map(type, level)) else (tuple(shape), level)


def are_simple(leaves: list[Any]) -> bool:
    """Whether all are numbers, strings, booleans and None of Python's own types, not subclasses."""
    return set(map(type, leaves)) <= _SIMPLE


def have_infinity(leaves: list[Any]) -> bool:
    """Whether an infinity is among simple values."""
    return any(infinity in leaves for infinity in _INFINITIES)


def are_writable(leaves: list[Any]) -> bool:
    """Whether ``json_value.plain`` would give all values back as they are, without an error."""
    if not are_simple(leaves):
        return False
    floats = [leaf for leaf in leaves if type(leaf) is float]
    # A sum is finite only if all that is in it is.
    if not math.isfinite(sum(floats)):
        return False
    whole = [leaf for leaf in leaves if type(leaf) is int]
    return not whole or (min(whole) >= INT64_MIN and max(whole) <= UINT64_MAX)
