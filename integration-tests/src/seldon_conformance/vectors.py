"""The golden vectors, loaded, and the cases that they make: one vector over one transport."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from seldon_conformance.contract_files import contract_directory
from seldon_conformance.generators import expanded


class Transport(StrEnum):
    """How a message travels."""

    REST = "rest"
    GRPC = "grpc"


@dataclass(frozen=True)
class Setting:
    """What a server is started with. Cases with equal settings may share one server.

    Attributes:
        component: A standard component's name.
        parameters: ``PREDICTIVE_UNIT_PARAMETERS`` as JSON, or nothing.
        environment: Further variables, sorted.
        fresh_for: The one case that the server is for, or nothing if it may be shared.
    """

    component: str
    parameters: str = ""
    environment: tuple[tuple[str, str], ...] = ()
    fresh_for: str = ""

    def __str__(self) -> str:
        """Name the setting for messages."""
        variables = [f"{name}={value}" for name, value in self.variables().items()]
        return " ".join([self.component, *variables])

    def variables(self) -> dict[str, str]:
        """Give the environment variables that say all this to a server."""
        variables = dict(self.environment)
        if self.parameters:
            variables["PREDICTIVE_UNIT_PARAMETERS"] = self.parameters
        return variables


@dataclass(frozen=True, eq=False)
class Step:
    """One request and what has to come back. Exactly one of verb, rest and grpc is there."""

    verb: str | None
    request: Any
    rest: Mapping[str, Any] | None
    grpc: Mapping[str, Any] | None
    expect: Mapping[str, Any]
    expect_on: Mapping[str, Mapping[str, Any]]
    tolerance: float

    @property
    def transport(self) -> Transport | None:
        """The only transport of this step, or nothing if it runs over each."""
        if self.verb is not None:
            return None
        return Transport.REST if self.rest is not None else Transport.GRPC

    def expectation(self, language: str, transport: Transport) -> Mapping[str, Any]:
        """Give what is expected of a language over a transport, the most specific there is."""
        for key in (f"{language}-{transport}", language, str(transport)):
            if key in self.expect_on:
                return self.expect_on[key]
        return self.expect


@dataclass(frozen=True, eq=False)
class Vector:
    """One golden vector; vector.schema.json says what its members mean. Generators are expanded."""

    id: str
    rules: tuple[str, ...]
    bug: str
    steps: tuple[Step, ...]
    setting: Setting
    is_fresh: bool

    def cases(self) -> list["Case"]:
        """Give the vector over each transport, or once if all its steps name their own."""
        own = [step.transport for step in self.steps]
        if None in own:
            return [Case(self, transport, str(transport)) for transport in Transport]
        return [Case(self, None, "+".join(dict.fromkeys(str(transport) for transport in own)))]


@dataclass(frozen=True, eq=False)
class Case:
    """A vector over a transport.

    Attributes:
        vector: The vector.
        transport: Of the steps that have a verb; nothing if the vector has none.
        label: The transports' names, for the case's id.
    """

    vector: Vector
    transport: Transport | None
    label: str

    def __str__(self) -> str:
        """Give the case's id, for instance ``tensor-identity-2x3[rest]``."""
        return f"{self.vector.id}[{self.label}]"

    @property
    def setting(self) -> Setting:
        """What the case's server is started with."""
        setting = self.vector.setting
        fresh_for = str(self) if self.vector.is_fresh else ""
        return Setting(setting.component, setting.parameters, setting.environment, fresh_for)

    def transport_of(self, step: Step) -> Transport:
        """Give how one of the vector's steps travels."""
        return step.transport or self.transport or Transport.REST


def load_vectors(directory: Path | None = None) -> list[Vector]:
    """Load all vectors, in the order of their files' names.

    Args:
        directory: The vectors' directory; the contract's own without it.
    """
    directory = directory or contract_directory() / "vectors"
    paths = sorted(path for path in directory.glob("*/*.json") if path.parent.name != "tools")
    documents = [json.loads(path.read_bytes()) for path in paths]
    return [_vector(raw) for document in documents for raw in document["vectors"]]


def ordered_cases(vectors: Iterable[Vector]) -> list[Case]:
    """Give all cases, those of one setting together, so that few servers run at a time."""
    cases = [case for vector in vectors for case in vector.cases()]
    order: dict[Setting, int] = {}
    for case in cases:
        order.setdefault(case.setting, len(order))
    return sorted(cases, key=lambda case: order[case.setting])


def _vector(raw: Mapping[str, Any]) -> Vector:
    parameters = json.dumps(raw["parameters"]) if "parameters" in raw else ""
    environment = tuple(sorted(raw.get("environment", {}).items()))
    return Vector(
        id=raw["id"],
        rules=tuple(raw["rules"]),
        bug=raw["bug"],
        steps=tuple(_step(step) for step in raw["steps"]),
        setting=Setting(raw["component"], parameters, environment),
        is_fresh=raw.get("fresh", False),
    )


def _step(raw: Mapping[str, Any]) -> Step:
    step = expanded(raw)
    return Step(
        verb=step.get("verb"),
        request=step.get("request"),
        rest=step.get("rest"),
        grpc=step.get("grpc"),
        expect=step["expect"],
        expect_on=step.get("expectOn", {}),
        tolerance=step.get("tolerance", 0.0),
    )
