"""Makes an example request of what a component's metadata says of its inputs."""

import math
from collections.abc import Sequence
from typing import Any

_MOST_VALUES = 20_000


def message_of_metadata(metadata: Any) -> dict[str, Any] | None:
    """Make a SeldonMessage of the first input.

    Args:
        metadata: As GET ``/metadata`` answers it, or anything else.

    Returns:
        The message, with one row; nothing if the metadata does not tell what the input is like.
    """
    inputs = metadata.get("inputs") if isinstance(metadata, dict) else None
    if not isinstance(inputs, list) or not inputs or not isinstance(inputs[0], dict):
        return None
    first = inputs[0]
    if first.get("messagetype") in {"tensor", "ndarray"}:
        return _of_schema(first["messagetype"], first.get("schema"))
    if first.get("datatype") not in {None, "", "BOOL", "BYTES"}:
        return _array("ndarray", [], _sizes(first.get("shape")))
    texts = {"strData": {"strData": "text"}, "binData": {"binData": "AAH/"}}
    return texts.get(first.get("messagetype", ""))


def _of_schema(kind: str, schema: Any) -> dict[str, Any] | None:
    """Make it of Seldon's own schema: the sizes of one observation, or of a batch that says -1."""
    if not isinstance(schema, dict):
        return None
    names = schema.get("names") or []
    sizes = _sizes(schema.get("shape") or ([len(names)] if names else None))
    if sizes is None:
        return None
    is_batch = -1 in schema.get("shape", [])
    return _array(kind, names, sizes if is_batch else [1, *sizes])


def _sizes(shape: Any) -> list[int] | None:
    """Give the sizes of a shape, -1 being 1; nothing if it is none. Over gRPC they are strings."""
    if not isinstance(shape, list) or not shape:
        return None
    try:
        sizes = [int(size) for size in shape]
    except (TypeError, ValueError):
        return None
    return [1 if size < 0 else size for size in sizes]


def _array(kind: str, names: Sequence[str], sizes: Sequence[int] | None) -> dict[str, Any] | None:
    if sizes is None or math.prod(sizes) > _MOST_VALUES:
        return None
    values = [float(number) for number in range(1, math.prod(sizes) + 1)]
    data = {"names": list(names)} if names else {}
    if kind == "tensor":
        return {"data": {**data, "tensor": {"shape": list(sizes), "values": values}}}
    return {"data": {**data, "ndarray": _nested(values, sizes)}}


def _nested(values: list[float], sizes: Sequence[int]) -> list[Any]:
    if len(sizes) < 2 or not sizes[0]:
        return values
    step = len(values) // sizes[0]
    return [_nested(values[at : at + step], sizes[1:]) for at in range(0, len(values), step or 1)]
