"""Reads a SeldonDeployment from YAML, and refuses what a cluster would refuse or misunderstand.

Read is what the executor needs to walk a graph of components: pre-packaged servers and the
executor's own routers (``implementation``) are not.
"""

import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from seldon_conformance.errors import ConformanceError
from seldon_conformance.graph.deployment import Container, Deployment, Parameter, Predictor, Unit

_ROUTING_VARIABLE = "SELDON_ENABLE_ROUTING_INJECTION"
_BOOLEANS = {"y", "yes", "t", "true", "on", "1", "n", "no", "f", "false", "off", "0"}
_INT64 = range(-(2**63), 2**63)


class ManifestError(ConformanceError):
    """A manifest is not one that the suite can run."""


def read_deployment(path: Path) -> Deployment:
    """Read a manifest.

    Raises:
        ManifestError: It is no YAML, breaks ``seldondeployment.schema.json``, has two units of a
            name, a unit without a container, or a parameter that is not of its type (PAR-1).
    """
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ManifestError(f"{path.name}: {error} (expected: YAML)") from error
    _validate(raw, path)
    deployment = Deployment(
        name=raw["metadata"]["name"],
        predictors=tuple(_predictor(predictor) for predictor in raw["spec"]["predictors"]),
    )
    for predictor in deployment.predictors:
        _check(predictor, path)
    return deployment


def _validate(raw: Any, path: Path) -> None:
    """Compare with the schema.

    Raises:
        ManifestError: With the place, and what the schema wants there.
    """
    schema = resources.files(__package__).joinpath("seldondeployment.schema.json").read_text()
    validator = jsonschema.Draft202012Validator(json.loads(schema))
    if (error := jsonschema.exceptions.best_match(validator.iter_errors(raw))) is not None:
        place = error.json_path.removeprefix("$.") if error.absolute_path else "manifest"
        raise ManifestError(f"{path.name}: {place}: {error.message}")


def _check(predictor: Predictor, path: Path) -> None:
    """Look at what a schema cannot.

    Raises:
        ManifestError: See ``read_deployment``.
    """
    seen = set()
    for unit in predictor.graph.all():
        if unit.name in seen:
            raise ManifestError(f'{path.name}: two units "{unit.name}" (expected: a name for each)')
        seen.add(unit.name)
        if unit.name not in predictor.containers:
            names = ", ".join(sorted(predictor.containers))
            raise ManifestError(
                f'{path.name}: unit "{unit.name}": no container (expected: one of that name '
                f"in componentSpecs, which has {names})"
            )
        for parameter in unit.parameters:
            if not _is_of_its_type(parameter):
                raise ManifestError(
                    f'{path.name}: unit "{unit.name}": parameter {parameter.name}: '
                    f'"{parameter.value}" (expected: {parameter.type})'
                )


def _predictor(raw: Mapping[str, Any]) -> Predictor:
    containers = [
        _container(container)
        for component in raw["componentSpecs"]
        for container in component["spec"]["containers"]
    ]
    orchestrator = _variables(raw.get("svcOrchSpec", {}).get("env", []))
    return Predictor(
        name=raw["name"],
        graph=_unit(raw["graph"]),
        containers={container.name: container for container in containers},
        labels=raw.get("labels", {}),
        has_routing=orchestrator.get(_ROUTING_VARIABLE, "") != "",
    )


def _unit(raw: Mapping[str, Any]) -> Unit:
    return Unit(
        name=raw["name"],
        type=raw["type"],
        methods=tuple(raw.get("methods", [])),
        parameters=tuple(Parameter(**parameter) for parameter in raw.get("parameters", [])),
        children=tuple(_unit(child) for child in raw.get("children", [])),
    )


def _container(raw: Mapping[str, Any]) -> Container:
    return Container(raw["name"], raw["image"], _variables(raw.get("env", [])))


def _variables(raw: list[Mapping[str, str]]) -> dict[str, str]:
    """Give the variables with a value of their own, not those from secrets and fields."""
    return {variable["name"]: variable["value"] for variable in raw if "value" in variable}


def _is_of_its_type(parameter: Parameter) -> bool:
    """Tell whether a server would take a parameter; a STRING is always one."""
    try:
        if parameter.type == "INT":
            return int(parameter.value) in _INT64
        if parameter.type in {"FLOAT", "DOUBLE"}:
            float(parameter.value)
    except ValueError:
        return False
    return parameter.type != "BOOL" or parameter.value.lower() in _BOOLEANS
