"""What the engine tells is read as it is told, by older engines and by newer ones."""

from pathlib import Path

import pytest
from fake_tools import put_tools

from seldon_conformance.builder.engine import gateway


@pytest.mark.parametrize("told", ["172.17.0.1", "172.17.0.0/16"])
def test_address_of_this_host_is_that_of_the_bridge(
    told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Servers of the checks listen there; an engine that was started anew tells no gateway."""
    put_tools(tmp_path, monkeypatch, {"docker": f"echo {told}"})

    assert gateway() == "172.17.0.1"
