"""What a component returns when a call has tags and metrics of its own (contract.md, DIS-9)."""

from __future__ import annotations

from typing import Any


class SeldonResponse:
    """An answer with what belongs to this call alone.

    Attributes:
        data: What the method would have returned otherwise.
        tags: The call's own tags; they win over ``tags()`` and the request's (MET-2).
        metrics: The call's own metrics, mappings as of MTR-2, put behind ``metrics()`` (MET-3).
        names: Of the data's columns, where the host's language keeps them with the data (NAM-2); a
            component of Python has ``class_names``.
    """

    names: list[str] | None = None

    def __init__(
        self,
        data: Any,
        tags: dict[str, Any] | None = None,
        metrics: list[dict[str, Any]] | None = None,
    ) -> None:
        self.data = data
        self.tags = {} if tags is None else tags
        self.metrics = [] if metrics is None else metrics
