"""Generates bodies of REST with hypothesis: messages of every kind, most of them right.

At most one place of a body is odd: of two mistakes one is told, and contract.md does not say which.
"""

import base64
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from seldon_conformance import message_strategies as generated

# Their JSON is read by protobuf's own parsers, of which one takes an empty string for an empty
# message, and another loses the sign of -0.0: nothing is odd in them.
_OF_PROTOBUF = ("tftensor", "customData")
_DTYPES = {
    "DT_FLOAT": (
        "floatVal",
        st.floats(width=32, allow_nan=False, allow_infinity=False).map(lambda v: v + 0),
    ),
    "DT_DOUBLE": (
        "doubleVal",
        st.floats(allow_nan=False, allow_infinity=False).map(lambda v: v + 0),
    ),
    "DT_INT32": ("intVal", st.integers(-(2**31), 2**31 - 1)),
    "DT_INT8": ("intVal", st.integers(-128, 127)),
    "DT_UINT16": ("intVal", st.integers(0, 2**16 - 1)),
    "DT_INT64": ("int64Val", st.integers(-(2**53), 2**53).map(str)),
    "DT_UINT32": ("uint32Val", st.integers(0, 2**32 - 1)),
    "DT_HALF": ("halfVal", st.integers(0, 0x7BFF)),
    "DT_BOOL": ("boolVal", st.booleans()),
    "DT_STRING": ("stringVal", st.text(max_size=4).map(lambda text: _base64(text.encode()))),
}
# Literals and values that a parser may take for something else, as they are written.
_ODD = (
    *("null", "true", '""', '"a"', '"NaN"', '"Infinity"', '"-Infinity"', '"1"', '"2.5e3"', '"0x1"'),
    *("0", "-1", "-0.0", "1.0", "1.5", "1E+2", "5e-324", "1e-400", "1e308", "1e400", "-1e400"),
    *("2147483648", "4294967296", "9007199254740993", "9223372036854775807"),
    *("9223372036854775808", "-9223372036854775809", "18446744073709551616"),
    *("123456789012345678901234567890", "0.30000000000000004", "2.2250738585072011e-308"),
    *("1" * 400, "3.40282357e38", '"1e400"', '"a\\u0000"', '"\\ud83d\\ude00"', '"\\ud800"'),
    *("{}", "[]", "[[]]", "[1]", "[[1],[2,3]]", '{"a":[1,null]}', "[" * 40 + "]" * 40),
    *("NaN", "01", "1.", ".5", "+1", "tru", "'a'", '"\\x"', "[1,]", ""),
)


@dataclass(frozen=True)
class _Written:
    """A place of a body that is written as it stands."""

    text: str


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _tftensors() -> st.SearchStrategy[dict[str, Any]]:
    shapes = st.lists(st.integers(0, 3), min_size=1, max_size=3)
    return st.tuples(st.sampled_from(sorted(_DTYPES)), shapes).flatmap(_tftensor_of)


def _tftensor_of(form: tuple[str, list[int]]) -> st.SearchStrategy[dict[str, Any]]:
    dtype, shape = form
    field, value = _DTYPES[dtype]
    count = math.prod(shape)
    dimensions = [{"size": str(size)} for size in shape]
    tensor = {"dtype": dtype, "tensorShape": {"dim": dimensions}}
    # One value or none stands for all of them.
    counts = st.sampled_from(sorted({count, min(count, 1), 0}))
    values = counts.flatmap(lambda size: st.lists(value, min_size=size, max_size=size))
    return values.map(lambda found: {"data": {"tftensor": {**tensor, field: found}}})


def _metrics() -> st.SearchStrategy[list[dict[str, Any]]]:
    metric = st.fixed_dictionaries(
        {"key": generated.texts, "type": st.sampled_from(["COUNTER", "GAUGE", "TIMER"])},
        optional={
            "value": st.floats(width=32, allow_nan=False, allow_infinity=False),
            "tags": st.dictionaries(generated.texts, generated.texts, max_size=2),
        },
    )
    return st.lists(metric, max_size=2)


def _metas() -> st.SearchStrategy[dict[str, Any]]:
    texts = generated.texts
    more = st.fixed_dictionaries(
        {},
        optional={
            "routing": st.dictionaries(texts, st.integers(-2, 2**31 - 1), max_size=2),
            "requestPath": st.dictionaries(texts, texts, max_size=2),
            "metrics": _metrics(),
        },
    )
    return st.builds(lambda one, other: {**one, **other}, generated.metas(), more)


def _any() -> st.SearchStrategy[dict[str, Any]]:
    known = ({"@type": "type.googleapis.com/google.protobuf.StringValue", "value": "a"},)
    return st.sampled_from(known).map(lambda value: {"customData": value})


def _payloads() -> st.SearchStrategy[dict[str, Any]]:
    arrays = st.one_of(
        generated.tensors(),
        generated.numeric_ndarrays(),
        generated.text_ndarrays(),
        generated.mixed_ndarrays(),
        _tftensors(),
    )
    others = st.one_of(generated.json_data(), generated.str_data(), generated.bin_data(), _any())
    return st.one_of(arrays, generated.with_names(arrays), others)


def _messages() -> st.SearchStrategy[dict[str, Any]]:
    payloads = _payloads()
    with_meta = st.builds(lambda message, meta: {**message, "meta": meta}, payloads, _metas())
    return st.one_of(payloads, with_meta)


def _lists() -> st.SearchStrategy[Any]:
    bare = st.lists(_messages(), max_size=3)
    return st.one_of(bare, bare.map(lambda found: {"seldonMessages": found}))


def _feedbacks() -> st.SearchStrategy[dict[str, Any]]:
    reward = st.floats(width=32, allow_nan=False, allow_infinity=False)
    part = _messages()
    return st.fixed_dictionaries(
        {}, optional={"request": part, "response": part, "truth": part, "reward": reward}
    )


@st.composite
def _bodies(draw: st.DrawFn, values: st.SearchStrategy[Any]) -> bytes:
    value = draw(values)
    if draw(st.integers(0, 2)) == 2:
        places = list(_places(value))
        place = draw(st.sampled_from(places))
        value = _with(value, place, _Written(draw(st.sampled_from(_ODD))))
    return _json(value).encode()


def message_bodies() -> st.SearchStrategy[bytes]:
    """SeldonMessages, in JSON."""
    return _bodies(_messages())


def list_bodies() -> st.SearchStrategy[bytes]:
    """SeldonMessageLists and bare arrays of SeldonMessage, in JSON."""
    return _bodies(_lists())


def feedback_bodies() -> st.SearchStrategy[bytes]:
    """Feedbacks, in JSON."""
    return _bodies(_feedbacks())


def _places(value: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value of a JSON value, its own first."""
    yield before
    if isinstance(value, dict):
        for key, member in value.items():
            if key not in _OF_PROTOBUF:
                yield from _places(member, (*before, key))
    if isinstance(value, list):
        for index, member in enumerate(value):
            yield from _places(member, (*before, index))


def _with(value: Any, place: tuple[Any, ...], other: Any) -> Any:
    """Give a copy of a JSON value with another value at a place."""
    if not place:
        return other
    first, *rest = place
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[first] = _with(value[first], tuple(rest), other)
    return copy


def _json(value: Any) -> str:
    if isinstance(value, _Written):
        return value.text
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{_json(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_json, value)) + "]"
    return json.dumps(value)
