"""A SeldonDeployment as values: its predictors, their units and containers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Parameter:
    """A parameter of a unit, as text, with its type: INT, FLOAT, DOUBLE, STRING or BOOL."""

    name: str
    value: str
    type: str


@dataclass(frozen=True)
class Unit:
    """A node of a graph.

    Attributes:
        name: Also that of its container.
        type: What the executor asks of it: MODEL, ROUTER, COMBINER, TRANSFORMER,
            OUTPUT_TRANSFORMER, or UNKNOWN_TYPE, which is asked for its methods alone.
        methods: What it is asked for beside that, for instance SEND_FEEDBACK.
        parameters: In their order.
        children: In their order; a router's branches.
    """

    name: str
    type: str
    methods: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    children: tuple["Unit", ...] = ()

    def all(self) -> Iterator["Unit"]:
        """Yield the unit and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.all()


@dataclass(frozen=True)
class Container:
    """A unit's container: its image, and the variables that the manifest itself sets."""

    name: str
    image: str
    environment: Mapping[str, str]


@dataclass(frozen=True)
class Predictor:
    """A graph and the containers of its units, by name.

    Attributes:
        name: The predictor's.
        graph: Its root.
        containers: Of all units.
        labels: Of its pods.
        has_routing: Whether answers tell the routes taken (``SELDON_ENABLE_ROUTING_INJECTION``).
    """

    name: str
    graph: Unit
    containers: Mapping[str, Container]
    labels: Mapping[str, str]
    has_routing: bool


@dataclass(frozen=True)
class Deployment:
    """A SeldonDeployment."""

    name: str
    predictors: tuple[Predictor, ...]
