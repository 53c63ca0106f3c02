"""Vectors make cases: once per transport, in an order that lets servers be shared."""

import json
from pathlib import Path
from typing import Any

import pytest

from seldon_conformance.vectors import Setting, Transport, Vector, load_vectors, ordered_cases

VERB = {"verb": "predict", "request": {"strData": "x"}, "expect": {"message": {"strData": "x"}}}
REST = {"rest": {"method": "GET", "path": "/ready"}, "expect": {"http": {"status": 200}}}
GRPC = {"grpc": {"method": "a.B/C", "message": {}}, "expect": {"grpc": {"code": "OK"}}}


def _loaded(directory: Path, *vectors: dict[str, Any]) -> list[Vector]:
    (directory / "verb").mkdir()
    whole = {"rules": ["PAY-1"], "bug": "None.", "component": "model", "steps": [VERB]}
    document = {"vectors": [{**whole, **vector} for vector in vectors]}
    (directory / "verb" / "predict.json").write_text(json.dumps(document))
    return load_vectors(directory)


@pytest.mark.parametrize(
    ("steps", "labels"),
    [
        ([VERB], ["a[rest]", "a[grpc]"]),
        ([VERB, REST], ["a[rest]", "a[grpc]"]),
        ([REST, REST], ["a[rest]"]),
        ([GRPC], ["a[grpc]"]),
        ([REST, GRPC, REST], ["a[rest+grpc]"]),
    ],
)
def test_vector_makes_a_case_per_transport(
    tmp_path: Path, steps: list[Any], labels: list[str]
) -> None:
    """One case is written once; only requests of one transport bind it to that."""
    (vector,) = _loaded(tmp_path, {"id": "a", "steps": steps})

    assert [str(case) for case in vector.cases()] == labels


def test_cases_of_one_setting_stand_together(tmp_path: Path) -> None:
    """So a server is needed for one stretch of the run, and then never again."""
    parameters = [{"name": "ratio_a", "value": "0.3", "type": "DOUBLE"}]
    vectors = _loaded(
        tmp_path,
        {"id": "a"},
        {"id": "b", "parameters": parameters},
        {"id": "c"},
        {"id": "d", "fresh": True},
        {"id": "e", "parameters": parameters},
    )

    assert " ".join(str(case) for case in ordered_cases(vectors)) == (
        "a[rest] a[grpc] c[rest] c[grpc] b[rest] b[grpc] e[rest] e[grpc] d[rest] d[grpc]"
    )


def test_fresh_vector_has_a_setting_for_each_transport(tmp_path: Path) -> None:
    """What the component learnt over one transport must not show over the other."""
    (vector,) = _loaded(tmp_path, {"id": "a", "fresh": True})

    assert [case.setting.fresh_for for case in vector.cases()] == ["a[rest]", "a[grpc]"]


def test_setting_gives_the_servers_variables() -> None:
    """Parameters go the way that Seldon's operator sends them."""
    setting = Setting("router", '[{"name": "a"}]', (("PREDICTIVE_UNIT_ID", "unit"),))

    assert setting.variables() == {
        "PREDICTIVE_UNIT_ID": "unit",
        "PREDICTIVE_UNIT_PARAMETERS": '[{"name": "a"}]',
    }
    assert (
        str(setting) == 'router PREDICTIVE_UNIT_ID=unit PREDICTIVE_UNIT_PARAMETERS=[{"name": "a"}]'
    )


@pytest.mark.parametrize(
    ("language", "transport", "expected"),
    [
        ("python", Transport.REST, "exact"),
        ("python", Transport.GRPC, "grpc"),
        ("java", Transport.REST, "java"),
        ("r", Transport.REST, "all"),
    ],
)
def test_most_specific_expectation_counts(
    tmp_path: Path, language: str, transport: Transport, expected: str
) -> None:
    """PAY-18 alone lets answers differ, and says by what."""
    on = {"python-rest": "exact", "java": "java", "grpc": "grpc"}
    step = {
        **VERB,
        "expect": {"message": "all"},
        "expectOn": {k: {"message": v} for k, v in on.items()},
    }
    (vector,) = _loaded(tmp_path, {"id": "a", "steps": [step]})

    assert vector.steps[0].expectation(language, transport) == {"message": expected}


def test_generators_are_expanded(tmp_path: Path) -> None:
    """Nobody behind the loader knows of them."""
    (vector,) = _loaded(
        tmp_path, {"id": "a", "steps": [{**VERB, "request": {"strData": {"$repeat": ["x", 3]}}}]}
    )

    assert vector.steps[0].request == {"strData": "xxx"}
