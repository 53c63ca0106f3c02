"""Meta from protobuf (contract.md, MET-6 and MET-7)."""

from __future__ import annotations

from typing import Any

from seldon_wrapper import protos
from seldon_wrapper.errors import PayloadError
from seldon_wrapper.message import Meta
from seldon_wrapper.message.json_value import check_request
from seldon_wrapper.rpc.json_values import read_value


def meta_of(meta: Any) -> Meta:
    """Read a parsed Meta; only the keys that are set are in it.

    Raises:
        PayloadError: A tag with an infinity or too deep, or a metric of no known type.
    """
    found: Meta = {}
    if meta.puid:
        found["puid"] = meta.puid
    if meta.tags:
        found["tags"] = {key: _tag(value) for key, value in meta.tags.items()}
    if meta.routing:
        found["routing"] = dict(meta.routing)
    if meta.requestPath:
        found["requestPath"] = dict(meta.requestPath)
    if meta.metrics:
        found["metrics"] = [_metric(metric, index) for index, metric in enumerate(meta.metrics)]
    return found


def _tag(value: Any) -> Any:
    tag = read_value(value)
    check_request(tag, "meta.tags")
    return tag


def _metric(metric: Any, index: int) -> dict[str, Any]:
    name = protos.METRIC_TYPES.get(metric.type)
    if name is None:
        text = f"meta.metrics[{index}].type: {metric.type} (expected: COUNTER, GAUGE or TIMER)"
        raise PayloadError(text)
    found = {"key": metric.key, "type": name, "value": metric.value}
    if metric.tags:
        found["tags"] = dict(metric.tags)
    return found
