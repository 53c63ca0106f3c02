"""Text to value, one function for each kind of setting.

A kind raises ``ValueError`` with what it expected ("a port, 1 to 65535"); the reader puts the
name of the variable and the offending text in front.
"""

from __future__ import annotations

import difflib
import json
import math
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

Kind = Callable[[str], object]
_E = TypeVar("_E", bound=StrEnum)

# strtobool's words, which upstream takes for parameters of type BOOL.
_TRUE = frozenset({"y", "yes", "t", "true", "on", "1"})
_FALSE = frozenset({"n", "no", "f", "false", "off", "0"})
_MAX_PORT = 65535


class LogFormat(StrEnum):
    """Forms of a log record."""

    TEXT = "TEXT"
    JSON = "JSON"


class LogLevel(StrEnum):
    """Levels of ``SELDON_LOG_LEVEL``, as upstream's."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class Protocol(StrEnum):
    """The two transports."""

    REST = "REST"
    GRPC = "GRPC"


def text(value: str) -> str:
    """Return the text itself."""
    return value


def whole_number(value: str) -> int:
    """Return an int.

    Raises:
        ValueError: It is not a whole number in decimal digits.
    """
    try:
        return int(value)
    except ValueError:
        message = "a whole number"
        raise ValueError(message) from None


def at_least(least: int) -> Kind:
    """Return a kind for whole numbers from ``least`` up."""

    def read(value: str) -> int:
        expected = f"a whole number, {least} or more"
        try:
            number = int(value)
        except ValueError:
            raise ValueError(expected) from None
        if number < least:
            raise ValueError(expected)
        return number

    return read


def port(value: str) -> int:
    """Return a TCP port.

    Raises:
        ValueError: It is not a number from 1 to 65535.
    """
    expected = f"a port, 1 to {_MAX_PORT}"
    try:
        number = int(value)
    except ValueError:
        raise ValueError(expected) from None
    if not 1 <= number <= _MAX_PORT:
        raise ValueError(expected)
    return number


def seconds(value: str) -> float:
    """Return a duration in seconds, 0 or more.

    Raises:
        ValueError: It is not a finite number, or below 0.
    """
    expected = "seconds, 0 or more"
    try:
        number = float(value)
    except ValueError:
        raise ValueError(expected) from None
    if not math.isfinite(number) or number < 0:
        raise ValueError(expected)
    return number


def seconds_above_0(value: str) -> float:
    """Return a duration in seconds above 0.

    Raises:
        ValueError: It is not a finite number above 0.
    """
    expected = "seconds, above 0"
    try:
        number = seconds(value)
    except ValueError:
        raise ValueError(expected) from None
    if number == 0:
        raise ValueError(expected)
    return number


def seconds_or_endless(value: str) -> float | None:
    """Return a duration in seconds; None for 0, which is endless.

    Raises:
        ValueError: It is not a finite number, or below 0.
    """
    return seconds(value) or None


def origins(value: str) -> tuple[str, ...]:
    """Return the origins of web pages that a list with commas names; none for ``none``.

    Raises:
        ValueError: A part of it is no origin.
    """
    if value.lower() == "none":
        return ()
    found = tuple(part.strip() for part in value.split(","))
    for part in found:
        scheme, separator, rest = part.partition("://")
        if part != "*" and (not scheme or not separator or not rest or "/" in rest):
            message = "*, none, or origins such as https://app.example.com"
            raise ValueError(message)
    return found


def switch(value: str) -> bool:
    """Return true or false by the words of upstream's strtobool, in any case.

    Raises:
        ValueError: It is none of them.
    """
    word = value.lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    message = "y, yes, t, true, on, 1, n, no, f, false, off or 0"
    raise ValueError(message)


def path(value: str) -> str:
    """Return a path of a URL.

    Raises:
        ValueError: It does not begin with a slash.
    """
    if not value.startswith("/"):
        message = "a path that begins with /"
        raise ValueError(message)
    return value


def one_of(members: type[_E]) -> Callable[[str], _E]:
    """Return a kind for the values of an enumeration; the case does not matter."""

    def read(value: str) -> _E:
        try:
            return members(value.upper())
        except ValueError:
            raise ValueError(_choices(value, [member.value for member in members])) from None

    return read


def protocols(value: str) -> tuple[Protocol, ...]:
    """Return the protocols that a list with commas names, in its order, each once.

    Raises:
        ValueError: A part of it is neither REST nor GRPC.
    """
    found: list[Protocol] = []
    for part in value.upper().split(","):
        try:
            protocol = Protocol(part.strip())
        except ValueError:
            raise ValueError(_choices(part.strip(), ["REST", "GRPC", "REST,GRPC"])) from None
        if protocol not in found:
            found.append(protocol)
    return tuple(found)


def version_label(value: str) -> str | None:
    """Return ``version`` of the JSON object in PREDICTOR_LABELS; None when it has none.

    Raises:
        ValueError: It is not a JSON object.
    """
    try:
        labels = json.loads(value)
    except ValueError:
        labels = None
    if not isinstance(labels, dict):
        message = 'a JSON object, such as {"version": "1"}'
        raise ValueError(message)  # noqa: TRY004 - kinds raise one class
    version = labels.get("version")
    return None if version is None else str(version)


def _choices(value: str, choices: list[str]) -> str:
    """Return the list of choices, with the one that ``value`` is nearest to."""
    expected = f"one of {', '.join(choices)}"
    nearest = difflib.get_close_matches(value.upper(), choices, n=1)
    return f"{expected}; did you mean {nearest[0]}?" if nearest else expected
