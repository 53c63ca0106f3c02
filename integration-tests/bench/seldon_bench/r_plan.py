"""The parts of a round for R: which subject and load, over how many connections."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from seldon_bench.cores import Cores
from seldon_bench.generators import Run
from seldon_bench.loads import Load
from seldon_bench.options import Options
from seldon_bench.r_servers import RPART, RServer, r_server_with_workers, r_servers
from seldon_bench.rounds import Part, Plan
from seldon_bench.servers import IDENTITY

_SEED = 4
_FEW, _MANY, _MOST = (1, 16), (1, 16, 256), 256
_FEATURES = ("Sepal.Length", "Sepal.Width", "Petal.Length", "Petal.Width")
_FLOWER = np.array([[5.9, 3.0, 4.2, 1.5]])
# The leaf of that flower: 49 of its 54 are versicolor.
_CLASSES = np.array([[0.0, 49 / 54, 5 / 54]])
_FORMS = {"rest": "ndarray", "grpc": "tensor"}
_TWO_S = 3


@dataclass(frozen=True)
class RLoad:
    """A load of a subject, and over how many connections it is sent."""

    component: str
    load: Load
    connections: tuple[int, ...]


def r_loads(transport: str) -> list[RLoad]:
    """Give the loads over ``rest`` or ``grpc``, the same values in every run."""
    random = np.random.default_rng(_SEED)
    form = _FORMS[transport]
    small, medium, rows = (random.random(shape) for shape in ((1, 4), (10, 100), (10_000, 4)))
    tree = Load(RPART, _FLOWER, form, 3, "1x4 to rpart", _FEATURES, _CLASSES)
    return [
        RLoad(IDENTITY, Load("small", small, form, 3, "1x4"), _MANY),
        RLoad(IDENTITY, Load("medium", medium, form, 3, "10x100"), _FEW),
        RLoad(IDENTITY, Load("rows", rows, form, 4, "10,000x4"), _FEW),
        RLoad(RPART, tree, _MANY),
    ]


def r_plan(prefix: str) -> Plan:
    """Give what makes the parts of a round, for images whose names begin with ``prefix``."""

    def plan(options: Options, cores: Cores) -> Iterator[Part]:
        for component in (IDENTITY, RPART):
            for server in r_servers(prefix):
                runs = tuple(_runs(server, component, options, cores))
                if options.wants_server(server.name) and (runs or options.wants("start")):
                    name = f"{server.name}, {component}"
                    yield Part(name, server, component, _first(component), runs)
        for component in (IDENTITY, RPART):
            server = r_server_with_workers(prefix, 2)
            runs = tuple(_runs_for_two(component, options, cores))
            if runs and options.wants_server(server.name):
                name = f"{server.name}, {component}, two workers"
                yield Part(name, server, component, _first(component), runs)

    return plan


def _runs(server: RServer, component: str, options: Options, cores: Cores) -> Iterator[Run]:
    for transport in server.transports:
        for each in r_loads(transport):
            name = f"{transport}-{each.load.name}"
            if each.component != component or not options.wants(name):
                continue
            for count in each.connections:
                if transport == "grpc" and count == _MOST:
                    continue
                seconds = each.load.seconds * options.time_factor
                yield Run(transport, each.load, count, seconds, cores, True, f"{name}-{count}")


def _runs_for_two(component: str, options: Options, cores: Cores) -> Iterator[Run]:
    """Give the small loads to two workers, which have all cores together with the generator."""
    for transport in _FORMS:
        for each in r_loads(transport):
            name = f"{transport}-{each.load.name}-two"
            if each.component == component and _MOST in each.connections and options.wants(name):
                seconds = _TWO_S * options.time_factor
                yield Run(transport, each.load, 16, seconds, cores, False, f"{name}-16")


def _first(component: str) -> Load:
    return next(each.load for each in r_loads("rest") if each.component == component)
