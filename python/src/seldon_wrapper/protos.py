"""The contract's messages, for both codecs: classes by name, and their JSON forms.

The classes are in a descriptor pool of our own. So a TensorFlow or a generated ``prediction_pb2``
that the component imports, which put messages of the same names into protobuf's default pool, can't
clash with the server's. What a component gets or makes itself is in the default pool: see
``user_protos``.

Messages made at run time have no static types; here they are ``Any``, and nobody else has to say
so.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

from google.protobuf import any_pb2, json_format
from google.protobuf.descriptor import FileDescriptor
from google.protobuf.descriptor_pool import Default, DescriptorPool
from google.protobuf.message import DecodeError

from seldon_wrapper import descriptors
from seldon_wrapper.errors import ComponentError, PayloadError

_POOL = descriptors.private_pool()

# Types that customData may have in JSON beside the component's own: protobuf's, on being imported.
_WELL_KNOWN = ("duration", "empty", "field_mask", "struct", "timestamp", "wrappers")


def message(full_name: str) -> Any:
    """Give the class of a message by its full name, for instance ``google.rpc.Status``."""
    return descriptors.message_class(_POOL, full_name)


SeldonMessage = message("seldon.protos.SeldonMessage")
SeldonMessageList = message("seldon.protos.SeldonMessageList")
Feedback = message("seldon.protos.Feedback")
DefaultData = message("seldon.protos.DefaultData")
Tensor = message("seldon.protos.Tensor")
Meta = message("seldon.protos.Meta")
Metric = message("seldon.protos.Metric")
SeldonModelMetadata = message("seldon.protos.SeldonModelMetadata")
SeldonModelMetadataRequest = message("seldon.protos.SeldonModelMetadataRequest")
TensorProto = message("tensorflow.TensorProto")

METRIC_TYPES: dict[int, str] = {
    value.number: value.name for value in Metric.DESCRIPTOR.fields_by_name["type"].enum_type.values
}
DTYPE_NAMES: dict[int, str] = {
    value.number: value.name
    for value in TensorProto.DESCRIPTOR.fields_by_name["dtype"].enum_type.values
}
DTYPE_NUMBERS = {name: number for number, name in DTYPE_NAMES.items()}


def parse(cls: Any, data: bytes) -> Any:
    """Parse a message from a request.

    Raises:
        PayloadError: ``body: malformed`` and the message's name (ERR-3).
    """
    try:
        return cls.FromString(data)
    except DecodeError:
        text = f"body: malformed {cls.DESCRIPTOR.name}"
        raise PayloadError(text) from None


def services() -> dict[str, list[str]]:
    """Give the rpcs of each of the contract's seven services, by its full name."""
    file = file_named(descriptors.PREDICTION)
    return {
        service.full_name: [method.name for method in service.methods]
        for service in file.services_by_name.values()
    }


def file_named(name: str) -> FileDescriptor:
    """Give a file by its path; KeyError if there is none."""
    return _POOL.FindFileByName(name)


def file_with(symbol: str) -> FileDescriptor:
    """Give the file that defines a full name; KeyError if there is none."""
    try:
        return _POOL.FindFileContainingSymbol(symbol)
    except KeyError:
        # The pool knows all symbols but methods.
        service, _, method = symbol.rpartition(".")
        return _POOL.FindServiceByName(service).methods_by_name[method].containing_service.file


def is_message(value: object, full_name: str) -> bool:
    """Whether a value is a protobuf message of that name, out of whichever pool."""
    return getattr(getattr(value, "DESCRIPTOR", None), "full_name", None) == full_name


def any_from_json(value: dict[str, Any]) -> any_pb2.Any:
    """Read customData from its proto3 JSON (PAY-13).

    Raises:
        PayloadError: No ``@type``, a type that is not known here, or no JSON of that type.
    """
    type_url = value.get("@type")
    if not isinstance(type_url, str):
        text = "customData: none (expected: a key @type)"
        raise PayloadError(text)
    pool = _pool_of(type_url)
    if pool is None:
        text = f"customData: {type_url} (expected: a known type; send it over gRPC)"
        raise PayloadError(text)
    try:
        return json_format.ParseDict(value, any_pb2.Any(), descriptor_pool=pool)
    except (json_format.ParseError, AttributeError, KeyError, TypeError, ValueError):
        text = f"customData: malformed {type_url}"
        raise PayloadError(text) from None


def any_to_json(value: Any) -> dict[str, Any]:
    """Write customData as proto3 JSON.

    Args:
        value: A ``google.protobuf.Any``, out of whichever pool.

    Raises:
        ComponentError: A type that is not known here, or content that is not of that type.
    """
    pool = _pool_of(value.type_url) if value.type_url else None
    if value.type_url and pool is None:
        text = f"customData answer: {value.type_url} (expected: a known type; ask over gRPC)"
        raise ComponentError(text)
    own = any_pb2.Any(type_url=value.type_url, value=value.value)
    try:
        return json_format.MessageToDict(own, descriptor_pool=pool)
    except (DecodeError, TypeError, ValueError):
        text = f"customData answer: malformed {value.type_url}"
        raise ComponentError(text) from None


def json_to_proto(value: Any, name: str) -> Any:
    """Read a message for a raw method from its proto3 JSON; unknown keys are ignored (PAY-3).

    Args:
        value: Plain JSON values.
        name: Without the package, for instance ``SeldonMessage``.

    Returns:
        A message of the class that ``seldon_core.proto.prediction_pb2`` has.

    Raises:
        PayloadError: No such message.
    """
    from seldon_wrapper import user_protos  # noqa: PLC0415 - only components with raw methods pay

    try:
        return json_format.ParseDict(value, user_protos.message(name)(), ignore_unknown_fields=True)
    except (json_format.ParseError, TypeError, ValueError) as error:
        text = f"body: malformed {name}: {error}"
        raise PayloadError(text) from error


def proto_to_json(answer: Any) -> dict[str, Any]:
    """Write the message that a raw method returned as proto3 JSON.

    Raises:
        ComponentError: No message, or one that has no JSON form.
    """
    if not hasattr(answer, "DESCRIPTOR"):
        text = f"answer: {type(answer).__name__} (expected: a SeldonMessage or a dict)"
        raise ComponentError(text)
    try:
        return json_format.MessageToDict(answer)
    except (TypeError, ValueError) as error:
        text = f"answer: {error} (expected: a message that has a JSON form)"
        raise ComponentError(text) from error


def as_json(answer: Any) -> Any:
    """Give what a raw method returned as plain JSON values: dicts and lists as they are."""
    return answer if isinstance(answer, (Mapping, list)) else proto_to_json(answer)


def tensor_from_json(value: dict[str, Any]) -> Any:
    """Read a TensorProto from its proto3 JSON (PAY-12).

    Raises:
        PayloadError: ``tftensor: malformed TensorProto``.
    """
    try:
        return json_format.ParseDict(value, TensorProto(), ignore_unknown_fields=True)
    except (json_format.ParseError, TypeError, ValueError) as error:
        text = "tftensor: malformed TensorProto"
        raise PayloadError(text) from error


def _pool_of(type_url: str) -> DescriptorPool | None:
    """Give the pool that knows a type: protobuf's own with the component's, or ours."""
    for name in _WELL_KNOWN:
        importlib.import_module(f"google.protobuf.{name}_pb2")
    for pool in (Default(), _POOL):
        try:
            pool.FindMessageTypeByName(type_url.rpartition("/")[2])
        except KeyError:
            continue
        return pool
    return None
