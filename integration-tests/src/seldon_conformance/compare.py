"""Compares two values of parsed JSON, and says where they differ.

Numbers compare by value (PAY-18): 1 equals 1.0, and an integer is compared with a double exactly.
NaN equals NaN. Booleans are no numbers.
"""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_SHOWN_CHARACTERS = 200
_MISSING = "nothing"
_PLACEHOLDERS = {"{type}": r"\S+", "{text}": r"(?s:.*)"}


@dataclass(frozen=True)
class Difference:
    """One place where an answer is not the expected one.

    Attributes:
        path: Where, for instance ``data.tensor.values[3]``.
        got: What stands there, as text.
        expected: What should, as text.
    """

    path: str
    got: str
    expected: str

    def __str__(self) -> str:
        """Give ``path: got (expected: …)``."""
        return f"{self.path}: {self.got} (expected: {self.expected})"

    def below(self, path: str) -> "Difference":
        """Give the same difference with a longer path."""
        return Difference(_joined(path, self.path), self.got, self.expected)


def differences(
    got: Any, expected: Any, tolerance: float = 0.0, path: str = ""
) -> Iterator[Difference]:
    """Yield where ``got`` differs from ``expected``.

    Args:
        got: Parsed JSON; floats may be NaN or infinite.
        expected: The same.
        tolerance: Largest relative error between numbers; 0 asks for equal ones.
        path: Of both values.
    """
    if isinstance(got, dict) and isinstance(expected, dict):
        yield from _between_objects(got, expected, tolerance, path)
    elif isinstance(got, list) and isinstance(expected, list):
        yield from _between_arrays(got, expected, tolerance, path)
    elif not _same(got, expected, tolerance):
        yield Difference(path, shown(got), shown(expected))


def text_differs(got: str, template: str) -> bool:
    """Tell whether a text is not the template.

    ``{type}`` in the template stands for one word, ``{text}`` for anything.
    """
    pieces = re.split(r"(\{type\}|\{text\})", template)
    pattern = "".join(_PLACEHOLDERS.get(piece) or re.escape(piece) for piece in pieces)
    return re.fullmatch(pattern, got) is None


def shown(value: Any) -> str:
    """Write a value for a message: its JSON, shortened in the middle."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    if len(text) <= _SHOWN_CHARACTERS:
        return text
    half = _SHOWN_CHARACTERS // 2
    return f"{text[:half]} … {text[-half:]} ({len(text)} characters)"


def _between_objects(
    got: dict[str, Any], expected: dict[str, Any], tolerance: float, path: str
) -> Iterator[Difference]:
    for key, value in expected.items():
        if key not in got:
            yield Difference(_joined(path, key), _MISSING, shown(value))
        else:
            yield from differences(got[key], value, tolerance, _joined(path, key))
    for key in got.keys() - expected.keys():
        yield Difference(_joined(path, key), shown(got[key]), _MISSING)


def _between_arrays(
    got: list[Any], expected: list[Any], tolerance: float, path: str
) -> Iterator[Difference]:
    if len(got) != len(expected):
        yield Difference(
            path, f"{len(got)} values {shown(got)}", f"{len(expected)} values {shown(expected)}"
        )
        return
    # Most arrays are numbers and right; going through a million of them one by one takes seconds.
    if got == expected and {*map(type, got), *map(type, expected)} <= {int, float}:
        return
    for index, (one, other) in enumerate(zip(got, expected, strict=True)):
        yield from differences(one, other, tolerance, f"{path}[{index}]")


def _same(got: Any, expected: Any, tolerance: float) -> bool:
    """Tell whether two values, not both objects or both arrays, are the same."""
    if not (_is_number(got) and _is_number(expected)):
        return type(got) is type(expected) and bool(got == expected)
    if math.isnan(got) or math.isnan(expected):
        return math.isnan(got) and math.isnan(expected)
    if got == expected:
        return True
    return tolerance > 0 and math.isclose(got, expected, rel_tol=tolerance)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _joined(path: str, key: str) -> str:
    if not path or not key:
        return path or key
    return f"{path}{key}" if key.startswith("[") else f"{path}.{key}"
