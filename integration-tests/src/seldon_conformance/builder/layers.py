"""Searches the files that a container sees, layer by layer: each layer is read once a run."""

import functools
import json
import subprocess
import tarfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from tempfile import NamedTemporaryFile

from seldon_conformance.builder.engine import inspected

# How a layer says that something of those below it is gone (OCI image specification, layers).
_OPAQUE, _REMOVED = ".wh..wh..opq", ".wh."


@dataclass(frozen=True)
class Layer:
    """What one layer does to the search.

    Attributes:
        paths: All that it has, which hides the same paths below.
        found: The words in its files, by path.
        removed: Paths below it that it takes away, with what is in them.
        emptied: Directories of which nothing below it is left.
    """

    paths: frozenset[str]
    found: dict[str, frozenset[bytes]]
    removed: frozenset[str]
    emptied: frozenset[str]

    def over(self, below: dict[str, frozenset[bytes]]) -> dict[str, frozenset[bytes]]:
        """Give the words that are seen by path, from those that were seen without this layer."""
        gone = self.paths | self.removed
        hidden = self.removed | self.emptied
        left = {
            path: words
            for path, words in below.items()
            if path not in gone and not any(path.startswith(f"{name}/") for name in hidden)
        }
        return left | self.found


class Layers:
    """The layers that were searched for some words, by digest."""

    def __init__(self, words: Iterable[bytes]) -> None:
        """Search nothing yet."""
        self._words = frozenset(words)
        self._known: dict[str, Layer] = {}

    def seen(self, images: Sequence[str]) -> dict[str, dict[str, frozenset[bytes]]]:
        """Search the files that containers of some images see.

        Returns:
            Of each image the words that were found, by the path of the file, which begins with a
            slash.
        """
        digests = {image: inspected(image)["RootFS"]["Layers"] for image in images}
        unread = [image for image, its in digests.items() if not self._known.keys() >= set(its)]
        if unread:
            self._read({image: digests[image] for image in unread})
        return {
            image: functools.reduce(lambda below, digest: self._known[digest].over(below), its, {})
            for image, its in digests.items()
        }

    def _read(self, images: dict[str, list[str]]) -> None:
        """Read the layers of images, whose digests are given; what they share is saved once."""
        with NamedTemporaryFile() as file:
            subprocess.run(["docker", "save", *images], stdout=file, check=True)
            with tarfile.open(file.name) as archive:
                saved = json.loads(_content(archive, archive.getmember("manifest.json")))
                members = {
                    digest: member
                    for entry in saved
                    for tag in entry["RepoTags"]
                    if tag in images
                    for digest, member in zip(images[tag], entry["Layers"], strict=True)
                }
                for digest in members.keys() - self._known.keys():
                    content = archive.extractfile(members[digest])
                    with tarfile.open(fileobj=content) as layer:
                        self._known[digest] = self._searched(layer)

    def _searched(self, layer: tarfile.TarFile) -> Layer:
        paths, removed, emptied = set(), set(), set()
        found: dict[str, frozenset[bytes]] = {}
        for entry in layer:
            path = PurePosixPath("/", entry.name)
            if path.name == _OPAQUE:
                emptied.add(str(path.parent))
            elif path.name.startswith(_REMOVED):
                removed.add(str(path.with_name(path.name.removeprefix(_REMOVED))))
            else:
                paths.add(str(path))
                # Of a hard link, tarfile gives the content of the file that it is one of.
                content = _content(layer, entry) if entry.isfile() or entry.islnk() else b""
                if words := frozenset(word for word in self._words if word in content):
                    found[str(path)] = words
        return Layer(frozenset(paths), found, frozenset(removed), frozenset(emptied))


@functools.cache
def searched_for(words: frozenset[bytes]) -> Layers:
    """Give what was searched for these words in this run."""
    return Layers(words)


def _content(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    opened = archive.extractfile(entry)
    assert opened is not None, entry.name
    with opened:
        return opened.read()
