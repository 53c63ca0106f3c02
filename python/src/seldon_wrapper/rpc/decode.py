"""Protobuf bytes to messages (contract.md, PAY, MET, FBK over gRPC).

Everything is parsed by protobuf from the true descriptors, but for one shape of large message: see
``decode_large``. Packed numbers are taken out of a parsed message by writing it again and reading
the bytes as an array, which takes a quarter of a loop's time, or less.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from google.protobuf import any_pb2

from seldon_wrapper import protos
from seldon_wrapper.errors import PayloadError
from seldon_wrapper.message import Feedback, Kind, Message, tensor
from seldon_wrapper.message import ndarray as nested
from seldon_wrapper.message.json_value import check_request
from seldon_wrapper.rpc.decode_large import LARGE_BYTES, read_large
from seldon_wrapper.rpc.decode_meta import meta_of
from seldon_wrapper.rpc.json_values import read_list, read_value
from seldon_wrapper.tftensor_proto import tftensor_of

_DOUBLE_BYTES = 8
# So many numbers a loop reads faster.
_FEW = 64
_PAYLOADS = "data, jsonData, strData, binData, customData"
_FORMS = "tensor, ndarray, tftensor"


def message_of(data: bytes) -> Message:
    """Read a SeldonMessage.

    Raises:
        PayloadError: With the contract's text.
    """
    if len(data) > LARGE_BYTES:
        large = read_large(data)
        if large is not None:
            return large
    return _with_payload(protos.parse(protos.SeldonMessage, data))


def messages_of(data: bytes) -> list[Message]:
    """Read a SeldonMessageList; a PayloadError names the message it is about (DIS-6)."""
    items = protos.parse(protos.SeldonMessageList, data).seldonMessages
    if not items:
        text = "seldonMessages: none (expected: one or more)"
        raise PayloadError(text)
    found = []
    for index, item in enumerate(items):
        try:
            found.append(_with_payload(item))
        except PayloadError as error:
            raise error.within(f"seldonMessages[{index}]") from error
    return found


def feedback_of(data: bytes) -> Feedback:
    """Read a Feedback (FBK); a PayloadError names the part it is about (FBK-6)."""
    parsed = protos.parse(protos.Feedback, data)
    parts = {key: _feedback_part(parsed, key) for key in ("request", "response", "truth")}
    return Feedback(parts["request"], parts["response"], parsed.reward, parts["truth"])


def _feedback_part(feedback: Any, key: str) -> Message | None:
    if not feedback.HasField(key):
        return None
    try:
        return _part(getattr(feedback, key))
    except PayloadError as error:
        raise error.within(key) from error


def _with_payload(parsed: Any) -> Message:
    message = _part(parsed)
    if message.kind is None:
        text = f"payload: none (expected: one of {_PAYLOADS})"
        raise PayloadError(text)
    return message


def _part(parsed: Any) -> Message:
    """Read a message that may have no payload."""
    meta = meta_of(parsed.meta) if parsed.HasField("meta") else {}
    key = parsed.WhichOneof("data_oneof")
    if key is None:
        return Message(None, None, meta=meta)
    value = getattr(parsed, key)
    if key == "data":
        form = value.WhichOneof("data_oneof")
        if form is None:
            text = f"data: none (expected: one of {_FORMS})"
            raise PayloadError(text)
        array = _FORM_READERS[form](getattr(value, form))
        return Message(_KINDS[form], array, list(value.names), meta)
    return Message(_KINDS[key], _READERS[key](value), meta=meta)


def _tensor(value: Any) -> npt.NDArray[Any]:
    shape = list(value.shape)
    count = len(value.values)
    if count <= _FEW:
        return tensor.to_array(shape, np.fromiter(value.values, np.float64, count))
    # Only the values are left, unknown fields gone: their bytes are the end of what is written.
    value.ClearField("shape")
    value.DiscardUnknownFields()
    written = value.SerializeToString()
    start = len(written) - count * _DOUBLE_BYTES
    # astype copies, so the array is the component's own (PAY-17).
    array = np.frombuffer(written, "<f8", count, start).astype(np.float64)
    return tensor.to_array(shape, array)


def _ndarray(value: Any) -> npt.NDArray[Any]:
    return nested.from_nested(read_list(value))


def _json(value: Any) -> Any:
    found = read_value(value)
    check_request(found, "jsonData")
    return found


def _any(value: Any) -> any_pb2.Any:
    """Give the component an Any of its own pool, which it can compare and put into its messages."""
    return any_pb2.Any(type_url=value.type_url, value=value.value)


def _same(value: Any) -> Any:
    return value


# Calling an enum by its value takes three times as long.
_KINDS = {kind.value: kind for kind in Kind}
_FORM_READERS: dict[str, Callable[[Any], npt.NDArray[Any]]] = {
    "tensor": _tensor,
    "ndarray": _ndarray,
    "tftensor": tftensor_of,
}
_READERS: dict[str, Callable[[Any], Any]] = {
    "binData": _same,
    "strData": _same,
    "jsonData": _json,
    "customData": _any,
}
