"""Runs s2i, as a user does."""

import os
import shlex
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from seldon_conformance.builder.docker_log import as_containers_print, is_of_docker
from seldon_conformance.builder.engine import image_exists
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe
from seldon_conformance.errors import SubjectError
from seldon_conformance.subjects import last_lines

# In the builder image: settings for the build alone.
SETTINGS_PLACE = "/run/s2i-build"
_TIMEOUT_S = 600
# git clones submodules of file:// only so; a checkout of the tests' own is as good as a server's.
_CLONES_FILES = {
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "protocol.file.allow",
    "GIT_CONFIG_VALUE_0": "always",
}
# s2i's own last words; it says the same of every failure.
_FAILED = (
    "Build failed",
    "error: Execution of post execute step failed",
    "ERROR: An error occurred: non-zero (13) exit code from ",
)


@dataclass(frozen=True)
class Build:
    """What came of a build.

    Attributes:
        image: The tag that was asked for; ``is_tagged`` tells whether it exists.
        code: The exit code, of s2i or of docker.
        log: What was printed, by s2i or docker and by the containers. s2i trims lines, and may turn
            around the order of what assemble wrote to stdout and to stderr.
        folder: Where the source was made.
        command: Builds it again, as long as the folder is there.
    """

    image: str
    code: int
    log: str
    folder: Path
    command: str = ""

    @property
    def is_tagged(self) -> bool:
        """Tell whether the image exists."""
        return image_exists(self.image)

    @property
    def required_image(self) -> str:
        """Give the image.

        Raises:
            SubjectError: The build failed; the message has the end of its log.
        """
        if self.code:
            code = f"build of {self.image}: exit code {self.code} (expected: 0)"
            raise SubjectError(f"{code}\n{last_lines(self.log)}")
        return self.image

    @property
    def lines(self) -> list[str]:
        """Give the log's lines."""
        return self.log.splitlines()

    @property
    def problems(self) -> list[str]:
        """Give what assemble wrote to stderr: lines that are no steps, nor s2i's or docker's."""
        others = ("---> ", *_FAILED)
        lines = [line.strip() for line in self.lines]
        said = [line for line in lines if line and not line.startswith(others)]
        return [line for line in said if not is_of_docker(line)]


@dataclass(frozen=True)
class S2i:
    """The s2i binary with one builder image.

    Attributes:
        builder: The image.
        binary: A path, or a name on PATH.
        settings: A folder for ``SETTINGS_PLACE`` of builds that need the package index; or nothing.
    """

    builder: str
    binary: str = "s2i"
    settings: Path | None = None

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run s2i; it prints nearly everything to stderr, the containers' stdout too.

        Raises:
            SubjectError: It cannot be run.
        """
        try:
            return _done([self.binary, *arguments], os.environ | _CLONES_FILES)
        except OSError as error:
            raise SubjectError(f"s2i: {error} (expected: the s2i binary; give --s2i)") from error

    def usage(self) -> subprocess.CompletedProcess[str]:
        """Run ``s2i usage``."""
        return self.run("usage", self.builder, "--pull-policy", "never")

    def build(self, recipe: Recipe, mode: Mode, image: str, folder: Path) -> Build:
        """Build a recipe.

        Args:
            recipe: What to build.
            mode: S2I or DOCKERFILE.
            image: The tag that the image is to get.
            folder: An empty folder for the source and whatever else the recipe makes.
        """
        source_folder = folder / "source"
        source_folder.mkdir(parents=True)
        source = recipe.source(source_folder)
        options = [word.format(folder=folder, builder=self.builder) for word in recipe.options]
        mounts = {folder / name: place for name, place in recipe.mounts}
        if recipe.needs_index and self.settings:
            mounts[self.settings] = SETTINGS_PLACE
        if mode is Mode.DOCKERFILE:
            options += [word for pair in _pairs(mounts) for word in ("-i", pair)]
            return self._build_as_dockerfile(recipe, [source, *options], image, folder)
        options += [word for pair in _pairs(mounts) for word in ("-v", f"{pair}:ro")]
        options += ["--network", "none"] if recipe.is_offline else []
        words = ["build", source, self.builder, image, "--pull-policy", "never", *options]
        done = self.run(*words)
        command = shlex.join([self.binary, *words])
        return Build(image, done.returncode, done.stdout + done.stderr, folder, command)

    def _build_as_dockerfile(
        self, recipe: Recipe, words: list[str], image: str, folder: Path
    ) -> Build:
        source, *options = words
        context = folder / "context"
        context.mkdir()
        dockerfile = str(context / "Dockerfile")
        written = ["build", source, self.builder, image, "--as-dockerfile", dockerfile, *options]
        made = self.run(*written)
        network = ["--network", "none"] if recipe.is_offline else []
        build = ["docker", "build", "--tag", image, *network, *recipe.of_docker, str(context)]
        command = f"{shlex.join([self.binary, *written])} && {shlex.join(build)}"
        log = made.stdout + made.stderr
        # s2i's exit code is 0 after most of what it refuses.
        if made.returncode or not (context / "Dockerfile").exists():
            return Build(image, made.returncode or 1, log, folder, command)
        done = _done(build)
        log += as_containers_print(f"{done.stdout}\n{done.stderr}")
        return Build(image, done.returncode, log, folder, command)


def _pairs(mounts: Mapping[Path, str]) -> list[str]:
    return [f"{folder}:{place}" for folder, place in mounts.items()]


def _done(
    words: list[str], variables: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words,
        env=variables,
        capture_output=True,
        text=True,
        errors="backslashreplace",
        check=False,
        timeout=_TIMEOUT_S,
        stdin=subprocess.DEVNULL,
    )
