"""Big values are written short, and expanded as vector.schema.json says."""

from typing import Any

import pytest

from seldon_conformance.generators import expanded


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({"$repeat": ["ab", 3]}, "ababab"),
        ({"$range": [2, 5]}, [2, 3, 4]),
        ({"$nest": {"depth": 2, "kind": "array", "leaf": 1}}, [[1]]),
        ({"$nest": {"depth": 2, "kind": "object", "leaf": 1}}, {"a": {"a": 1}}),
        ({"$times": [[1, 2], 2]}, [[1, 2], [1, 2]]),
        ({"$concat": ["é", {"$repeat": ["x", 2]}]}, "éxx"),
        ({"$json": {"jsonData": {"$range": [0, 2]}}}, '{"jsonData": [0, 1]}'),
        ({"data": [{"$times": [1, 2]}]}, {"data": [[1, 1]]}),
        ({"$ref": [1]}, {"$ref": [1]}),
        ({"$range": [0, 1], "other": 1}, {"$range": [0, 1], "other": 1}),
    ],
)
def test_generator_stands_for_its_value(written: Any, meant: Any) -> None:
    """A vector means what its reader thinks it means."""
    assert expanded(written) == meant


def test_generator_with_wrong_arguments_is_refused() -> None:
    """The message shows the generator, so that the author finds it."""
    with pytest.raises(ValueError, match="generator") as excinfo:
        expanded({"$repeat": "x"})

    assert str(excinfo.value) == 'generator: {"$repeat": "x"} (expected: as in vector.schema.json)'
