"""The short way in for large JSON: whatever it reads, the long way reads the same."""

import json
import random

import numpy as np
import orjson
import pytest

from seldon_wrapper.errors import PayloadError
from seldon_wrapper.message import Kind
from seldon_wrapper.rest.decode import message_of
from seldon_wrapper.rest.decode_large import read_large

ROWS = [[0.5, 1.0], [2.0, -0.25]]


def outcome(read, text):
    """Give what a reader makes of a text: a message's parts, or its error's text."""
    try:
        message = read(text)
    except (PayloadError, orjson.JSONDecodeError) as error:
        return type(error).__name__ if isinstance(error, orjson.JSONDecodeError) else str(error)
    if message is None:
        return None
    array = message.value
    parts = (array.dtype.str, array.shape, array.tobytes()) if message.kind.is_data else array
    return message.kind, parts, message.names, message.meta


def long_way(text):
    return message_of(orjson.loads(text))


@pytest.mark.parametrize(
    "text",
    [
        '{"data":{"ndarray":[[0.5,1],[2,-0.25]]}}',
        '{"data":{"ndarray":[[1,2],[3,4]]}}',
        '{"data":{"ndarray":[1,2.5,1e-3]}}',
        '{"data":{"ndarray":[9223372036854775807,-9223372036854775808]}}',
        '{"data":{"ndarray":[0.5,18446744073709551615,9007199254740993,-0,-0.0]}}',
        '{"data":{"tensor":{"shape":[2,2],"values":[1,2,3,4]}}}',
        '{"data":{"tensor":{"values":[1,2,3,4.5],"shape":["2",-1]}}}',
        '{"data":{"names":["a","[b"],"ndarray":[[1.5,2]]},"meta":{"tags":{"t":[1,["["]]}}}',
        '{"meta":{"puid":"p","routing":{"u":2}},"data":{"names":null,"ndarray":[[1.5,2]]}}',
        '{"meta":null,"data":{"ndarray":[[2.2250738585072011e-308,1e-400,1.7976931348623157e308]]}}',
        # Wrong, and found out by either way in the same words.
        '{"data":{"tensor":{"shape":[2,3],"values":[1,2,3,4]}}}',
        '{"data":{"tensor":{"shape":[2.5],"values":[1,2]}}}',
        '{"data":{"names":["a",1],"ndarray":[[1.5,2]]}}',
        '{"data":{"ndarray":[[1.5,2]]},"meta":{"tags":[1]}}',
    ],
)
def test_what_is_read_is_what_the_long_way_reads(text):
    """The same bits, types, names, meta and errors: only the time differs."""
    found = outcome(read_large, text.encode())

    assert found is not None
    assert found == outcome(long_way, text.encode())


@pytest.mark.parametrize(
    "data",
    [
        '"ndarray":[[1,[2]],[3,4]]',  # as many values a row, and in all, as a matrix has
        '"ndarray":[[1,2],[3]]',
        '"ndarray":[[1,2],3,4]',
        '"ndarray":[1,[2],3]',
        '"ndarray":[[[1,2]],[[3,4]]]',
        '"ndarray":[[1,null]]',
        '"ndarray":[[1,true]]',
        '"ndarray":[[1,"2"]]',
        '"ndarray":[18446744073709551615,1]',
        '"ndarray":[[],[]]',
        '"ndarray":[]',
        '"ndarray":{"a":[1]}',
        '"ndarray":[1],"ndarray":[2]',
        '"ndarray":[1],"tensor":{"shape":[1],"values":[2]}',
        '"ndarray":[1],"other":[2]',
        '"names":["\\u0061"],"ndarray":[1]',
        '"names":"a","ndarray":[1]',
        '"tensor":{"shape":[2],"values":[1,[2]]}',
        '"tensor":{"shape":[1],"values":["NaN"]}',
        '"tensor":{"shape":[1],"shape":[2],"values":[1,2]}',
        '"tensor":{"values":[1]}',
        '"tensor":{"shape":2,"values":[1,2]}',
        '"ndarray":[1e400]',
        '"ndarray":[123456789012345678901234567890]',
        '"ndarray":[01]',
    ],
)
def test_what_simdjson_would_get_wrong_goes_the_long_way(data):
    """It flattens, takes the first of equal keys, and knows no null among numbers."""
    assert read_large(f'{{"data":{{{data}}}}}'.encode()) is None


@pytest.mark.parametrize(
    "text",
    [
        '{"data":{"ndarray":[1]},"strData":"s"}',
        '{"data":{"ndarray":[1]},"data":{"ndarray":[2]}}',
        '{"data":{"ndarray":[1]},"meta":"m"}',
        '{"data":[1]}',
        '{"jsonData":[1]}',
        '[{"data":{"ndarray":[1]}}]',
        '\ufeff{"data":{"ndarray":[1]}}',
        '{"data":{"ndarray":[1]}} x',
        '{"data":{"ndarray":[1]}',
        "",
    ],
)
def test_other_messages_go_the_long_way(text):
    """What is unusual around an array is for one reader alone to judge."""
    assert read_large(text.encode()) is None


def test_array_is_the_components_own():
    """PAY-17: a component may write into its input."""
    text = json.dumps({"data": {"ndarray": ROWS}}).encode()
    message = read_large(text)
    assert message is not None

    message.value[0, 0] = 7.0

    assert message.kind is Kind.NDARRAY
    assert message.value.tolist() == [[7.0, 1.0], [2.0, -0.25]]
    again = read_large(text)
    assert again is not None
    assert np.array_equal(again.value, ROWS)


_SNIPPETS = ["[", "]", ",", "1", "0.5", "null", '"a"', "{", "}", "-", "e9", "true", " ", "\\", ":"]


def test_mutilated_messages_are_read_as_the_long_way_reads_them():
    """Nobody thinks of all the ways in which JSON can be wrong."""
    choose = random.Random(7)
    seeds = [
        '{"data":{"names":["a","b"],"ndarray":[[0.5,1],[2,3]]},"meta":{"tags":{"k":[1]}}}',
        '{"data":{"tensor":{"shape":[2,2],"values":[1,2,3,4.25]}},"meta":{"puid":"p"}}',
        '{"data":{"ndarray":[[1,2],[3,4],[5,6]]}}',
    ]
    read = 0
    for _ in range(20_000):
        text = choose.choice(seeds)
        for _ in range(choose.randint(1, 3)):
            at = choose.randrange(len(text))
            cut = choose.choice((0, 0, 1, 1, 5))
            text = text[:at] + choose.choice([*_SNIPPETS, ""]) + text[at + cut :]
        found = outcome(read_large, text.encode())
        if found is not None:
            read += 1
            assert found == outcome(long_way, text.encode()), text
    assert read > 500
