"""Upstream's ``seldon_core.Storage``, for models that are mounted into the container."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit


class Storage:
    """Finds a model by its URI."""

    @staticmethod
    def download(uri: str, out_dir: str | None = None) -> str:
        """Give the local path of a model.

        Args:
            uri: A path, or a ``file://`` URI; absolute or relative to the work directory.
            out_dir: Not used: nothing is copied.

        Raises:
            FileNotFoundError: There is nothing at the path.
            ValueError: A scheme other than ``file``: have the orchestrator's storage initialiser
                fetch it, and name the mount.
        """
        del out_dir
        parts = urlsplit(uri)
        if parts.scheme not in ("", "file"):
            message = f"model URI: {uri} (expected: a path or file://; mount the model and name it)"
            raise ValueError(message)
        path = Path(parts.path)
        if not path.exists():
            message = (
                f"model URI: nothing at {path} (expected: a file or folder that is mounted there)"
            )
            raise FileNotFoundError(message)
        return str(path)
