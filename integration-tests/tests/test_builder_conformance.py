"""``seldon-conformance builder`` against our own builders, as a user runs it."""

import os
from pathlib import Path

import pytest
from places import S2I_BINARY
from reports import must_conform
from shelves import builder_image

from seldon_conformance.builder.language import languages
from seldon_conformance.builder.options import BuilderOptions
from seldon_conformance.builder.session import run_builder

# Some hundred builds.
_TIMEOUT_S = 2400
# What assemble alone decides is the same in both ways of building, and a third of all builds is
# refused. `make conformance` asks everything.
_SAID_TWICE = tuple(
    f"{topic}::*[dockerfile]" for topic in ("artifacts", "networks", "refusals", "refused_networks")
)
# What the R builder has from Python's, which is asked both ways: the entrypoint, run, the server,
# and how a source gets to its place.
_OF_PYTHON = ("life", "odd_sources", "own_scripts", "signals", "sources", "users")
_WITHOUT = {"r": (*_SAID_TWICE, "*[buildah]", *(f"{topic}::*[dockerfile]" for topic in _OF_PYTHON))}


def _left_out(language: str) -> tuple[str, ...]:
    """Give the patterns of the checks of a language that this run does not ask."""
    is_whole = os.environ.get("CONFORMANCE") == "whole"
    return () if is_whole else _WITHOUT.get(language, _SAID_TWICE)


@pytest.mark.timeout(_TIMEOUT_S)
@pytest.mark.parametrize("language", languages())
def test_builder_conforms(language: str, settings: Path) -> None:
    """Each row of builder.md, in each way of building; what does not hold is mended, not listed."""
    image = builder_image(language)
    options = BuilderOptions(
        image, language, s2i=str(S2I_BINARY), settings=settings, without=_left_out(language)
    )

    report = run_builder(options)

    must_conform(report, language, "builder")
