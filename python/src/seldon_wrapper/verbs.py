"""The six verbs, with the names they have on each face (contract.md, BOD-1, DIS, MTR-3)."""

from __future__ import annotations

import enum


class Verb(enum.Enum):
    """One thing a component can be asked; the value is the name of the user's method."""

    # Members are one of a kind; the hash of an enumeration's own takes 0.3 µs, in Python.
    __hash__ = object.__hash__

    PREDICT = "predict"
    TRANSFORM_INPUT = "transform_input"
    TRANSFORM_OUTPUT = "transform_output"
    ROUTE = "route"
    AGGREGATE = "aggregate"
    SEND_FEEDBACK = "send_feedback"

    @property
    def method(self) -> str:
        """The name of the component's method."""
        return self._value_

    @property
    def metric_label(self) -> str:
        """What the label ``method`` of a metric says, upstream's word (MTR-3)."""
        return _METRIC_LABELS[self]


_METRIC_LABELS = {
    Verb.PREDICT: "predict",
    Verb.TRANSFORM_INPUT: "inputtransform",
    Verb.TRANSFORM_OUTPUT: "outputtransform",
    Verb.ROUTE: "router",
    Verb.AGGREGATE: "aggregate",
    Verb.SEND_FEEDBACK: "feedback",
}
HEALTH_METRIC_LABEL = "health"
