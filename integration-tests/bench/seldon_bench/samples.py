"""What is measured, and what is concluded: medians, spread, ratios, and which of them count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

SATURATED = 0.90
# What others took of the server's core without spoiling a figure.
DISTURBED = 0.10


@dataclass(frozen=True)
class Sample:
    """One run of the load generator against one server, in one round.

    Attributes:
        server: For instance ``seldon-core default``.
        measurement: For instance ``rest-small-16``.
        value: What is compared; requests a second, milliseconds, seconds or MB.
        p50_ms, p99_ms: Latencies, in milliseconds; 0 where nothing was asked.
        server_cpu, client_cpu: Share of one core that the process trees used, 1 is all of it.
        server_core, client_core: Share of the time that their cores were busy, with whatever.
        pinned: Whether each side had a core of its own.
        problem: Why the sample does not count; empty if it does.
    """

    server: str
    measurement: str
    value: float
    p50_ms: float = 0.0
    p99_ms: float = 0.0
    server_cpu: float = 0.0
    client_cpu: float = 0.0
    server_core: float = 0.0
    client_core: float = 0.0
    pinned: bool = True
    problem: str = ""

    @property
    def client_saturated(self) -> bool:
        """Whether the client had no time left while the server had: the figure is the client's."""
        if not self.pinned:
            return False
        return max(self.client_cpu, self.client_core) >= SATURATED > self.server_core

    @property
    def disturbed(self) -> bool:
        """Whether others used the server's core."""
        return self.pinned and self.server_core - self.server_cpu > DISTURBED


@dataclass(frozen=True)
class Summary:
    """All rounds of one measurement of one server.

    Attributes:
        value: The median.
        spread: Half of what lies between the least and the greatest, as a share of the median.
        marks: Why the figure is not to be trusted, in words; empty if it is.
    """

    value: float
    p50_ms: float
    p99_ms: float
    spread: float
    rounds: int
    marks: tuple[str, ...]

    @property
    def is_valid(self) -> bool:
        """Whether a ratio of it means anything."""
        return "client saturated" not in self.marks


def summarise(samples: Sequence[Sample]) -> Summary | None:
    """Give the medians of the samples that count; None if there are none.

    A measurement is marked if more than half of its rounds are.
    """
    good = [sample for sample in samples if not sample.problem]
    if not good:
        return None
    values = [sample.value for sample in good]
    middle = median(values)
    marks = []
    if _most(sample.client_saturated for sample in good):
        marks.append("client saturated")
    if _most(sample.disturbed for sample in good):
        marks.append("disturbed")
    if len(good) < len(samples):
        marks.append(f"{len(samples) - len(good)} of {len(samples)} rounds failed")
    return Summary(
        value=middle,
        p50_ms=median(sample.p50_ms for sample in good),
        p99_ms=median(sample.p99_ms for sample in good),
        spread=(max(values) - min(values)) / 2 / middle if middle else 0.0,
        rounds=len(good),
        marks=tuple(marks),
    )


def _most(flags: Iterable[bool]) -> bool:
    found = list(flags)
    return sum(found) * 2 > len(found)


@dataclass(frozen=True)
class Ratio:
    """How many times as much ours is as the better of a peer's configurations.

    Attributes:
        value: Ours divided by the peer's.
        against: The peer's configuration that is the better one.
        is_valid: False if a client was saturated on either side.
    """

    value: float
    against: str
    is_valid: bool


def ratio(ours: Summary | None, peers: dict[str, Summary | None], *, least: bool) -> Ratio | None:
    """Compare with the better of a peer's configurations.

    Args:
        ours: Our figures.
        peers: The peer's, by configuration; None for one that could not be measured.
        least: Whether less is better (time, memory), not more.

    Returns:
        None if there is nothing to compare.
    """
    measured = {name: summary for name, summary in peers.items() if summary and summary.value}
    if ours is None or not measured:
        return None
    choose = min if least else max
    name = choose(measured, key=lambda name: measured[name].value)
    best = measured[name]
    valid = ours.is_valid and all(summary.is_valid for summary in measured.values())
    return Ratio(ours.value / best.value, name, valid)
