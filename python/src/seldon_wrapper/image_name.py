"""Splits a container image's name from its version (contract.md, MDA-1)."""

from __future__ import annotations


def split_image(image: str) -> tuple[str, str]:
    """Give the name and the version of ``registry:5000/name:version``; no version is empty."""
    head, slash, last = image.rpartition("/")
    name, _, version = last.partition(":")
    return f"{head}{slash}{name}", version
