"""The run's options, from variables of the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from seldon_bench.errors import BenchError

DEFAULT_ROUNDS = 5


@dataclass(frozen=True)
class Options:
    """What to measure, and how often.

    Attributes:
        rounds: How often each server is started and measured; 1 or more.
        only: Patterns of measurements, for instance ``rest-small`` or ``grpc-*``; empty for all.
        servers: Patterns of servers, for instance ``ours`` or ``seldon-core*``; empty for all.
        time_factor: What the length of each load is multiplied by; above 0.
        allocator: Variables for glibc's allocator, given to every server alike.
    """

    rounds: int = DEFAULT_ROUNDS
    only: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()
    time_factor: int = 1
    allocator: Mapping[str, str] | None = None

    def wants(self, measurement: str) -> bool:
        """Tell whether a measurement is to be made."""
        return not self.only or any(fnmatchcase(measurement, pattern) for pattern in self.only)

    def wants_server(self, server: str) -> bool:
        """Tell whether a server is to be started."""
        return not self.servers or any(fnmatchcase(server, pattern) for pattern in self.servers)


def read_options(environment: Mapping[str, str]) -> Options:
    """Read ``BENCH_ROUNDS``, ``_ONLY``, ``_SERVERS``, ``_TIME`` and ``_ALLOCATOR``.

    Raises:
        BenchError: A value that can't be read.
    """
    return Options(
        rounds=_whole(environment, "BENCH_ROUNDS", DEFAULT_ROUNDS),
        only=_words(environment, "BENCH_ONLY"),
        servers=_words(environment, "BENCH_SERVERS"),
        time_factor=_whole(environment, "BENCH_TIME", 1),
        allocator=_allocator(environment.get("BENCH_ALLOCATOR", "")),
    )


def _whole(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isdecimal() or int(text) < 1:
        raise BenchError(f"{name}: {text} (expected: a whole number of 1 or more)")
    return int(text)


def _words(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Read patterns between commas; a server's name has a space in it."""
    words = [word.strip() for word in environment.get(name, "").split(",")]
    return tuple(word for word in words if word)


def _allocator(text: str) -> dict[str, str]:
    found = {}
    for word in text.split():
        name, separator, value = word.partition("=")
        if not separator or not (name.startswith("MALLOC_") or name == "GLIBC_TUNABLES"):
            example = "MALLOC_MMAP_THRESHOLD_=67108864 MALLOC_TRIM_THRESHOLD_=134217728"
            raise BenchError(f"BENCH_ALLOCATOR: {word} (expected: for instance {example})")
        found[name] = value
    return found
