"""Hears of a crash of C code in R's thread, while the other threads can still answer.

The other half is ``r/builder/crash_guard.c``, which is compiled in the image: it parks the thread
that crashed, and lets the process die by itself where Python does not end it in time.
"""

from __future__ import annotations

import ctypes
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# The server's folder of libraries, where the image has it.
_LIBRARY = Path(__file__).resolve().parents[3] / "seldon_crash_guard.so"
_CALLED_EXIT = 0
_SIGNAL_BASE = 128


@dataclass(frozen=True, slots=True)
class Crash:
    """What has become of R's thread.

    Attributes:
        text: For callers and the log.
        code: What the process has to end with.
    """

    text: str
    code: int


def guard(tell: Callable[[Crash], None], grace_s: float) -> None:
    """Guard the thread that this is called in, once a process.

    Args:
        tell: Called in a thread of its own when the guarded one has crashed.
        grace_s: After so long the process is ended without Python.

    Raises:
        OSError: The handlers cannot be set.
    """
    reading, writing = os.pipe()
    library = ctypes.CDLL(str(_LIBRARY), use_errno=True)
    if library.guard(writing, int(grace_s * 1000)):
        raise OSError(ctypes.get_errno(), "R's thread cannot be guarded")

    def listen() -> None:
        tell(_crash(os.read(reading, 1)[0]))

    threading.Thread(target=listen, name="r-crash", daemon=True).start()


def _crash(number: int) -> Crash:
    if number == _CALLED_EXIT:
        return Crash("R crashed: exit() was called by C code", 1)
    return Crash(f"R crashed: {signal.Signals(number).name}", _SIGNAL_BASE + number)
