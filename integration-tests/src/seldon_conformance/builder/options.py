"""What a run against a builder is asked to do."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class BuilderOptions:
    """A builder, and what of its suite is asked.

    Attributes:
        image: The builder image.
        language: Its language; empty: its labels say.
        s2i: The s2i binary, as a path or as a name on PATH.
        settings: A folder with settings of the build alone (CA certificates, build.env, pip.conf),
            for builds that install packages from the network's index.
        keep: Where sources stay after the run, so that builds can be repeated; else they go.
        rows: Numbers of the rows to check; none are all.
        without: Patterns of ids of checks that are not asked.
        known_failing: File of the known failures.
    """

    image: str
    language: str = ""
    s2i: str = "s2i"
    settings: Path | None = None
    keep: Path | None = None
    rows: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    known_failing: Path | None = None
