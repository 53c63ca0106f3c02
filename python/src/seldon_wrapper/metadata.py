"""The component's metadata, merged with MODEL_METADATA and checked (contract.md, MDA)."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from seldon_wrapper.component import Component
from seldon_wrapper.errors import MetadataError
from seldon_wrapper.image_name import split_image
from seldon_wrapper.message.json_value import plain
from seldon_wrapper.metadata_schema import problem_of
from seldon_wrapper.settings import Settings

_LOG = logging.getLogger(__name__)


def read_metadata(component: Component, settings: Settings) -> dict[str, Any]:
    """Give the metadata that ``/metadata`` answers: the defaults, the component's, the variable's.

    Raises:
        MetadataError: It breaks the schema, or ``init_metadata`` raised; why is in the log.
    """
    name, version = split_image(settings.unit_image or "")
    result: dict[str, Any] = {
        "name": name,
        "versions": [version] if version else [],
        "platform": "",
        "inputs": [],
        "outputs": [],
        "custom": {},
    }
    try:
        for part in (component.metadata(), _overlay(settings)):
            result.update(_mapping(part))
        result = plain(result, "metadata")
        problem = problem_of(result)
    except MetadataError:
        raise
    except BaseException as error:
        _LOG.exception("metadata can't be read")
        raise _unavailable() from error
    if problem:
        _LOG.error("metadata: %s", problem)
        raise _unavailable()
    return result


def _overlay(settings: Settings) -> Any:
    """Read what the variable MODEL_METADATA says."""
    if not settings.model_metadata:
        return {}
    import yaml  # noqa: PLC0415 - 30 ms of the start

    return yaml.safe_load(settings.model_metadata)


def _mapping(part: Any) -> Mapping[str, Any]:
    if part is None:
        return {}
    if not isinstance(part, Mapping):
        _LOG.error("metadata: %s (expected: a mapping)", type(part).__name__)
        raise _unavailable()
    return part


def _unavailable() -> MetadataError:
    return MetadataError("Model metadata unavailable")
