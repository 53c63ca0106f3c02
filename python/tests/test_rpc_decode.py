"""Protobuf bytes to messages: contract.md, PAY, MET and FBK as they are over gRPC."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from google.protobuf import any_pb2
from rpc_fixtures import tensor_message

from seldon_wrapper import protos
from seldon_wrapper.errors import PayloadError
from seldon_wrapper.message import Kind
from seldon_wrapper.rpc.decode import feedback_of, message_of, messages_of
from seldon_wrapper.rpc.decode_large import LARGE_BYTES


def _decoded(**fields):
    return message_of(protos.SeldonMessage(**fields).SerializeToString())


def _refused(data, read=message_of):
    with pytest.raises(PayloadError) as excinfo:
        read(data)
    return str(excinfo.value)


def _ndarray(value):
    message = protos.SeldonMessage()
    message.data.ndarray.extend(value)
    return message.SerializeToString()


def test_a_tensor_keeps_its_shape_names_and_meta():
    """The common request, of which nothing may be lost."""
    meta = {"puid": "p", "routing": {"r": 1}, "requestPath": {"a": "b:1"}}
    data = {"names": ["a", "b"], "tensor": {"shape": [1, 2], "values": [1, 2.5]}}

    found = _decoded(data=data, meta=meta)

    assert found.kind is Kind.TENSOR
    assert found.value.tolist() == [[1.0, 2.5]]
    assert found.names == ["a", "b"]
    assert found.meta == meta


@pytest.mark.parametrize("rows", [2, 200])
def test_an_array_is_writable_and_its_own(rows):
    """A component may change what it gets (PAY-17), on the short way and on the long one."""
    data = tensor_message([rows, 10], [0.0] * rows * 10).SerializeToString()

    first, second = message_of(data).value, message_of(data).value
    first += 1

    assert len(data) > LARGE_BYTES or rows == 2
    assert second.sum() == 0


def test_one_size_of_a_shape_is_worked_out():
    """-1 is numpy's way to write it, and upstream's (PAY-4)."""
    found = message_of(tensor_message([-1, 2], [1, 2, 3, 4]).SerializeToString())

    assert found.value.shape == (2, 2)


@pytest.mark.parametrize("count", [1, 2000])
def test_a_tensor_with_too_few_values_is_refused(count):
    """The message names both counts, so that the sender can mend the request."""
    data = tensor_message([count, 3], [1.0] * count).SerializeToString()

    expected = f"tensor values: {count} (expected: {3 * count} for shape [{count}, 3])"
    assert _refused(data) == expected


def test_values_that_are_not_packed_are_read():
    """Proto3 readers take repeated numbers one by one as well, and old clients send them."""
    unpacked = b"".join(b"\x11" + struct.pack("<d", number) for number in (1.0, 2.0))
    tensor = b"\x08\x02" + unpacked
    data = bytes((0x12, len(tensor))) + tensor

    found = message_of(bytes((0x1A, len(data))) + data)

    assert found.value.tolist() == [1.0, 2.0]


def test_a_tensor_in_two_pieces_is_merged():
    """Two values fields are one array, also where each by itself would fit the shape."""
    values = struct.pack("<1500d", *range(1500))
    piece = b"\x12" + b"\xe0\x5d" + values
    tensor = b"\x0a\x02\xdc\x0b" + piece + piece

    text = _refused(protos.SeldonMessage(data={"tensor": _tensor_of(tensor)}).SerializeToString())
    raw = _refused(_wrapped(tensor))

    assert text == raw == "tensor values: 3000 (expected: 1500 for shape [1500])"


def _tensor_of(data):
    return protos.Tensor.FromString(data)


def _wrapped(tensor):
    data = b"\x12" + _varint(len(tensor)) + tensor
    return b"\x1a" + _varint(len(data)) + data


def _varint(number):
    out = b""
    while number > 127:
        out += bytes((number & 127 | 128,))
        number >>= 7
    return out + bytes((number,))


def test_a_matrix_of_numbers_is_an_ndarray():
    """Rows of numbers are numeric, whatever way they are read (PAY-7)."""
    rows = np.arange(4000.0).reshape(-1, 4)

    found = message_of(_ndarray(rows.tolist()))

    assert found.kind is Kind.NDARRAY
    assert found.value.dtype == np.float64
    assert (found.value == rows).all()


def test_values_of_an_ndarray_keep_their_types():
    """Mixed rows stay what they are; upstream makes strings of them (PAY-7)."""
    found = message_of(_ndarray([["a", 1.5], [True, None]]))

    assert found.value.tolist() == [["a", 1.5], [True, None]]


def test_null_and_nan_among_numbers_are_nan():
    """JSON has no NaN, so a NaN of a gRPC client counts as null (PAY-8)."""
    found = message_of(_ndarray([1.0, None, float("nan")]))

    assert found.value.dtype == np.float64
    assert np.isnan(found.value).tolist() == [False, True, True]


@pytest.mark.parametrize("rows", [1, 2000])
def test_an_infinity_in_an_ndarray_is_refused(rows):
    """It could not leave as JSON; the message names the remedy (PAY-8)."""
    data = _ndarray([[1.0, float("-inf")]] * rows)

    assert _refused(data) == "ndarray: -Infinity (expected: finite numbers, or send a tensor)"


def test_ragged_rows_are_refused():
    """With the place of the first that does not fit (PAY-6)."""
    assert _refused(_ndarray([[1, 2], [3]])) == "ndarray[1]: 1 values (expected: 2)"


def test_json_data_is_plain_python():
    """Numbers are doubles over gRPC (PAY-18)."""
    message = protos.SeldonMessage()
    message.jsonData.struct_value["a"] = [1, None, "x", True, {}]

    found = message_of(message.SerializeToString())

    assert found.kind is Kind.JSON
    assert found.value == {"a": [1.0, None, "x", True, {}]}
    assert isinstance(found.value["a"][0], float)


@pytest.mark.parametrize("levels", [30, 31])
def test_json_data_has_a_depth(levels):
    """The same limit as over REST (LIM-2)."""
    message = protos.SeldonMessage()
    value = message.jsonData
    for _ in range(levels):
        value = value.list_value.values.add()
    value.bool_value = True
    data = message.SerializeToString()

    if levels == 30:
        assert message_of(data).kind is Kind.JSON
    else:
        assert _refused(data) == "jsonData: nested deeper than 30 levels"


def test_an_infinity_in_json_data_is_refused():
    """Only gRPC can send one (PAY-9)."""
    data = protos.SeldonMessage(jsonData={"number_value": float("inf")}).SerializeToString()

    assert _refused(data) == "jsonData: Infinity (expected: finite numbers)"


def test_strings_and_bytes_come_as_they_are():
    """Empty ones are payloads too."""
    assert _decoded(strData="").value == ""
    assert _decoded(strData="\u00e4\U0001f600\0").value == "\u00e4\U0001f600\0"
    assert _decoded(binData=b"\xff\0").value == b"\xff\0"


def test_custom_data_is_an_any_that_a_component_can_use():
    """Its own ``isinstance`` and ``Unpack`` work (PAY-13)."""
    found = _decoded(customData={"type_url": "a/b.C", "value": b"1"})

    assert found.kind is Kind.ANY
    assert isinstance(found.value, any_pb2.Any)
    assert (found.value.type_url, found.value.value) == ("a/b.C", b"1")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"dtype": 1, "float_val": [0.5]}, [0.5, 0.5]),
        ({"dtype": 2, "double_val": [0.5, 1]}, [0.5, 1.0]),
        ({"dtype": 3, "int_val": [-1, 2]}, [-1, 2]),
        ({"dtype": 7, "string_val": [b"a", b"b"]}, ["a", "b"]),
        ({"dtype": 9, "int64_val": [2**53 + 1, 0]}, [2**53 + 1, 0]),
        ({"dtype": 10, "bool_val": [True, False]}, [True, False]),
        ({"dtype": 19, "half_val": [0x3C00, 0x4000]}, [1.0, 2.0]),
        ({"dtype": 22, "uint32_val": [2**32 - 1, 0]}, [2**32 - 1, 0]),
        ({"dtype": 23, "uint64_val": [2**64 - 1, 0]}, [2**64 - 1, 0]),
        ({"dtype": 5, "tensor_content": b"\x01\0\xff\xff"}, [1, -1]),
    ],
)
def test_a_tftensor_is_read_without_tensorflow(fields, expected):
    """Each dtype has its field (PAY-12)."""
    shape = {"dim": [{"size": 2}]}

    found = _decoded(data={"tftensor": {**fields, "tensor_shape": shape}})

    assert found.kind is Kind.TFTENSOR
    assert found.value.tolist() == expected


def test_a_dtype_that_is_not_read_is_refused_by_name():
    """The sender knows types by their names."""
    data = protos.SeldonMessage(data={"tftensor": {"dtype": 8}}).SerializeToString()

    assert _refused(data).startswith("tftensor dtype: DT_COMPLEX64 (expected: one of DT_BOOL, ")


def test_no_payload_is_refused():
    """An empty message says nothing that a component could answer (PAY-1)."""
    expected = "payload: none (expected: one of data, jsonData, strData, binData, customData)"

    assert _refused(b"") == expected


def test_data_without_a_form_is_refused():
    """``data: {}`` is no empty array: we do not guess (PAY-1)."""
    data = protos.SeldonMessage(data={"names": ["a"]}).SerializeToString()

    assert _refused(data) == "data: none (expected: one of tensor, ndarray, tftensor)"


def test_of_two_payloads_the_last_counts():
    """A oneof keeps no more (PAY-2)."""
    first = tensor_message([2000], [0.0] * 2000).SerializeToString()

    found = message_of(first + protos.SeldonMessage(strData="x").SerializeToString())

    assert (found.kind, found.value) == (Kind.STRING, "x")


def test_unknown_fields_and_status_are_ignored():
    """Newer clients may send more (PAY-3)."""
    unknown = b"\x9a\x06\x03abc"
    status = protos.SeldonMessage(status={"code": 500}).SerializeToString()

    found = message_of(status + protos.SeldonMessage(strData="x").SerializeToString() + unknown)

    assert (found.kind, found.value, found.meta) == (Kind.STRING, "x", {})


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (message_of, "body: malformed SeldonMessage"),
        (messages_of, "body: malformed SeldonMessageList"),
        (feedback_of, "body: malformed Feedback"),
    ],
)
@pytest.mark.parametrize("data", [b"\xff", b"\x1a\x7f\x01", b"\x0a" + b"\xff" * 10000])
def test_malformed_bytes_are_refused(read, expected, data):
    """By the same words on all services (ERR-3)."""
    assert _refused(data, read) == expected


def test_text_that_is_no_utf8_is_malformed():
    """Proto3 strings are UTF-8; names beside a large tensor are checked too."""
    names = b"\x0a\x01\xff"
    large = tensor_message([2000], [0.0] * 2000).data.SerializeToString()
    data = b"\x1a" + _varint(len(names) + len(large)) + names + large

    assert _refused(data) == "body: malformed SeldonMessage"


def test_meta_has_only_the_keys_that_are_set():
    """The component gets what was sent, metric types by name (MET-7)."""
    meta = protos.Meta(
        metrics=[{"key": "k", "type": 1, "value": 0.5}, {"key": "l", "tags": {"a": "b"}}]
    )
    meta.tags["t"].list_value.append(1)

    found = _decoded(strData="", meta=meta)

    assert found.meta == {
        "tags": {"t": [1.0]},
        "metrics": [
            {"key": "k", "type": "GAUGE", "value": 0.5},
            {"key": "l", "type": "COUNTER", "value": 0.0, "tags": {"a": "b"}},
        ],
    }


def test_a_metric_of_an_unknown_type_is_refused():
    """Enums are open on the wire, so a number may come that means nothing (MET-6)."""
    data = protos.SeldonMessage(strData="", meta={"metrics": [{"type": 7}]}).SerializeToString()

    assert _refused(data) == "meta.metrics[0].type: 7 (expected: COUNTER, GAUGE or TIMER)"


def test_an_infinite_tag_is_refused():
    """Tags are JSON (PAY-9)."""
    meta = protos.Meta()
    meta.tags["t"].number_value = float("inf")
    data = protos.SeldonMessage(strData="", meta=meta).SerializeToString()

    assert _refused(data) == "meta.tags: Infinity (expected: finite numbers)"


def test_messages_of_a_list_are_read_each_by_its_kind():
    """A combiner may have children of different kinds (DIS-6)."""
    items = [protos.SeldonMessage(strData="x"), tensor_message([1], [2])]

    found = messages_of(protos.SeldonMessageList(seldonMessages=items).SerializeToString())

    assert [message.kind for message in found] == [Kind.STRING, Kind.TENSOR]


def test_an_error_in_a_list_names_its_message():
    """Among many the sender must know which (DIS-6)."""
    items = [protos.SeldonMessage(strData="x"), tensor_message([2], [1])]
    data = protos.SeldonMessageList(seldonMessages=items).SerializeToString()

    expected = "seldonMessages[1]: tensor values: 1 (expected: 2 for shape [2])"
    assert _refused(data, messages_of) == expected


def test_an_empty_list_is_refused():
    """There is nothing to combine (DIS-6)."""
    assert _refused(b"", messages_of) == "seldonMessages: none (expected: one or more)"


def test_feedback_has_all_its_parts():
    """Every payload kind arrives, the reward as float32 (FBK-2, FBK-3)."""
    feedback = protos.Feedback(
        request={"strData": "x"},
        response={"meta": {"routing": {"r": 2}}},
        reward=0.1,
        truth={"binData": b"y"},
    )

    found = feedback_of(feedback.SerializeToString())

    assert found.request.value == "x"
    assert (found.response.kind, found.response.meta) == (None, {"routing": {"r": 2}})
    assert found.reward == 0.10000000149011612
    assert found.truth.value == b"y"


def test_feedback_may_be_empty():
    """What is absent counts as nothing, not as an error (FBK-1)."""
    found = feedback_of(b"")

    assert (found.request, found.response, found.reward, found.truth) == (None, None, 0.0, None)


def test_an_error_in_feedback_names_its_part():
    """Three messages travel together (FBK-6)."""
    data = protos.Feedback(request=tensor_message([2], [1])).SerializeToString()

    expected = "request: tensor values: 1 (expected: 2 for shape [2])"
    assert _refused(data, feedback_of) == expected
