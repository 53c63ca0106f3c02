"""Runs s2i, as a user does."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from engine import docker, image_exists
from recipe import Recipe

REPOSITORY = Path(__file__).resolve().parents[3]
MACHINE = REPOSITORY / "integration-tests" / "machine"
HOST_SETTINGS = REPOSITORY / "build" / "host"
# In the builder image: settings for the build alone.
SETTINGS_PLACE = "/run/s2i-build"
_TIMEOUT_S = 300
# s2i's own last words; it says the same of every failure.
_FAILED = ("Build failed", "ERROR: An error occurred: non-zero (13) exit code from ")


@dataclass(frozen=True)
class Build:
    """What came of a build.

    Attributes:
        image: The tag that was asked for; ``is_tagged`` tells whether it exists.
        code: s2i's exit code.
        log: What s2i printed, its own lines and the containers'. It trims lines, and may turn
            around the order of what assemble wrote to stdout and to stderr.
        folder: Where the source was made.
    """

    image: str
    code: int
    log: str
    folder: Path

    @property
    def is_tagged(self) -> bool:
        """Tell whether the image exists."""
        return image_exists(self.image)

    @property
    def lines(self) -> list[str]:
        """Give the log's lines."""
        return self.log.splitlines()

    @property
    def problems(self) -> list[str]:
        """Give what assemble wrote to stderr: the lines after its last step that are not s2i's."""
        return [
            line for line in self.lines if not line.startswith(("---> ", *_FAILED)) and line.strip()
        ]


@dataclass(frozen=True)
class S2i:
    """The s2i binary with one builder image."""

    builder: str

    def usage(self) -> subprocess.CompletedProcess[str]:
        """Run ``s2i usage``; it prints to stderr."""
        return _run("usage", self.builder, "--pull-policy", "never")

    def build(self, recipe: Recipe, image: str, folder: Path) -> Build:
        """Build a recipe.

        Args:
            recipe: What to build.
            image: The tag that the image is to get.
            folder: An empty folder for the source and whatever else the recipe makes.
        """
        source_folder = folder / "source"
        source_folder.mkdir(parents=True)
        source = recipe.source(source_folder)
        options = [word.format(folder=folder) for word in recipe.options]
        if recipe.is_dockerfile:
            return self._build_as_dockerfile(recipe, source, options, image, folder)
        if recipe.needs_index:
            options += ["-v", f"{HOST_SETTINGS}:{SETTINGS_PLACE}:ro"]
        done = _run("build", source, self.builder, image, "--pull-policy", "never", *options)
        # s2i writes everything to stderr, the containers' stdout too.
        return Build(image, done.returncode, done.stdout + done.stderr, folder)

    def _build_as_dockerfile(
        self, recipe: Recipe, source: str, options: list[str], image: str, folder: Path
    ) -> Build:
        if recipe.needs_index:
            options += ["-i", f"{HOST_SETTINGS}:{SETTINGS_PLACE}"]
        context = folder / "context"
        context.mkdir()
        dockerfile = str(context / "Dockerfile")
        made = _run("build", source, self.builder, image, "--as-dockerfile", dockerfile, *options)
        log = made.stdout + made.stderr
        done = subprocess.run(
            ["docker", "build", "--tag", image, str(context)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=_TIMEOUT_S,
        )
        return Build(image, made.returncode or done.returncode, log + done.stdout, folder)


def collect_host_settings() -> None:
    """Write this host's CA certificates and index settings where builds mount them from."""
    subprocess.run([str(MACHINE / "ca"), str(HOST_SETTINGS)], check=True)


def tag(image: str, other: str) -> None:
    """Give an image one more name."""
    docker("image", "tag", image, other)


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(MACHINE / "bin" / "s2i"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=_TIMEOUT_S,
        stdin=subprocess.DEVNULL,
    )
