"""PREDICTIVE_UNIT_PARAMETERS: typed values, or a message that names the wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from seldon_wrapper.settings import ConfigurationError, Settings

_NOWHERE = Path("/no/such/annotations")
_PARAMETERS = "PREDICTIVE_UNIT_PARAMETERS"


def _problems(*arguments: str, **environ: str) -> list[str]:
    """Return what is wrong with a configuration."""
    with pytest.raises(ConfigurationError) as excinfo:
        Settings.from_args(["MyModel", *arguments], environ, _NOWHERE)
    return excinfo.value.problems


def test_parameters_are_typed() -> None:
    """The component's constructor gets numbers and truth values, not text (PAR-1)."""
    text = """[
        {"name": "i", "value": "-7", "type": "INT"},
        {"name": "f", "value": "1e-3", "type": "FLOAT"},
        {"name": "d", "value": "2", "type": "DOUBLE"},
        {"name": "s", "value": "1", "type": "STRING"},
        {"name": "b", "value": "Off", "type": "BOOL"},
        {"name": "plain", "value": 3, "type": "INT"},
        {"name": "truth", "value": true, "type": "BOOL"}
    ]"""
    parameters = Settings.from_args(["MyModel"], {_PARAMETERS: text}, _NOWHERE).parameters

    assert parameters == {
        "i": -7,
        "f": 0.001,
        "d": 2.0,
        "s": "1",
        "b": False,
        "plain": 3,
        "truth": True,
    }
    assert isinstance(parameters["d"], float)
    assert parameters["b"] is False


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ('{"name":"n","value":"x","type":"INT"}', 'parameter n: "x" (expected: INT)'),
        ('{"name":"n","value":"1.0","type":"INT"}', 'parameter n: "1.0" (expected: INT)'),
        ('{"name":"n","value":"1_0","type":"INT"}', 'parameter n: "1_0" (expected: INT)'),
        (
            '{"name":"n","value":"9223372036854775808","type":"INT"}',
            'parameter n: "9223372036854775808" (expected: INT)',
        ),
        ('{"name":"n","value":"x","type":"FLOAT"}', 'parameter n: "x" (expected: FLOAT)'),
        ('{"name":"n","value":"1_0","type":"DOUBLE"}', 'parameter n: "1_0" (expected: DOUBLE)'),
        ('{"name":"n","value":"2","type":"BOOL"}', 'parameter n: "2" (expected: BOOL)'),
        (
            '{"name":"n","value":"x","type":"TEXT"}',
            'parameter n: type "TEXT" (expected: INT, FLOAT, DOUBLE, STRING or BOOL)',
        ),
        (
            '{"name":"n","value":"x"}',
            "parameter n: type null (expected: INT, FLOAT, DOUBLE, STRING or BOOL)",
        ),
        ('{"name":"n","type":"INT"}', "parameter n: no value (expected: a value)"),
        (
            '{"name":"n","value":"1","type":"INT"},{"name":"n","value":"1","type":"INT"}',
            "parameter n: there twice (expected: once)",
        ),
        (
            '{"value":"1"}',
            (
                'PREDICTIVE_UNIT_PARAMETERS[0]: {"value": "1"} '
                "(expected: an object with name, value and type)"
            ),
        ),
    ],
)
def test_a_wrong_parameter_names_itself(entry: str, problem: str) -> None:
    """Upstream ended with code 1 and no word (PAR-2)."""
    assert _problems(**{_PARAMETERS: f"[{entry}]"}) == [problem]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "[",
            (
                "--parameters: not JSON, Expecting value: line 1 column 2 (char 1) "
                '(expected: [{"name": "a", "value": "1", "type": "INT"}])'
            ),
        ),
        (
            '{"a": 1}',
            (
                "--parameters: a JSON dict (expected: a list, "
                '[{"name": "a", "value": "1", "type": "INT"}])'
            ),
        ),
    ],
)
def test_parameters_that_are_no_list_are_said(text: str, problem: str) -> None:
    """The example in the message is what has to be typed."""
    assert _problems("--parameters", text) == [problem]
