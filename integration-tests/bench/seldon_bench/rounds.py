"""The rounds: in each, every server is started, measured and ended, one after the other."""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from seldon_bench.cores import Cores
from seldon_bench.errors import BenchError
from seldon_bench.generators import Run, measure
from seldon_bench.loads import Load, loads, sized_loads
from seldon_bench.options import Options
from seldon_bench.running import Running, started
from seldon_bench.samples import Sample
from seldon_bench.servers import (
    IDENTITY,
    OUR_NAME,
    REPORTING,
    Server,
    servers,
    servers_with_two_workers,
)

MANY = 16
# The loads that the component with metrics and tags gets, and those for two workers.
_HEADLINES = (
    "rest-small",
    "rest-large-tensor",
    "rest-large-ndarray",
    "grpc-small",
    "grpc-large-tensor",
)
_FOR_TWO = ("rest-small", "rest-large-tensor", "grpc-small", "grpc-large-tensor")
# Around what a socket's buffers and a segment of the loopback hold, a reply in two writes shows.
_ACK_SIZES_KB = (8, 16, 32, 64)
# How long a server has nothing to do until it counts as idle.
_IDLE_S = 3
_BYTES_PER_VALUE = {"rest": 20.0, "grpc": 8.0}


@dataclass(frozen=True)
class Part:
    """One server start of a round: a name, and what is asked then."""

    name: str
    server: Server
    component: str
    first: Load
    runs: tuple[Run, ...]


Plan = Callable[[Options, Cores], Iterator[Part]]
"""Gives the parts of a round, as the options want them."""


def measure_rounds(
    plan: Plan, options: Options, cores: Cores, keep: Callable[[list[Sample]], object]
) -> None:
    """Make all rounds.

    Args:
        plan: What there is to measure.
        options: What of it is wanted.
        cores: Where.
        keep: Gets the samples of each part when it is done: a broken run leaves its results.
    """
    parts = list(plan(options, cores))
    if not parts:
        raise BenchError("nothing to measure (expected: BENCH_ONLY and BENCH_SERVERS that match)")
    for number in range(1, options.rounds + 1):
        # Every other round goes backwards, so that no server always follows the same one.
        for part in parts if number % 2 else reversed(parts):
            _say(f"round {number} of {options.rounds}: {part.name}")
            keep(list(_samples(part, options, cores)))


def plan(options: Options, cores: Cores) -> Iterator[Part]:
    """Give the parts of a round of the Python server and its peers."""
    first = loads()["rest"]["small"]
    for component in (IDENTITY, REPORTING):
        for server in servers():
            if component in server.components and options.wants_server(server.name):
                runs = tuple(_runs(server, component, options, cores))
                wants_start = component == IDENTITY and options.wants("start")
                if runs or wants_start:
                    yield Part(f"{server.name}, {component}", server, component, first, runs)
    for server in servers_with_two_workers():
        runs = tuple(_runs_for_two(options, cores))
        if runs and options.wants_server(server.name):
            yield Part(f"{server.name}, two workers", server, IDENTITY, first, runs)


def _runs(server: Server, component: str, options: Options, cores: Cores) -> Iterator[Run]:
    suffix = "" if component == IDENTITY else f"-{component}"
    for transport, by_name in loads().items():
        for load in by_name.values():
            name = f"{transport}-{load.name}{suffix}"
            if not options.wants(name) or (suffix and f"{transport}-{load.name}" not in _HEADLINES):
                continue
            many_s = load.seconds * options.time_factor
            yield Run(transport, load, MANY, many_s, cores, True, f"{name}-{MANY}")
            if not suffix:
                yield Run(transport, load, 1, options.time_factor, cores, True, f"{name}-1")
    if server.product == OUR_NAME and component == IDENTITY and options.wants("ack"):
        for transport, bytes_per_value in _BYTES_PER_VALUE.items():
            for load in sized_loads(_ACK_SIZES_KB, bytes_per_value):
                name = f"ack-{transport}-{load.name}"
                yield Run(transport, load, 1, options.time_factor, cores, True, name)


def _runs_for_two(options: Options, cores: Cores) -> Iterator[Run]:
    for transport, by_name in loads().items():
        for load in by_name.values():
            name = f"{transport}-{load.name}"
            if name in _FOR_TWO and options.wants(f"{name}-two"):
                seconds = 2 * options.time_factor
                yield Run(transport, load, MANY, seconds, cores, False, f"{name}-two-{MANY}")


def _samples(part: Part, options: Options, cores: Cores) -> Iterator[Sample]:
    """Start a server and measure it; what fails is a sample with a problem."""
    where = (cores.server,) if part.server.workers == 1 else cores.allowed
    try:
        with started(
            part.server, part.component, part.first, where, options.allocator or {}
        ) as running:
            for run in part.runs:
                yield measure(running, run)
            if part.server.workers == 1:
                yield from _around(part, running)
            else:
                yield Sample(part.server.name, "memory-two", running.tree.pss_mb())
    except BenchError as error:
        _say(f"  {error}")
        for run in part.runs:
            yield Sample(part.server.name, run.measurement, 0.0, problem=str(error))


def _around(part: Part, running: Running) -> Iterator[Sample]:
    """Give what is not asked for: how long the start took, and the memory after the loads."""
    suffix = "" if part.component == IDENTITY else f"-{part.component}"
    yield Sample(part.server.name, f"start{suffix}", running.start_s)
    yield Sample(part.server.name, f"memory{suffix}", running.tree.pss_mb())
    time.sleep(_IDLE_S)
    yield Sample(part.server.name, f"memory-idle{suffix}", running.tree.pss_mb())


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - a command line prints
