"""Holds metadata against ``ModelMetadata`` of the OpenAPI document (contract.md, MDA-2)."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from seldon_wrapper.openapi import document


def problem_of(metadata: dict[str, Any]) -> str | None:
    """Say what is wrong with metadata; None if nothing is."""
    import fastjsonschema  # noqa: PLC0415 - 20 ms of the start

    try:
        _validator()(metadata)
    except fastjsonschema.JsonSchemaValueException as error:
        return str(error.message)
    return None


@functools.cache
def _validator() -> Callable[[Any], Any]:
    import fastjsonschema  # noqa: PLC0415 - 20 ms of the start

    schema = {
        "$ref": "#/components/schemas/ModelMetadata",
        "components": document()["components"],
    }
    validator: Callable[[Any], Any] = fastjsonschema.compile(schema, use_default=False)
    return validator
