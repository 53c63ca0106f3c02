"""Bytes as text in JSON (contract.md, PAY-10)."""

from __future__ import annotations

import base64
import binascii

from seldon_wrapper.errors import PayloadError

_GROUP = 4
_STANDARD = str.maketrans("-_", "+/")


def base64_text(data: bytes) -> str:
    """Give standard, padded base64."""
    return base64.b64encode(data).decode("ascii")


def base64_bytes(text: str, what: str) -> bytes:
    """Read base64, standard or URL-safe, padded or not.

    Raises:
        PayloadError: ``<what>: not base64``.
    """
    try:
        standard = text.translate(_STANDARD)
        if "=" not in standard:
            standard += "=" * (-len(standard) % _GROUP)
        return base64.b64decode(standard, validate=True)
    except (binascii.Error, ValueError):
        message = f"{what}: not base64"
        raise PayloadError(message) from None
