"""The cores: one for the server, one for the load generator, and how busy each was."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from seldon_bench.errors import BenchError


@dataclass(frozen=True)
class Cores:
    """Which core is whose, and all that may be used."""

    server: int
    client: int
    allowed: tuple[int, ...]


def bound(command: Sequence[str], cores: Iterable[int]) -> list[str]:
    """Give a command line that keeps a program, and what it starts, on some cores."""
    return ["taskset", "--cpu-list", ",".join(map(str, cores)), *command]


def choose_cores() -> Cores:
    """Give the server the first core that this process may use, the generator the last.

    Raises:
        BenchError: There is only one.
    """
    allowed = sorted(os.sched_getaffinity(0))
    if len(allowed) < 2:
        raise BenchError(f"cores: {len(allowed)} (expected: 2 or more, one for the load generator)")
    return Cores(allowed[0], allowed[-1], tuple(allowed))


def busy_ticks(stat: str | None = None) -> dict[int, tuple[int, int]]:
    """Give the busy and all clock ticks of each core since boot.

    Args:
        stat: Content of ``/proc/stat``; the machine's own by default.
    """
    found = {}
    for line in (stat or Path("/proc/stat").read_text()).splitlines():
        name, *numbers = line.split()
        if name.startswith("cpu") and name != "cpu":
            # user nice system idle iowait irq softirq steal; guests are counted in user.
            ticks = [int(number) for number in numbers[:8]]
            found[int(name[3:])] = (sum(ticks) - ticks[3] - ticks[4], sum(ticks))
    return found


def busy_share(
    before: Mapping[int, tuple[int, int]], after: Mapping[int, tuple[int, int]], core: int
) -> float:
    """Give the share of the time between two readings that a core was busy, 0 to 1."""
    busy = after[core][0] - before[core][0]
    total = after[core][1] - before[core][1]
    return busy / total if total > 0 else 0.0
