"""Runs s2i, as a user does."""

import os
import re
import shlex
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from seldon_conformance.builder.buildah import Buildah
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

# docker's, of the image that a step has made.
_STEP = re.compile(r"^ ---> ([0-9a-f]{12})$", re.MULTILINE)


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
        """Give the log's lines, trimmed as s2i does and docker does not."""
        return [line.strip() for line in self.log.splitlines()]

    @property
    def problems(self) -> list[str]:
        """Give what assemble wrote to stderr: lines that are no steps, nor s2i's or docker's."""
        said = [line for line in self.lines if line and not line.startswith(("---> ", *_FAILED))]
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

    def build(
        self, recipe: Recipe, mode: Mode, image: str, folder: Path, buildah: Buildah | None = None
    ) -> Build:
        """Build a recipe.

        Args:
            recipe: What to build.
            mode: S2I, DOCKERFILE or BUILDAH.
            image: The tag that the image is to get.
            folder: An empty folder for the source and whatever else the recipe makes.
            buildah: For BUILDAH: has the store.
        """
        source_folder = folder / "source"
        source_folder.mkdir(parents=True)
        source = recipe.source(source_folder)
        options = [word.format(folder=folder, builder=self.builder) for word in recipe.options]
        mounts = {folder / name: place for name, place in recipe.mounts}
        if recipe.needs_index and self.settings:
            mounts[self.settings] = SETTINGS_PLACE
        if mode is not Mode.S2I:
            # buildah mounts while it builds; docker cannot.
            injected = {} if buildah else mounts
            options += [word for pair in _pairs(injected) for word in ("-i", pair)]
            made = self._write_dockerfile([source, *options], image, folder)
            if made.code:
                return made
            if buildah is not None:
                return _built_by_buildah(made, buildah, mounts, is_offline=recipe.is_offline)
            return _built_by_docker(made, recipe)
        options += [word for pair in _pairs(mounts) for word in ("-v", f"{pair}:ro")]
        options += _network(recipe)
        words = ["build", source, self.builder, image, "--pull-policy", "never", *options]
        done = self.run(*words)
        command = shlex.join([self.binary, *words])
        return Build(image, done.returncode, done.stdout + done.stderr, folder, command)

    def _write_dockerfile(self, words: list[str], image: str, folder: Path) -> Build:
        """Have s2i write a Dockerfile into the folder's ``context``."""
        source, *options = words
        (folder / "context").mkdir()
        dockerfile = folder / "context" / "Dockerfile"
        written = ["build", source, self.builder, image, "--as-dockerfile", str(dockerfile)]
        made = self.run(*written, *options)
        command = shlex.join([self.binary, *written, *options])
        # s2i's exit code is 0 after most of what it refuses.
        code = made.returncode or int(not dockerfile.exists())
        return Build(image, code, made.stdout + made.stderr, folder, command)


def _built_by_docker(made: Build, recipe: Recipe) -> Build:
    context = str(made.folder / "context")
    words = [*_network(recipe), *recipe.of_docker, context]
    # What a run before has left must not be taken for this build's.
    build = ["docker", "build", "--no-cache", "--force-rm", "--tag", made.image, *words]
    done = _done(build)
    if done.returncode:
        _remove_steps(done.stdout)
    log = made.log + as_containers_print(f"{done.stdout}\n{done.stderr}")
    command = f"{made.command} && {shlex.join(build)}"
    return Build(made.image, done.returncode, log, made.folder, command)


def _remove_steps(log: str) -> None:
    """Remove the images of a failed build's steps, which the classic builder leaves behind."""
    steps = _STEP.findall(log)
    # The first is the builder image.
    for last in steps[1:][-1:]:
        _done(["docker", "image", "rm", last])


def _built_by_buildah(
    made: Build, buildah: Buildah, mounts: Mapping[Path, str], *, is_offline: bool
) -> Build:
    context = made.folder / "context"
    done = buildah.build(context, made.image, mounts, is_offline=is_offline)
    log = f"{made.log}{done.stdout}\n{done.stderr}"
    command = f"{made.command} && buildah bud --isolation chroot {shlex.quote(str(context))}"
    return Build(made.image, done.returncode, log, made.folder, command)


def _pairs(mounts: Mapping[Path, str]) -> list[str]:
    return [f"{folder}:{place}" for folder, place in mounts.items()]


def _network(recipe: Recipe) -> list[str]:
    """Give the words for a build's network, which are the same to s2i and to docker."""
    hosts = [word for pair in recipe.hosts for word in ("--add-host", ":".join(pair))]
    return [*hosts, *(["--network", "none"] if recipe.is_offline else [])]


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
