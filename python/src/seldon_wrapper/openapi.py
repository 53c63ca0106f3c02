"""The OpenAPI document, made from ``common-proto/openapi/wrapper.yaml`` (contract.md, MDA-4)."""

from __future__ import annotations

import functools
import importlib.resources
import json
from typing import Any


def document_bytes() -> bytes:
    """Give the document as JSON."""
    return importlib.resources.files(__package__).joinpath("_gen", "openapi.json").read_bytes()


@functools.cache
def document() -> dict[str, Any]:
    """Give the document, read once."""
    found: dict[str, Any] = json.loads(document_bytes())
    return found
