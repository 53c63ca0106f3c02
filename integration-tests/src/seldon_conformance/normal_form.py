"""One form for messages of both transports, in which equal answers are equal.

The form is a SeldonMessage as JSON with: no empty member of meta, ``names`` always in data, tensor
values as floats (NaN and infinities too), float32 values of metrics, tftensor decoded. What is not
as it should be comes through as it is, so that the comparison shows it.
"""

import math
import struct
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from google.protobuf import message

from seldon_conformance.proto_json import any_as_json, proto_as_json, value_as_json
from seldon_conformance.tensor_proto import decoded_tensor

_NOT_FINITE: Mapping[str, float] = MappingProxyType(
    {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
)


def from_json(answer: Any) -> Any:
    """Give the normal form of a SeldonMessage that came, or is expected, as JSON.

    Args:
        answer: Parsed JSON. Integers stay integers.
    """
    if not isinstance(answer, dict):
        return answer
    normal = dict(answer)
    meta = _meta(normal.pop("meta", {}))
    if meta != {}:
        normal["meta"] = meta
    if isinstance(answer.get("data"), dict):
        normal["data"] = _data(answer["data"])
    return normal


def from_proto(answer: message.Message) -> Any:
    """Give the normal form of a SeldonMessage that came as protobuf."""
    return from_json(as_json(answer))


def as_json(answer: message.Message) -> dict[str, Any]:
    """Give a SeldonMessage as JSON, of which ``from_json`` makes the normal form.

    Unlike proto3 JSON it can hold NaN and infinities anywhere, and an Any of an unknown type.
    """
    # The names of fields are known to the pool alone, not to a type checker.
    seldon: Any = answer
    normal: dict[str, Any] = {"meta": _meta_as_json(seldon.meta)}
    if seldon.HasField("status"):
        normal["status"] = proto_as_json(seldon.status)
    payload = seldon.WhichOneof("data_oneof")
    if payload == "data":
        normal["data"] = _data_as_json(seldon.data)
    elif payload == "jsonData":
        normal["jsonData"] = value_as_json(seldon.jsonData)
    elif payload == "customData":
        normal["customData"] = any_as_json(seldon.customData)
    elif payload is not None:
        normal[payload] = proto_as_json(seldon)[payload]
    return normal


def _meta_as_json(meta: Any) -> dict[str, Any]:
    return {
        **proto_as_json(meta),
        "tags": {key: value_as_json(value) for key, value in meta.tags.items()},
        "metrics": [
            {
                "key": metric.key,
                "type": metric.DESCRIPTOR.fields_by_name["type"]
                .enum_type.values_by_number[metric.type]
                .name,
                "value": metric.value,
                "tags": dict(metric.tags),
            }
            for metric in meta.metrics
        ],
    }


def _data_as_json(data: Any) -> dict[str, Any]:
    normal: dict[str, Any] = {"names": list(data.names)}
    form = data.WhichOneof("data_oneof")
    if form == "tensor":
        normal["tensor"] = {"shape": list(data.tensor.shape), "values": list(data.tensor.values)}
    elif form == "ndarray":
        normal["ndarray"] = [value_as_json(value) for value in data.ndarray.values]
    elif form == "tftensor":
        normal["tftensor"] = proto_as_json(data.tftensor)
    return normal


def _meta(meta: Any) -> Any:
    """Leave out what is empty; metric values as float32, and their tags only if there are any."""
    if not isinstance(meta, dict):
        return meta
    normal = {key: value for key, value in meta.items() if value not in ({}, [], "")}
    if isinstance(normal.get("metrics"), list):
        normal["metrics"] = [_metric(metric) for metric in normal["metrics"]]
    return normal


def _metric(metric: Any) -> Any:
    if not isinstance(metric, dict):
        return metric
    normal = {key: value for key, value in metric.items() if (key, value) != ("tags", {})}
    if "value" in normal:
        normal["value"] = _as_float32(normal["value"])
    return normal


def _as_float32(value: Any) -> Any:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return value
    try:
        return struct.unpack("<f", struct.pack("<f", value))[0]
    except OverflowError:
        return value


def _data(data: dict[str, Any]) -> dict[str, Any]:
    normal = {"names": [], **data}
    if isinstance(data.get("tensor"), dict):
        tensor = {"shape": [], "values": [], **data["tensor"]}
        if isinstance(tensor["values"], list):
            tensor["values"] = [
                _NOT_FINITE.get(value, value) if isinstance(value, str) else value
                for value in tensor["values"]
            ]
        normal["tensor"] = tensor
    if "tftensor" in data:
        normal["tftensor"] = decoded_tensor(data["tftensor"])
    return normal
