"""The builder of Java does what builder.md says; a file each, so that they run side by side."""

from pathlib import Path

import pytest
from builder_suite import TIMEOUT_S, must_pass_the_builder_suite


@pytest.mark.needs("java")
@pytest.mark.timeout(TIMEOUT_S)
def test_builder_conforms(settings: Path) -> None:
    """Every row, and `make conformance` in every way of building."""
    must_pass_the_builder_suite("java", settings)
