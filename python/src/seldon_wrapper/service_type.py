"""The service types of Seldon and the methods that make a class one of them.

A leaf: settings read the type, loading checks the class against it, and neither needs the other.
"""

from __future__ import annotations

from enum import StrEnum


class ServiceType(StrEnum):
    """What a component is in Seldon's graph; the values are upstream's SERVICE_TYPE.

    Source: design.md, 3.4.
    """

    MODEL = "MODEL"
    ROUTER = "ROUTER"
    COMBINER = "COMBINER"
    TRANSFORMER = "TRANSFORMER"
    OUTPUT_TRANSFORMER = "OUTPUT_TRANSFORMER"
    OUTLIER_DETECTOR = "OUTLIER_DETECTOR"


def _forms(method: str) -> tuple[str, ...]:
    """Return the four names under which upstream finds one method."""
    return (method, f"{method}_raw", f"{method}_rest", f"{method}_grpc")


# At least one of these methods must be the class's own. The transform methods default to
# identity when they are called, but a transformer that has none of them does nothing.
METHODS: dict[ServiceType, tuple[str, ...]] = {
    ServiceType.MODEL: _forms("predict"),
    ServiceType.ROUTER: _forms("route"),
    ServiceType.COMBINER: _forms("aggregate"),
    ServiceType.TRANSFORMER: _forms("transform_input") + _forms("transform_output"),
    ServiceType.OUTPUT_TRANSFORMER: _forms("transform_output"),
    ServiceType.OUTLIER_DETECTOR: ("score", *_forms("transform_input")),
}
