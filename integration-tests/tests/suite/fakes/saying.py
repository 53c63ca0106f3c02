"""Compares what a check says with what it should say."""

import re

from seldon_conformance.results import Finding


def is_said(says: str, finding: Finding) -> bool:
    """Tell whether a finding is told so, whole; ``{n}`` is any number, ``{text}`` any text."""
    told = f"{finding.path}: {finding.got} (expected: {finding.expected})"
    number = re.escape("{n}")
    pattern = re.escape(says).replace(number, "[0-9.]+").replace(re.escape("{text}"), ".*")
    return re.fullmatch(pattern, told, re.DOTALL) is not None
