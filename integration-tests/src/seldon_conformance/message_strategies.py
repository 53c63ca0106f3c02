"""Generates SeldonMessages with hypothesis: what any client may send.

Needs the extra ``properties``. Everything here is the same on both transports and in all languages:
integers stay within 2^53 (PAY-18), JSON within a few levels (LIM-2), and no text has a NUL
character, which R cannot have (PAY-11; vectors look at it).
"""

import base64
import functools
import math
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

Message = dict[str, Any]
Messages = st.SearchStrategy[Message]

_LARGEST_INTEGER = 2**53
_NAMES_OF_NUMBERS = {math.inf: "Infinity", -math.inf: "-Infinity"}

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
integers = st.integers(-_LARGEST_INTEGER, _LARGEST_INTEGER)
numbers = st.one_of(integers, st.floats(allow_nan=False, allow_infinity=False))
scalars = st.one_of(numbers, texts, st.booleans(), st.none())


def _objects(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(texts, values, max_size=3)


json_values = st.recursive(
    scalars, lambda inner: st.one_of(st.lists(inner, max_size=3), _objects(inner)), max_leaves=8
)


def tensors() -> Messages:
    """Messages with a tensor of one to four dimensions; NaN and infinities as JSON has them."""
    return st.lists(st.integers(0, 4), min_size=1, max_size=4).flatmap(_tensors_of)


def _tensors_of(shape: list[int]) -> Messages:
    count = math.prod(shape)
    value = st.one_of(integers, st.floats().map(_proto_number))
    values = st.lists(value, min_size=count, max_size=count)
    return values.map(lambda values: {"data": {"tensor": {"shape": shape, "values": values}}})


def _proto_number(number: float) -> float | str:
    return "NaN" if math.isnan(number) else _NAMES_OF_NUMBERS.get(number, number)


def ndarrays(leaves: st.SearchStrategy[Any]) -> Messages:
    """Messages with an ndarray of one to four dimensions, all rows of one depth of one length."""
    shapes = st.lists(st.integers(0, 3), min_size=1, max_size=4)
    return shapes.flatmap(functools.partial(_rows, leaves)).map(
        lambda rows: {"data": {"ndarray": rows}}
    )


def _rows(leaves: st.SearchStrategy[Any], shape: list[int]) -> st.SearchStrategy[list[Any]]:
    inner = _rows(leaves, shape[1:]) if len(shape) > 1 else leaves
    return st.lists(inner, min_size=shape[0], max_size=shape[0])


def numeric_ndarrays() -> Messages:
    """Messages with an ndarray of numbers, some of them missing."""
    return ndarrays(st.one_of(numbers, st.none()))


def text_ndarrays() -> Messages:
    """Messages with an ndarray of strings."""
    return ndarrays(texts)


def mixed_ndarrays() -> Messages:
    """Messages with an ndarray of numbers, strings, booleans, nulls and objects side by side."""
    return ndarrays(st.one_of(scalars, _objects(json_values)))


def json_data() -> Messages:
    """Messages with any JSON but null, which a component may not answer (PAY-14)."""
    return json_values.filter(lambda value: value is not None).map(
        lambda value: {"jsonData": value}
    )


def str_data() -> Messages:
    """Messages with a string."""
    return texts.map(lambda value: {"strData": value})


def bin_data() -> Messages:
    """Messages with bytes."""
    return st.binary(max_size=24).map(lambda value: {"binData": base64.b64encode(value).decode()})


def metas() -> st.SearchStrategy[dict[str, Any]]:
    """Metas with a puid and tags."""
    return st.fixed_dictionaries({}, optional={"puid": texts, "tags": _objects(json_values)})


def with_names(messages: Messages) -> Messages:
    """Messages of these with names in their data, of any number (NAM-1)."""
    return st.builds(_named, messages, st.lists(texts, max_size=4))


def with_meta(messages: Messages) -> Messages:
    """Messages of these with a meta."""
    return st.builds(lambda message, meta: {**message, "meta": meta}, messages, metas())


def payloads() -> Messages:
    """Messages of every kind."""
    kinds: list[Callable[[], Messages]] = [tensors, mixed_ndarrays, json_data, str_data, bin_data]
    return st.one_of([kind() for kind in kinds])


def _named(message: Message, names: list[str]) -> Message:
    return {**message, "data": {**message["data"], "names": names}}
