"""Builds Dockerfiles of s2i with buildah, for whoever has no engine where images are built.

It has a store of its own below the session's folder, with the builder image from the engine; what
it makes is given back to the engine, which runs it. Nothing is left behind.
"""

import os
import shutil
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path

_TIMEOUT_S = 600


def why_not() -> str:
    """Say why there are no builds with buildah here; nothing if there can be."""
    if shutil.which("buildah") is None:
        return "no buildah (expected: on PATH)"
    return "" if os.geteuid() == 0 else "buildah as another user than root (expected: root)"


class Buildah:
    """A store of images, made when it is first needed."""

    def __init__(self, builder: str, folder: Path) -> None:
        """Have no store yet.

        Args:
            builder: The builder image, which the engine has.
            folder: Where the store will be.
        """
        self._builder = builder
        self._folder = folder
        self._lock = threading.Lock()
        self._is_there = False

    def build(
        self, context: Path, image: str, mounts: Mapping[Path, str], *, is_offline: bool
    ) -> subprocess.CompletedProcess[str]:
        """Build a folder with a Dockerfile, and give the image to the engine.

        Args:
            context: The folder.
            image: The tag that the engine's image is to get.
            mounts: Places of folders of this host in the build, read-only.
            is_offline: Whether the build has no network.
        """
        with self._lock:
            if not self._is_there:
                self._run("pull", "--quiet", f"docker-daemon:{self._builder}").check_returncode()
                self._is_there = True
        name = image.partition(":")[0]
        volumes = [word for here, there in mounts.items() for word in ("-v", f"{here}:{there}:ro")]
        # chroot, the lightest, knows no network but the host's.
        alone = ["oci", "--network", "none"] if is_offline else ["chroot"]
        words = ["--isolation", *alone, "--pull-never", *volumes, "--tag", name, str(context)]
        done = self._run("bud", *words)
        if done.returncode == 0:
            self._run("push", "--quiet", name, f"docker-daemon:{image}").check_returncode()
        return done

    def close(self) -> None:
        """Remove the store."""
        if self._is_there:
            self._run("rm", "--all")
            self._run("rmi", "--all", "--force").check_returncode()

    def _run(self, command: str, *words: str) -> subprocess.CompletedProcess[str]:
        store = ["--root", str(self._folder / "root"), "--runroot", str(self._folder / "run")]
        driver = ["--storage-driver", _driver(self._folder.parent)]
        return subprocess.run(
            ["buildah", *store, *driver, command, *words],
            capture_output=True,
            text=True,
            errors="backslashreplace",
            check=False,
            timeout=_TIMEOUT_S,
            stdin=subprocess.DEVNULL,
        )


def _driver(folder: Path) -> str:
    """Give the store's driver: overlay does not work upon itself, vfs works everywhere, slowly."""
    words = ["stat", "--file-system", "--format", "%T", str(folder)]
    kind = subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()
    return "vfs" if kind == "overlayfs" else "overlay"
