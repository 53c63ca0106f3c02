"""The one state machine of a worker: LISTENING -> LOADING -> READY -> DRAINING.

``/ready``, gRPC health and the refusal of calls all follow it. A state is never gone back to;
DRAINING may come at any time, for a worker may be told to stop while it still loads.

Two questions have two answers while draining. ``ready`` is for probes: no new traffic, please.
``takes_calls`` is for verbs: what arrives during SHUTDOWN_DELAY_S, or on a connection that is
kept open, is still answered, or a rolling replacement would lose it (contract.md, LIF-5).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import IntEnum


class Phase(IntEnum):
    """Where a worker is in its life; the order is the order of time."""

    LISTENING = 0
    LOADING = 1
    READY = 2
    DRAINING = 3


Listener = Callable[[Phase], None]


class State:
    """The phase of one worker; safe to use from any thread."""

    def __init__(self) -> None:
        """Begin in LISTENING: the ports may be open, and no call is taken."""
        self._phase = Phase.LISTENING
        self._lock = threading.Lock()
        self._listeners: list[Listener] = []
        # Read on every call without a lock: an attribute read is atomic, and a call that
        # comes in the instant of a change is right either way.
        self.ready = False
        self.takes_calls = False

    @property
    def name(self) -> str:
        """The phase as the contract writes it: listening, loading, ready or draining."""
        return self._phase.name.lower()

    @property
    def phase(self) -> Phase:
        """The phase now."""
        return self._phase

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` with the phase now, and with each phase that follows, in order.

        Args:
            listener: Called under the state's lock; it must be short and must not change it.
        """
        with self._lock:
            self._listeners.append(listener)
            listener(self._phase)

    def advance(self, phase: Phase) -> bool:
        """Go on to a later phase.

        Args:
            phase: Where to go; an earlier phase, or the present one, changes nothing.

        Returns:
            Whether the phase has changed.
        """
        with self._lock:
            if phase <= self._phase:
                return False
            self._phase = phase
            self.ready = phase is Phase.READY
            self.takes_calls = self.takes_calls or self.ready
            for listener in self._listeners:
                listener(phase)
            return True
