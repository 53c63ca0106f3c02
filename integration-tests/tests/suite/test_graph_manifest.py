"""A manifest is read as it is meant, and refused with its place where it is wrong."""

from pathlib import Path

import pytest
from real_servers import GRAPHS

from seldon_conformance.graph.deployment import Container, Deployment, Parameter, Predictor, Unit
from seldon_conformance.graph.manifest import ManifestError, read_deployment
from seldon_conformance.graph.variables import image_name, unit_setting

MANIFEST = """
apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: scaled
spec:
  predictors:
  - name: main
    labels: {version: v1}
    componentSpecs:
    - spec:
        containers:
        - name: scaler
          image: registry.local:5000/team/transformer:0.1
          env:
          - {name: THREADS, value: "2"}
          - {name: PREDICTIVE_UNIT_ID, value: other}
          - {name: PASSWORD, valueFrom: {secretKeyRef: {name: a, key: b}}}
    - spec:
        containers:
        - {name: model, image: model}
    graph:
      name: scaler
      type: TRANSFORMER
      endpoint: {type: REST}
      parameters:
      - {name: mean, value: "5,3", type: STRING}
      children:
      - {name: model, type: MODEL, methods: [TRANSFORM_OUTPUT]}
"""


def _read(text: str, tmp_path: Path) -> Deployment:
    path = tmp_path / "graph.yaml"
    path.write_text(text)
    return read_deployment(path)


def test_manifest_is_read(tmp_path: Path) -> None:
    """Containers may stand in pods of their own."""
    deployment = _read(MANIFEST, tmp_path)

    scaler = Container(
        "scaler",
        "registry.local:5000/team/transformer:0.1",
        {"THREADS": "2", "PREDICTIVE_UNIT_ID": "other"},
    )
    model = Unit("model", "MODEL", ("TRANSFORM_OUTPUT",))
    graph = Unit(
        "scaler",
        "TRANSFORMER",
        parameters=(Parameter("mean", "5,3", "STRING"),),
        children=(model,),
    )
    containers = {"scaler": scaler, "model": Container("model", "model", {})}
    predictor = Predictor("main", graph, containers, {"version": "v1"}, has_routing=False)
    assert deployment == Deployment("scaled", (predictor,))
    assert [unit.name for unit in graph.all()] == ["scaler", "model"]


def test_container_gets_the_variables_of_the_operator(tmp_path: Path) -> None:
    """What the operator knows wins over what the manifest says of it."""
    deployment = _read(MANIFEST, tmp_path)
    (predictor,) = deployment.predictors

    settings = [unit_setting(deployment, predictor, unit) for unit in predictor.graph.all()]

    assert [setting.component for setting in settings] == ["transformer", "model"]
    assert settings[0].variables() == {
        "PREDICTIVE_UNIT_ID": "scaler",
        "PREDICTIVE_UNIT_IMAGE": "registry.local:5000/team/transformer:0.1",
        "PREDICTIVE_UNIT_METRICS_ENDPOINT": "/prometheus",
        "PREDICTIVE_UNIT_PARAMETERS": '[{"name": "mean", "value": "5,3", "type": "STRING"}]',
        "PREDICTOR_ID": "main",
        "PREDICTOR_LABELS": '{"version":"v1"}',
        "SELDON_DEPLOYMENT_ID": "scaled",
        "SELDON_EXECUTOR_ENABLED": "true",
        "THREADS": "2",
    }
    assert "PREDICTIVE_UNIT_PARAMETERS" not in settings[1].variables()


@pytest.mark.parametrize("name", ["pipeline", "learning", "words"])
def test_manifests_of_the_tests_are_manifests(name: str) -> None:
    """They are also what a reader would copy."""
    assert read_deployment(GRAPHS / f"{name}.yaml").name == name


@pytest.mark.parametrize(
    ("type_name", "good", "bad"),
    [
        ("INT", ["-3", "9223372036854775807"], ["9223372036854775808", "1.0", ""]),
        ("DOUBLE", ["0.5", "-1e3", "NaN"], ["half", ""]),
        ("FLOAT", ["2"], ["2,5"]),
        ("BOOL", ["true", "Off", "1"], ["maybe", ""]),
        ("STRING", ["", "anything"], []),
    ],
)
def test_parameters_are_of_their_types(
    type_name: str, good: list[str], bad: list[str], tmp_path: Path
) -> None:
    """By PAR-1: with another one the server would end at start."""
    refused = []
    for value in [*good, *bad]:
        changed = f'value: "{value}", type: {type_name}'
        try:
            _read(MANIFEST.replace('value: "5,3", type: STRING', changed), tmp_path)
        except ManifestError:
            refused.append(value)

    assert refused == bad


@pytest.mark.parametrize(
    ("image", "name"),
    [
        ("model", "model"),
        ("model:0.1", "model"),
        ("localhost:5000/model", "model"),
        ("registry.local/team/model@sha256:ab", "model"),
    ],
)
def test_image_name_has_no_registry_and_no_tag(image: str, name: str) -> None:
    """A registry's port is no tag."""
    assert image_name(image) == name


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            "type: MODEL",
            "type: MODLE",
            "graph.yaml: spec.predictors[0].graph.children[0].type: 'MODLE' is not one of "
            "['UNKNOWN_TYPE', 'ROUTER', 'COMBINER', 'MODEL', 'TRANSFORMER', 'OUTPUT_TRANSFORMER']",
            id="unknown type",
        ),
        pytest.param(
            "      parameters:",
            "      parameter:",
            "graph.yaml: spec.predictors[0].graph: Additional properties are not allowed "
            "('parameter' was unexpected)",
            id="misspelt key",
        ),
        pytest.param(
            'value: "5,3"',
            "value: 5",
            "graph.yaml: spec.predictors[0].graph.parameters[0].value: 5 is not of type 'string'",
            id="number for a parameter's text",
        ),
        pytest.param(
            'value: "5,3", type: STRING',
            'value: "x", type: INT',
            'graph.yaml: unit "scaler": parameter mean: "x" (expected: INT)',
            id="parameter of another type",
        ),
        pytest.param(
            "name: model, type",
            "name: scaler, type",
            'graph.yaml: two units "scaler" (expected: a name for each)',
            id="one name twice",
        ),
        pytest.param(
            "name: model, type",
            "name: other, type",
            'graph.yaml: unit "other": no container '
            "(expected: one of that name in componentSpecs, which has model, scaler)",
            id="unit without a container",
        ),
        pytest.param(
            MANIFEST,
            "- a\n",
            "graph.yaml: manifest: ['a'] is not of type 'object'",
            id="no object",
        ),
        pytest.param(
            MANIFEST,
            "{",
            "graph.yaml: while parsing a flow node\n"
            "expected the node content, but found '<stream end>'\n"
            '  in "<unicode string>", line 1, column 2:\n'
            "    {\n"
            "     ^ (expected: YAML)",
            id="no YAML",
        ),
    ],
)
def test_wrong_manifest_is_refused(old: str, new: str, message: str, tmp_path: Path) -> None:
    """A cluster would drop a misspelt key without a word, and find the others only at start."""
    with pytest.raises(ManifestError) as excinfo:
        _read(MANIFEST.replace(old, new), tmp_path)

    assert str(excinfo.value) == message
