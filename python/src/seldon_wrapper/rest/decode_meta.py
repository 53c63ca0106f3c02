"""Meta from JSON (contract.md, MET-6 and MET-7)."""

from __future__ import annotations

import math
from typing import Any

from seldon_wrapper.errors import PayloadError
from seldon_wrapper.message import Meta
from seldon_wrapper.message.json_value import check_request
from seldon_wrapper.meta import float32
from seldon_wrapper.rest.json_types import (
    array_of,
    integer_of,
    object_of,
    refuse,
    shown,
    string_of,
)

_TYPES = ("COUNTER", "GAUGE", "TIMER")


def meta_of(value: Any) -> Meta:
    """Read meta; only the keys that are set are in it.

    Raises:
        PayloadError: A wrong type, with its place.
    """
    if value is None:
        return {}
    found: Meta = {}
    for key, read in _READERS.items():
        member = object_of(value, "meta").get(key)
        if member is not None and (read_member := read(member)):
            found[key] = read_member
    return found


def _tags(value: Any) -> dict[str, Any]:
    tags = object_of(value, "meta.tags")
    for tag in tags.values():
        check_request(tag, "meta.tags")
    return tags


def _routing(value: Any) -> dict[str, int]:
    routing = object_of(value, "meta.routing")
    return {key: integer_of(item, f'meta.routing["{key}"]') for key, item in routing.items()}


def _path(value: Any) -> dict[str, str]:
    return _strings(value, "meta.requestPath")


def _strings(value: Any, where: str) -> dict[str, str]:
    members = object_of(value, where)
    return {key: string_of(item, f'{where}["{key}"]') for key, item in members.items()}


def _metrics(value: Any) -> list[dict[str, Any]]:
    items = array_of(value, "meta.metrics")
    return [_metric(item, f"meta.metrics[{index}]") for index, item in enumerate(items)]


def _metric(value: Any, where: str) -> dict[str, Any]:
    metric = {k: v for k, v in object_of(value, where).items() if v is not None}
    number = metric.get("value", 0)
    if isinstance(number, bool) or not isinstance(number, (int, float)):
        refuse(f"{where}.value", number, "a number")
    rounded = float32(number)
    if not math.isfinite(rounded):
        message = f"{where}.value: out of range (expected: a finite float32)"
        raise PayloadError(message)
    found = {
        "key": string_of(metric.get("key", ""), f"{where}.key"),
        "type": _type(metric.get("type", "COUNTER"), f"{where}.type"),
        "value": rounded,
    }
    tags = _strings(metric.get("tags", {}), f"{where}.tags")
    if tags:
        found["tags"] = tags
    return found


def _type(value: Any, where: str) -> str:
    """Read an enum of proto3 JSON: its name or its number."""
    if isinstance(value, str) and value in _TYPES:
        return value
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(_TYPES):
        return _TYPES[value]
    message = f"{where}: {shown(value)} (expected: COUNTER, GAUGE or TIMER)"
    raise PayloadError(message)


_READERS = {
    "puid": lambda value: string_of(value, "meta.puid"),
    "tags": _tags,
    "routing": _routing,
    "requestPath": _path,
    "metrics": _metrics,
}
