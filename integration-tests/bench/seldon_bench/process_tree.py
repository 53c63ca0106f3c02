"""All processes of a server, from /proc: their processor time and their memory."""

import contextlib
import os
import signal
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Status:
    """Some fields of ``/proc/PID/stat``; ``cpu_s`` is of the process alone, in seconds."""

    pid: int
    parent: int
    session: int
    cpu_s: float


def read_status(stat: str) -> Status:
    """Read a line of ``/proc/PID/stat``; the name in it may have spaces and parentheses."""
    pid = int(stat.partition(" ")[0])
    fields = stat.rpartition(")")[2].split()
    cpu_s = (int(fields[11]) + int(fields[12])) / _TICKS_PER_S
    return Status(pid, int(fields[1]), int(fields[3]), cpu_s)


class ProcessTree:
    """A process, its descendants, and what has its session: what a server started by itself."""

    def __init__(self, root: int) -> None:
        """Name the process that was started, in a session of its own."""
        self.root = root

    def processes(self) -> list[Status]:
        """Give those that live now."""
        everything = [
            status for entry in Path("/proc").glob("[0-9]*") if (status := _status(entry))
        ]
        return members(everything, self.root)

    def cpu_s(self) -> float:
        """Give the processor time of those that live now, in seconds."""
        return sum(status.cpu_s for status in self.processes())

    def age_s(self) -> float:
        """Give the time since the first process began, in seconds, to a hundredth."""
        stat = (Path("/proc") / str(self.root) / "stat").read_text()
        began_s = int(stat.rpartition(")")[2].split()[19]) / _TICKS_PER_S
        return time.clock_gettime(time.CLOCK_BOOTTIME) - began_s

    def pss_mb(self) -> float:
        """Give their memory, each shared page counted in parts, in MB (10^6 bytes)."""
        return sum(_pss_kb(status.pid) for status in self.processes()) * 1024 / 1e6


def members(everything: list[Status], root: int) -> list[Status]:
    """Give the processes that belong to ``root``: by session, or by descent."""
    found = {status.pid for status in everything if root in (status.pid, status.session)}
    size = -1
    while size != len(found):
        size = len(found)
        found |= {status.pid for status in everything if status.parent in found}
    return [status for status in everything if status.pid in found]


def kill(processes: Iterable[Status]) -> None:
    """Kill the processes of a list that are still there."""
    for status in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(status.pid, signal.SIGKILL)


def _status(entry: Path) -> Status | None:
    """Read one; nothing if it has ended meanwhile."""
    try:
        return read_status((entry / "stat").read_text())
    except (FileNotFoundError, ProcessLookupError):
        return None


def _pss_kb(pid: int) -> int:
    """Read the Pss of one; 0 if it has ended meanwhile."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
