"""Makes of the options what starts the subjects of a run."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from seldon_conformance.errors import OptionError, SubjectError
from seldon_conformance.options import Options
from seldon_conformance.subjects import Subject, SubjectSource, last_lines
from seldon_conformance.vectors import Setting

_BUILD_TIMEOUT_S = 1800


@dataclass(frozen=True)
class RunningServer:
    """A server that somebody else has started, and stops; it is what it is, whatever the setting.

    Attributes:
        subject: The server.
    """

    subject: Subject

    @contextmanager
    def start(self, setting: Setting) -> Iterator[Subject]:  # noqa: ARG002 (of the protocol)
        """Give the server."""
        yield self.subject


@dataclass(frozen=True)
class Origin:
    """Where subjects come from.

    Attributes:
        source: Starts them.
        name: Of the subject, in reports.
        description: One line.
    """

    source: SubjectSource
    name: str
    description: str


@contextmanager
def opened(options: Options) -> Iterator[Origin]:
    """Give the origin of a run's subjects; build the image if need be, and remove it afterwards.

    Raises:
        SubjectError: The image cannot be built.
        OptionError: The extra for images is not installed.
    """
    if options.source:
        with _built(options.source, options) as image:
            line = f"{options.source}, built by {options.builder}"
            yield Origin(_containers(image, options), options.name or options.source.name, line)
    elif options.image:
        name = options.name or options.image
        yield Origin(_containers(options.image, options), name, f"image {options.image}")
    else:
        yield _running(options)


def _running(options: Options) -> Origin:
    subject = Subject(
        options.rest_url.rstrip("/"),
        options.grpc_target,
        options.language,
        lambda: "",
        options.metrics_url.rstrip("/"),
    )
    places = [options.rest_url, options.grpc_target and f"{options.grpc_target} (gRPC)"]
    line = " and ".join(filter(None, places))
    name = options.name or options.component or line
    return Origin(RunningServer(subject), name, f"running at {line}")


def _containers(image: str, options: Options) -> SubjectSource:
    # Its helper image cannot be pulled everywhere; the run stops what it starts itself.
    os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")
    try:
        from seldon_conformance.docker_image import DockerImage  # noqa: PLC0415 (an extra)
    except ModuleNotFoundError as error:
        raise OptionError(
            f"images: {error} "
            "(expected: the extra `images`; pip install 'seldon-conformance[images]')"
        ) from error
    return DockerImage(lambda _: image, options.language)


@contextmanager
def _built(source: Path, options: Options) -> Iterator[str]:
    """Build an image with the real s2i, under a tag that nobody else uses."""
    image = f"seldon-conformance/subject-{os.getpid()}:latest"
    words = ["build", str(source), options.builder, image, *options.s2i_options]
    try:
        done = subprocess.run(  # noqa: S603 (the caller's own command)
            [options.s2i, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="backslashreplace",
            check=False,
            timeout=_BUILD_TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SubjectError(f"s2i: {error} (expected: the s2i binary; give --s2i)") from error
    if done.returncode != 0:
        raise SubjectError(
            f"s2i build: exit code {done.returncode} (expected: an image)\n"
            f"{last_lines(done.stdout)}"
        )
    try:
        yield image
    finally:
        subprocess.run(  # noqa: S603
            ["docker", "image", "rm", "--force", image],  # noqa: S607 (the one on PATH)
            capture_output=True,
            check=False,
        )
