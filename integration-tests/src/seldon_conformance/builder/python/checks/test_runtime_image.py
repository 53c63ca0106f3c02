"""A Python image cannot be put together from the artifacts of another."""

from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.python.refused_ways import RUNTIME_IMAGE
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build


@row("C29", modes=Mode.S2I)
@built(RUNTIME_IMAGE)
def test_runtime_image_is_refused_with_what_to_do(build: Build) -> None:
    """s2i's copy has lost the modes that other uids need; it would start for one uid alone."""
    assert build.problems[-2:] == [RUNTIME_IMAGE.cause, RUNTIME_IMAGE.remedy], build.log
    assert build.code == 1
    assert not build.is_tagged
