"""``seldon-conformance builder`` against our own builders, as a user runs it."""

import os
from pathlib import Path

from places import S2I_BINARY
from reports import must_conform
from shelves import builder_image

from seldon_conformance.builder.options import BuilderOptions
from seldon_conformance.builder.session import run_builder

# Some hundred builds.
TIMEOUT_S = 2400
# What assemble alone decides is the same in both ways of building, and a third of all builds is
# refused. `make conformance` asks everything.
_SAID_TWICE = (
    *("artifacts::*", "networks::*", "refusals::*", "refused_networks::*", "reproducible::*"),
    "sameness::times_of_the_source_do_not_matter",
)
# The ways of building are the same for all builders, and Python's is asked in each: s2i alone asks
# the others these.
_BY_S2I_ALONE = (
    *("bill_of_java::*", "bill_of_r::*", "incremental::*", "life::*", "odd_sources::*"),
    *("own_scripts::*", "packages::*", "passwords::*", "passwords_of_java::*"),
    *("repositories::*", "signals::*", "sources::*", "start_cache::*", "users::*", "variables::*"),
)
# How a build meets proxies and certificates is decided by files that all builders share, and what
# is left for Maven takes half of the time that Java's checks take.
_NETWORKS = ("networks::*", "refused_networks::*")


def _left_out(language: str) -> tuple[str, ...]:
    """Give the patterns of the checks of a language that this run does not ask."""
    if os.environ.get("CONFORMANCE") == "whole":
        return ()
    twice = tuple(f"{name}[dockerfile]" for name in _SAID_TWICE)
    if language == "python":
        return twice
    networks = _NETWORKS if language == "java" else ()
    alone = (f"{name}[dockerfile]" for name in _BY_S2I_ALONE)
    return (*twice, *alone, "*[buildah]", *networks)


def must_pass_the_builder_suite(language: str, settings: Path) -> None:
    """Ask each row of builder.md, in each way of building; what fails is mended, not listed."""
    image = builder_image(language)
    options = BuilderOptions(
        image, language, s2i=str(S2I_BINARY), settings=settings, without=_left_out(language)
    )

    report = run_builder(options)

    must_conform(report, language, "builder")
