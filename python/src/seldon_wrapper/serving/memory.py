"""Keeps what large messages leave behind small, and gives it back.

glibc keeps what is freed in the arenas of its threads, for the next message of that size. By
default there are up to eight arenas a core: after 16 clients have sent messages of 600 kB for some
seconds, a worker of 70 MB has 145. With two arenas it is 105, at the same speed. Once a worker is
idle, one call gives the pages back, down to 75 MB; it takes milliseconds, in a thread, and the next
large message pays for them again.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
from collections.abc import Callable

_LOOK_EVERY_S = 0.5
_ARENAS = 2
_M_ARENA_MAX = -8  # malloc.h
# Less than that leaves nothing worth giving back.
_WORTH_BYTES = 16 * 1024 * 1024


class MemoryKeeper:
    """Looks twice a second, in the worker's loop, whether there is something to give back."""

    def __init__(self, seen_bytes: Callable[[], int], busy: Callable[[], bool]) -> None:
        """Take what tells of the traffic.

        Args:
            seen_bytes: Bytes of all messages so far, in and out.
            busy: Whether a call waits or runs.
        """
        self._seen_bytes = seen_bytes
        self._busy = busy
        self._given_back_at = 0
        self._last = 0
        self._trim = _malloc_trim()

    def start(self) -> None:
        """Begin to look; called in the loop."""
        if self._trim is not None:
            asyncio.get_running_loop().call_later(_LOOK_EVERY_S, self._look)

    def _look(self) -> None:
        loop = asyncio.get_running_loop()
        seen = self._seen_bytes()
        idle = seen == self._last and not self._busy()
        self._last = seen
        if idle and self._trim is not None and seen - self._given_back_at >= _WORTH_BYTES:
            self._given_back_at = seen
            loop.run_in_executor(None, self._trim, 0)
        loop.call_later(_LOOK_EVERY_S, self._look)


def bound_arenas() -> None:
    """Have all threads share two arenas; before there are any, and unless the environment says."""
    if "MALLOC_ARENA_MAX" in os.environ or "arena_max" in os.environ.get("GLIBC_TUNABLES", ""):
        return
    with contextlib.suppress(AttributeError, OSError):  # another C library
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS)


def _malloc_trim() -> Callable[[int], int] | None:
    """Find glibc's function; None with another C library."""
    with contextlib.suppress(AttributeError, OSError):
        trim: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
        return trim
    return None
