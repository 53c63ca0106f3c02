"""Reads branches: what a router answered, and what a feedback says of the route it is about."""

from typing import Any

from seldon_conformance.compare import shown
from seldon_conformance.errors import ConformanceError
from seldon_conformance.graph.deployment import Unit
from seldon_conformance.graph.messages import Message

ALL = -1
NONE = -2


class RouteError(ConformanceError):
    """A branch that the unit does not have, which ends the executor's process or connection."""


def answered_route(unit: Unit, answer: Message) -> int:
    """Give the branch that a router chose.

    Returns:
        The first number of the answer's first row; -1 if it has no data.

    Raises:
        RouteError: It answered no number, or a branch that it does not have.
    """
    answered = answer.json()
    data = answered if isinstance(answered, list) else _values(answered.get("data"))
    while isinstance(data, list):
        if not data:
            raise RouteError(f'unit "{unit.name}": route: no value (expected: a branch)')
        data = data[0]
    if isinstance(data, bool) or not isinstance(data, (int, float)):
        raise RouteError(f'unit "{unit.name}": route: {shown(data)} (expected: a number)')
    return _existing(unit, int(data))


def feedback_route(unit: Unit, feedback: Message) -> int:
    """Give the branch that a feedback is for: of ``response.meta.routing``, -1 if it says none.

    Raises:
        RouteError: The unit does not have that branch.
    """
    response = feedback.json().get("response") or {}
    routing = (response.get("meta") or {}).get("routing") or {}
    return _existing(unit, int(routing.get(unit.name, ALL)))


def _values(data: Any) -> Any:
    """Give the values of an answer's data, nested as they may be; -1 for none."""
    if not isinstance(data, dict):
        return ALL
    if "ndarray" in data:
        return data["ndarray"]
    if "tensor" in data:
        return data["tensor"].get("values", [])
    if "tftensor" in data:
        return data["tftensor"].get("intVal", [])
    return ALL


def _existing(unit: Unit, route: int) -> int:
    if NONE <= route < len(unit.children):
        return route
    last = len(unit.children) - 1
    raise RouteError(f'unit "{unit.name}": route: {route} (expected: -2 to {last}, its branches)')
