"""Which Python files have changed, for ``--reload``: others may be what the component writes.

It looks at times and sizes twice a second: enough for a person at an editor, on every file system
and mount there is, and without a package that only development would need.
"""

from __future__ import annotations

import os
from pathlib import Path

LOOK_EVERY_S = 0.5
_NOT_SOURCE = ("__pycache__", "node_modules")


class SourceWatch:
    """Watches the Python files of a directory, hidden files and folders left out."""

    def __init__(self, directory: Path) -> None:
        """Take the files as they are now."""
        self._directory = directory
        self._seen = self._look()

    def changed(self) -> list[str]:
        """Give the files that were changed, made or removed since the last look, sorted."""
        before, now = self._seen, self._look()
        self._seen = now
        return sorted(name for name in {*before, *now} if before.get(name) != now.get(name))

    def _look(self) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for root, directories, files in os.walk(self._directory):
            directories[:] = [name for name in directories if _is_source(name)]
            for name in (name for name in files if name.endswith(".py") and _is_source(name)):
                path = Path(root, name)
                try:
                    status = path.stat()
                except FileNotFoundError:
                    # An editor that replaces a file: the next look sees the new one.
                    continue
                relative = str(path.relative_to(self._directory))
                found[relative] = (status.st_mtime_ns, status.st_size)
        return found


def _is_source(name: str) -> bool:
    return not name.startswith(".") and name not in _NOT_SOURCE
