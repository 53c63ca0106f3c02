"""The parts of a round for Java: which load, over how many connections."""

from collections.abc import Iterator

import numpy as np

from seldon_bench.cores import Cores
from seldon_bench.generators import Run
from seldon_bench.java_servers import JavaServer, java_servers
from seldon_bench.loads import Load
from seldon_bench.options import Options
from seldon_bench.rounds import MANY, Part, Plan
from seldon_bench.servers import IDENTITY

_SEED = 4
# The large ones go over fewer connections: upstream needs 60 ms and more for each.
_CONNECTIONS = {"small": (1, MANY)}
_FEW = 4


def java_loads(transport: str) -> list[Load]:
    """Give the loads over ``rest`` or ``grpc``, the same values in every run."""
    random = np.random.default_rng(_SEED)
    small, rows, large = (random.random(shape) for shape in ((1, 4), (10_000, 4), (100, 784)))
    return [
        Load("small", small, "ndarray" if transport == "rest" else "tensor", 3, "1x4"),
        Load("rows", rows, "ndarray", 4, "10,000x4"),
        Load("large-tensor", large, "tensor", 4, "100x784 tensor"),
    ]


def java_plan(prefix: str) -> Plan:
    """Give what makes the parts of a round, for images whose names begin with ``prefix``."""

    def plan(options: Options, cores: Cores) -> Iterator[Part]:
        first = java_loads("rest")[0]
        for server in java_servers(prefix):
            runs = tuple(_runs(server, options, cores))
            if options.wants_server(server.name) and (runs or options.wants("start")):
                yield Part(f"{server.name}, {IDENTITY}", server, IDENTITY, first, runs)

    return plan


def _runs(server: JavaServer, options: Options, cores: Cores) -> Iterator[Run]:
    for transport in server.transports:
        for load in java_loads(transport):
            name = f"{transport}-{load.name}"
            if options.wants(name):
                for count in _CONNECTIONS.get(load.name, (_FEW,)):
                    seconds = load.seconds * options.time_factor
                    yield Run(transport, load, count, seconds, cores, True, f"{name}-{count}")
