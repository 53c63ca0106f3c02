"""Walks a graph as upstream's executor does (Seldon Core v1, its service orchestrator).

A request goes down and comes up again, unit by unit: ``transform-input`` (a MODEL: ``predict``),
then the children, then ``aggregate``, then ``transform-output``; each verb is called only where
the unit's type or its methods have it. A unit without ``route`` asks all its children at once, and
without ``aggregate`` takes the first one's answer. Each node gets the previous one's answer as it
came, so puid, tags, requestPath and metrics travel in the messages, merged by the servers
themselves. The executor alone knows the routes, and writes them into the answers if it is told to.

Feedback goes to the children first, along the routes of the answer that it is about, then to the
unit itself, if it is a MODEL or ROUTER.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from seldon_conformance.graph.deployment import Predictor, Unit
from seldon_conformance.graph.messages import FEEDBACK, Message, together
from seldon_conformance.graph.node import Node
from seldon_conformance.graph.routes import ALL, NONE, answered_route, feedback_route
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport

# Which types have a verb without naming its method.
_TYPES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "predict": ("MODEL",),
        "transform-input": ("TRANSFORMER",),
        "route": ("ROUTER",),
        "aggregate": ("COMBINER",),
        "transform-output": ("OUTPUT_TRANSFORMER",),
        "send-feedback": ("MODEL", "ROUTER"),
    }
)


def has_verb(unit: Unit, verb: str) -> bool:
    """Tell whether the executor calls a verb of a unit."""
    return unit.type in _TYPES[verb] or verb.upper().replace("-", "_") in unit.methods


@dataclass(frozen=True)
class _Walk:
    """One request on its way: its puid, and the routes taken so far."""

    puid: str
    routing: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, unit: Unit, route: int) -> None:
        """Note a route; children of one unit are asked by several threads."""
        with self.lock:
            self.routing[unit.name] = route

    def taken(self) -> dict[str, int]:
        """Give the routes as they are now."""
        with self.lock:
            return dict(self.routing)


@dataclass(frozen=True)
class Graph:
    """A graph whose servers run.

    Attributes:
        predictor: The graph's units, and whether answers tell the routes.
        nodes: Of all units, by name.
    """

    predictor: Predictor
    nodes: Mapping[str, Node]

    def predict(self, message: Message, puid: str) -> Message:
        """Send a SeldonMessage through the graph.

        Args:
            message: Over the transport that the caller speaks.
            puid: Travels as the header ``Seldon-Puid``; the executor leaves the message's own be.

        Returns:
            The root's answer.

        Raises:
            NodeError: A node answered an error. Of several children's the first one's is told.
            RouteError: A router answered a branch that it does not have.
        """
        return self._predict(self.predictor.graph, message, _Walk(puid)).handed_on()

    def send_feedback(self, message: Message, puid: str) -> Message:
        """Send a Feedback along the route that ``response.meta.routing`` tells.

        Returns:
            The root's answer, or the feedback itself if the root takes none.

        Raises:
            NodeError: A node answered an error.
            RouteError: The routing names a branch that there is not.
        """
        return self._feedback(self.predictor.graph, message, _Walk(puid)).handed_on()

    def _predict(self, unit: Unit, message: Message, walk: _Walk) -> Message:
        came_in = self._transformed_input(unit, message, walk)
        combined = self._of_children(unit, came_in, walk)
        if has_verb(unit, "transform-output"):
            combined = self.nodes[unit.name].call("transform-output", combined, walk.puid)
        return combined.with_routing(walk.taken()) if self.predictor.has_routing else combined

    def _transformed_input(self, unit: Unit, message: Message, walk: _Walk) -> Message:
        for verb in ("transform-input", "predict"):
            if has_verb(unit, verb):
                walk.take(unit, ALL)
                return self.nodes[unit.name].call(verb, message, walk.puid)
        return message

    def _of_children(self, unit: Unit, message: Message, walk: _Walk) -> Message:
        if not unit.children:
            return message
        route = ALL
        if has_verb(unit, "route"):
            answer = self.nodes[unit.name].call("route", message, walk.puid)
            route = answered_route(unit, answer)
        walk.take(unit, route)
        if route == NONE:
            return message
        answers = _each(_branches(unit, route), lambda child: self._predict(child, message, walk))
        if not has_verb(unit, "aggregate"):
            return answers[0]
        walk.take(unit, ALL)
        node = self.nodes[unit.name]
        return node.call("aggregate", together(answers, node.transport), walk.puid)

    def _feedback(self, unit: Unit, message: Message, walk: _Walk) -> Message:
        if unit.children:
            route = feedback_route(unit, message)
            _each(_branches(unit, route), lambda child: self._feedback(child, message, walk))
        if has_verb(unit, "send-feedback"):
            return self.nodes[unit.name].call("send-feedback", message, walk.puid)
        return message


@contextmanager
def graph_of(
    predictor: Predictor,
    subjects: Mapping[str, Subject],
    transport: Transport,
    others: Mapping[str, Transport] = MappingProxyType({}),
) -> Iterator[Graph]:
    """Connect to the running servers of a graph.

    Args:
        predictor: The graph.
        subjects: The servers, by the units' names.
        transport: Over which nodes are asked; the executor asks all over the caller's.
        others: Of units that are asked over another one, by name.
    """
    with ExitStack() as stack:
        nodes = {
            unit.name: stack.enter_context(
                Node.of(unit, subjects[unit.name], others.get(unit.name, transport))
            )
            for unit in predictor.graph.all()
        }
        yield Graph(predictor, nodes)


def feedback_message(
    request: Message, response: Message, reward: float, truth: Any = None
) -> Message:
    """Make the Feedback of an answer, over the transport of the request."""
    value = {"request": request.json(), "response": response.json(), "reward": reward}
    if truth is not None:
        value["truth"] = truth
    return Message.of(value, request.transport, FEEDBACK)


def _branches(unit: Unit, route: int) -> Sequence[Unit]:
    """Give the children on a route: for NONE none, also of feedback, where the executor crashes."""
    if route == ALL:
        return unit.children
    return () if route == NONE else (unit.children[route],)


def _each(units: Sequence[Unit], ask: Callable[[Unit], Message]) -> list[Message]:
    """Ask for all units at once; all are waited for before the first error is told."""
    if not units:
        return []
    with ThreadPoolExecutor(max_workers=len(units), thread_name_prefix="children") as pool:
        futures = [pool.submit(ask, unit) for unit in units]
    return [future.result() for future in futures]
