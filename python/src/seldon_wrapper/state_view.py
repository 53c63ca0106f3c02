"""What the faces ask of a worker's state; ``serving.state.State`` is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol


class StateView(Protocol):
    """Where a worker is in its life.

    Attributes:
        ready: Whether probes are told to send calls.
        takes_calls: Whether calls are answered; also true while draining, once it was ready.
    """

    ready: bool
    takes_calls: bool

    @property
    def name(self) -> str:
        """Give the state's name: listening, loading, ready or draining."""

    def listen(self, listener: Callable[[Any], None]) -> None:
        """Call ``listener`` now and after each change, under a lock: it must be short."""
