"""Random JSON bodies of all payload kinds and verbs: right, odd and broken."""

from __future__ import annotations

import json
from random import Random

_PLAIN = ("0", "1", "-7", "2.5", "1.0", "-0.0", "1e5", "123456", "0.1", "3.141592653589793")
_ODD = (
    "-0",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "1e308",
    "1e400",
    "-1e400",
    "5e-324",
    "1e-400",
    "1E+2",
    "123456789012345678901234567890",
    "0.30000000000000004",
    "2.2250738585072011e-308",
    "1" * 400,
)
_NO_NUMBER = (
    "null",
    "true",
    "false",
    '"a"',
    '""',
    '"NaN"',
    '"Infinity"',
    '"-Infinity"',
    '"1"',
    '"2.5e3"',
    '"1e400"',
    '"0x1"',
    '"ä✓😀"',
    '"\\u00e4\\ud83d\\ude00"',
    '"\\ud800"',
    '"a\\u0000"',
    '"\\n"',
    "{}",
    '{"a":[1,null]}',
    "[]",
    "[1]",
    "[[]]",
)
_BROKEN = ("NaN", "Infinity", "-Infinity", "01", "1.", ".5", "+1", "1,", "tru", "'a'", "")
_SHAPES = (
    "[2,2]",
    "[-1]",
    "[-1,2]",
    '["2",2]',
    "[2.0,2]",
    "[0]",
    "[0,3]",
    "[]",
    "[-2]",
    "null",
    "7",
)
_METAS = (
    '{"puid":"p"}',
    "null",
    "{}",
    '{"tags":{"t":[1,{"a":null}]},"routing":{"r":1}}',
    '{"metrics":[{"key":"k","type":"GAUGE","value":0.1}]}',
    '{"puid":1}',
    "7",
)
_NAMES = ('["a","b"]', "[]", "null", '["ä"]', '"a"', "[1]")


def message(rng: Random) -> bytes:
    """Make a SeldonMessage."""
    return _mutated(rng, _message(rng))


def messages(rng: Random) -> bytes:
    """Make a SeldonMessageList, or a bare array."""
    listed = f"[{','.join(_message(rng) for _ in range(rng.randint(0, 3)))}]"
    return _mutated(rng, rng.choice([listed, f'{{"seldonMessages":{listed}}}']))


def feedback(rng: Random) -> bytes:
    """Make a Feedback."""
    members = [f'"{key}":{_message(rng)}' for key in ("request", "truth") if rng.random() < 0.7]
    if rng.random() < 0.5:
        members.append(f'"reward":{_value(rng, 0.3)}')
    if rng.random() < 0.05:
        members.append('"requestBAD":{}')
    return _mutated(rng, "{" + ",".join(members) + "}")


def _message(rng: Random) -> str:
    members = [f'"data":{_data(rng)}']
    if rng.random() < 0.2:
        members = [_other(rng)]
    if rng.random() < 0.3:
        members.append(f'"meta":{rng.choice(_METAS)}')
    if rng.random() < 0.04:
        members.append(rng.choice([_other(rng), '"unknown":[[1]]', '"data":null', members[0]]))
    if rng.random() < 0.3:
        rng.shuffle(members)
    return _object(rng, members)


def _other(rng: Random) -> str:
    return rng.choice(
        [
            f'"jsonData":{_value(rng, 0.5)}',
            f'"jsonData":{_nested(rng, rng.randint(1, 33))}',
            f'"strData":{rng.choice(_NO_NUMBER)}',
            f'"binData":{rng.choice(_NO_NUMBER)}',
            '"binData":"YWJj"',
            '"customData":{"@type":"type.googleapis.com/google.protobuf.Empty"}',
        ]
    )


def _data(rng: Random) -> str:
    members = [_array(rng)]
    if rng.random() < 0.5:
        members.insert(rng.randint(0, 1), f'"names":{rng.choice(_NAMES)}')
    if rng.random() < 0.03:
        members.append(_array(rng))
    return _object(rng, members)


def _array(rng: Random) -> str:
    """Make a tensor or an ndarray; one in thirty is of some ten thousand numbers."""
    large = rng.random() < 1 / 30
    rows, width = (rng.randint(30, 100), rng.randint(30, 100)) if large else _size(rng)
    odd = rng.choice([0.0, 0.0, 0.1])
    cells = _cells(rng, rows * width, 0.0 if large else odd)
    if large and rng.random() < 0.7:
        cells[rng.randrange(len(cells))] = _value(rng, 1.0)
    if rng.random() < 0.4:
        return _tensor(rng, rows, width, cells)
    if rng.random() < 0.2:
        return f'"ndarray":[{",".join(cells)}]'
    listed = [cells[row * width : (row + 1) * width] for row in range(rows)]
    if listed and rng.random() < 0.1:
        rng.choice(listed).append(_value(rng, 0.2))
    if listed and rng.random() < 0.05:
        rng.choice(listed)[:1] = [f"[{_value(rng, 0)}]"]
    separator = rng.choice([",", ", ", " ,\n"])
    written = [f"[{separator.join(row)}]" for row in listed]
    if rng.random() < 0.05:
        written.append(_value(rng, 0.5))
    if rng.random() < 0.1:
        written = [f"[{row}]" for row in written]
    return f'"ndarray":[{",".join(written)}]'


def _tensor(rng: Random, rows: int, width: int, cells: list[str]) -> str:
    shape = f"[{rows},{width}]" if rng.random() < 0.8 else rng.choice(_SHAPES)
    members = [f'"shape":{shape}', f'"values":[{",".join(cells)}]']
    if rng.random() < 0.1:
        members.append(rng.choice(['"values":null', '"shape":[1]', '"x":1', '"values":[1]']))
    if rng.random() < 0.3:
        rng.shuffle(members)
    return '"tensor":' + _object(rng, members)


def _size(rng: Random) -> tuple[int, int]:
    return rng.randint(0, 4), rng.randint(0, 4)


def _cells(rng: Random, count: int, odd: float) -> list[str]:
    whole = rng.random() < 0.3
    numbers = [str(rng.randint(-99, 99)) if whole else repr(rng.gauss(0, 10)) for _ in range(count)]
    return [_value(rng, 0.5) if rng.random() < odd else number for number in numbers]


def _value(rng: Random, odd: float) -> str:
    if rng.random() >= odd:
        return rng.choice(_PLAIN)
    if rng.random() < 0.03:
        return rng.choice(_BROKEN)
    return rng.choice(rng.choice([_ODD, _NO_NUMBER]))


def _nested(rng: Random, levels: int) -> str:
    opened = [rng.choice(["[", '{"a":']) for _ in range(levels)]
    closed = ["]" if item == "[" else "}" for item in reversed(opened)]
    return "".join(opened) + "1" + "".join(closed)


def _object(rng: Random, members: list[str]) -> str:
    space = rng.choice(["", "", " ", "\n\t"])
    return "{" + space + f",{space}".join(members) + space + "}"


def _mutated(rng: Random, text: str) -> bytes:
    """Break one body in twenty: cut, a byte changed, something before or behind."""
    body = text.encode()
    if rng.random() > 0.05 or not body:
        return body
    at = rng.randrange(len(body))
    return rng.choice(
        [
            body[:at],
            body[:at] + bytes([rng.randrange(256)]) + body[at + 1 :],
            b"\xef\xbb\xbf" + body,
            body + b" ]",
            b" \n" + body + b"\r\n",
            json.dumps(text).encode(),
        ]
    )
