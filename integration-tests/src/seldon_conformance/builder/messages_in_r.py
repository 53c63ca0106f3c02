"""Reads what scripts of R can end with: the first argument of each call of ``fail``."""

import re
from collections.abc import Iterator

_CALL = re.compile(r"\bfail\(")
_OPENING, _CLOSING = "([{", ")]}"


def messages_of_r(source: str) -> Iterator[str]:
    """Yield the messages, with "…" for what is no string."""
    for call in _CALL.finditer(source):
        first, *_ = _arguments(source, call.end())
        yield _text(first)


def _text(argument: str) -> str:
    """Give a string, or what paste0 makes of several."""
    if argument.startswith(('"', "'")):
        return argument[1:-1].replace("\\n", "\n").replace('\\"', '"')
    if argument.startswith("paste0("):
        return "".join(_text(part) for part in _arguments(argument, len("paste0(")))
    return "…"


def _arguments(source: str, start: int) -> list[str]:
    """Give the arguments of a call whose bracket has just been opened."""
    found, depth, begin, place = [], 0, start, start
    while depth >= 0:
        sign = source[place]
        if sign in "\"'":
            place = _end_of_string(source, place)
        elif sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth -= 1
        if (sign == "," and depth == 0) or depth < 0:
            found.append(source[begin:place].strip())
            begin = place + 1
        place += 1
    return found


def _end_of_string(source: str, start: int) -> int:
    """Give the place of the quote that ends a string."""
    place = start + 1
    while source[place] != source[start]:
        place += 2 if source[place] == "\\" else 1
    return place
