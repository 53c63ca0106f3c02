"""Talks to the engine by the docker command, as a user does."""

import json
import subprocess
import tarfile
from collections.abc import Sequence
from io import BytesIO
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from seldon_conformance.errors import SubjectError

_TIMEOUT_S = 300
_NO_NETWORK = ("--network", "none")


def docker(*arguments: str) -> str:
    """Run docker and give its output.

    Raises:
        subprocess.CalledProcessError: It failed; its words are in ``stderr``.
    """
    done = subprocess.run(
        ["docker", *arguments], capture_output=True, text=True, check=True, timeout=_TIMEOUT_S
    )
    return done.stdout


def image_exists(image: str) -> bool:
    """Tell whether the engine has an image.

    Raises:
        SubjectError: There is no docker.
    """
    words = ["docker", "image", "inspect", image]
    try:
        done = subprocess.run(words, capture_output=True, check=False, timeout=_TIMEOUT_S)
    except OSError as error:
        raise SubjectError(
            f"docker: {error} (expected: the docker command, and an engine that it reaches)"
        ) from error
    return done.returncode == 0


def tag(image: str, other: str) -> None:
    """Give an image one more name."""
    docker("image", "tag", image, other)


def inspected(image: str) -> dict[str, Any]:
    """Give what ``docker image inspect`` says of an image."""
    found: list[dict[str, Any]] = json.loads(docker("image", "inspect", image))
    return found[0]


def variables(image: str) -> dict[str, str]:
    """Give the variables of an image; of one that is set twice the last counts, as at run time."""
    return dict(pair.split("=", 1) for pair in inspected(image)["Config"]["Env"])


def shell(image: str, script: str, *options: str) -> str:
    """Run a shell script in a container of an image, without its entrypoint, and give the output.

    It has no network: nothing here asks one, and to make one takes a third of the time.

    Args:
        image: The image.
        script: For sh -c.
        options: Further options of docker run.
    """
    words = ("run", "--rm", *_NO_NETWORK, *options, "--entrypoint", "/bin/sh", image)
    return docker(*words, "-c", script)


def paths_below(image: str, *places: str) -> list[str]:
    """List every path below some places of an image, as root sees them; absent places are empty."""
    found = shell(image, f"find {' '.join(places)} 2>/dev/null || true", "--user", "0")
    return found.splitlines()


def copied(image: str, files: Sequence[str], folder: Path) -> list[Path]:
    """Copy files out of an image into a folder, below which each keeps its path."""
    words = [
        "docker",
        "run",
        "--rm",
        *_NO_NETWORK,
        "--entrypoint",
        "tar",
        image,
        "--create",
        *files,
    ]
    done = subprocess.run(words, capture_output=True, check=True, timeout=_TIMEOUT_S)
    with tarfile.open(fileobj=BytesIO(done.stdout)) as tar:
        tar.extractall(folder, filter="data")
    return [folder / file.lstrip("/") for file in files]


def entered(image: str, script: str, *options: str) -> str:
    """Run a shell script in a container as its command, so through the entrypoint."""
    words = ("run", "--rm", *_NO_NETWORK, *options, image)
    return docker(*words, "/bin/sh", "-c", f"set -e; {script}")


def digests(image: str, *places: str) -> dict[str, str]:
    """Give mode and sha256 of every file below some places, by path."""
    script = (
        f"find {' '.join(places)} -type f -printf '%m ' -exec sha256sum --zero {{}} \\; ; "
        f"find {' '.join(places)} -type l -printf 'link %l  %p\\0'"
    )
    pairs = [line.rpartition("  ") for line in shell(image, script).split("\0")]
    return {path: what for what, _, path in pairs}


def gateway() -> str:
    """Give the address at which containers of the default network reach this host."""
    told = "{{with index .IPAM.Config 0}}{{or .Gateway .Subnet}}{{end}}"
    found = docker("network", "inspect", "bridge", "--format", told).strip()
    # An engine that was started anew tells the subnet alone; the bridge has its first address.
    return str(next(ip_network(found).hosts())) if "/" in found else found
