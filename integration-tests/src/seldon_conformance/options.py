"""What a run is asked to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# That a subject may be written in: an answer may differ by it (PAY-18).
LANGUAGES = ("python", "r", "java")


@dataclass(frozen=True)
class Options:
    """What to run against what: a running server, an image, or a source with its builder.

    Attributes:
        rest_url: Of a running server, for instance ``http://127.0.0.1:9000``.
        grpc_target: Of a running server, for instance ``127.0.0.1:9500``.
        metrics_url: Of its metrics port, for instance ``http://127.0.0.1:6000``; may be empty.
        image: A component's image, to be started in containers.
        source: A component's source, to be built by ``builder``.
        builder: The builder image for ``source``.
        s2i: The s2i binary, as a path or as a name on PATH.
        s2i_options: Further words of ``s2i build``.
        component: The standard component that the subject is, or empty for any component.
        service_type: For instance ROUTER; if empty the component's, else it is found out.
        language: The subject's: python, r or java; empty if nobody says.
        rules: Numbers or prefixes of the rules to check; none are all.
        without: Patterns of ids of checks that are not asked.
        request: The example to ask with, as JSON; without it the subject's metadata is tried.
        known_failing: File of the known failures.
        name: The subject's in reports; made of the options above if empty.
    """

    rest_url: str = ""
    grpc_target: str = ""
    metrics_url: str = ""
    image: str = ""
    source: Path | None = None
    builder: str = ""
    s2i: str = "s2i"
    s2i_options: tuple[str, ...] = ()
    component: str = ""
    service_type: str = ""
    language: str = ""
    rules: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    request: Mapping[str, Any] | None = None
    known_failing: Path | None = None
    name: str = ""
