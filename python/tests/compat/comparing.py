"""Compares answers with upstream's, and knows the differences that are meant.

``differences.json`` lists them by rule of the contract: for each answer that differs, what differs
in it, as ``path: ours (upstream: theirs)``. What differs and is not listed fails, and so does what
is listed and no longer differs. Under ``bugs`` stand the differences that no rule asks for, until
they are mended.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from seldon_conformance.compare import differences, shown

LISTED = Path(__file__).parent / "differences.json"


def found_in(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, list[str]]:
    """Give what differs, by the answer it differs in; answers that are equal are left out."""
    found = {key: sorted(_between(ours[key], theirs[key])) for key in theirs}
    return {key: lines for key, lines in found.items() if lines}


def _between(ours: Any, theirs: Any) -> Iterator[str]:
    if _is_error(ours) != _is_error(theirs):
        yield f"answer: {shown(ours)} (upstream: {shown(theirs)})"
        return
    for difference in differences(ours, theirs):
        yield f"{difference.path}: {difference.got} (upstream: {difference.expected})"


def _is_error(answer: Any) -> bool:
    return isinstance(answer, dict) and "error" in answer


def listed_for(subject: str) -> dict[str, list[str]]:
    """Give what is listed to differ in a subject's answers."""
    prefix = f"{subject}/"
    found: dict[str, list[str]] = {}
    for entry in [*entries(), *entries("bugs")]:
        for case, lines in entry["answers"].items():
            if case.startswith(prefix):
                found.setdefault(case.removeprefix(prefix), []).extend(lines)
    return {key: sorted(lines) for key, lines in found.items()}


def entries(section: str = "differences") -> list[dict[str, Any]]:
    """Give the list: rules, reason, and the answers with what differs in each."""
    listed: list[dict[str, Any]] = json.loads(LISTED.read_text(encoding="utf-8"))[section]
    return listed
