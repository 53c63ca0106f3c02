"""The variables that the operator gives each unit's container."""

import json
from dataclasses import asdict

from seldon_conformance.graph.deployment import Deployment, Predictor, Unit
from seldon_conformance.vectors import Setting


def unit_setting(deployment: Deployment, predictor: Predictor, unit: Unit) -> Setting:
    """Give what a unit's server is started with.

    Returns:
        The setting. What the operator knows wins over the container's own ``env``. The component is
        the image's name without registry and tag. Variables of ports are left to whoever starts
        the server.
    """
    container = predictor.containers[unit.name]
    environment = {
        **container.environment,
        "PREDICTIVE_UNIT_ID": container.name,
        "PREDICTIVE_UNIT_IMAGE": container.image,
        "PREDICTIVE_UNIT_METRICS_ENDPOINT": "/prometheus",
        "PREDICTOR_ID": predictor.name,
        "PREDICTOR_LABELS": json.dumps(dict(predictor.labels), separators=(",", ":")),
        "SELDON_DEPLOYMENT_ID": deployment.name,
        "SELDON_EXECUTOR_ENABLED": "true",
    }
    parameters = [asdict(parameter) for parameter in unit.parameters]
    return Setting(
        component=image_name(container.image),
        parameters=json.dumps(parameters) if parameters else "",
        environment=tuple(sorted(environment.items())),
        # Of two units with one image each has a server of its own.
        fresh_for=unit.name,
    )


def image_name(image: str) -> str:
    """Give the last part of an image's name, without registry, tag and digest."""
    return image.partition("@")[0].rpartition("/")[2].partition(":")[0]
