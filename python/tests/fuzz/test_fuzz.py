"""A small part of ``make fuzz``, with the same cases each time."""

import pytest
from fuzz.run import differences

CASES = 1500


@pytest.mark.parametrize("transport", ["rest", "grpc"])
def test_the_codecs_and_their_judges_agree(transport):
    """A short way that reads one value otherwise would give a model another input, silently."""
    assert [str(found) for found in differences(transport, CASES, seed=1)] == []
