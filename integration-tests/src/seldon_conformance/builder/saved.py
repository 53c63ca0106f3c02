"""Looks through images as anybody can who gets them: layers, files, labels, variables, history."""

import base64
import gzip
import hashlib
import json
import subprocess
import tarfile
from collections.abc import Iterable, Iterator
from io import BufferedReader, BytesIO
from typing import IO
from urllib.parse import quote

from seldon_conformance.builder.engine import docker, inspected
from seldon_conformance.builder.layers import searched_for

_CHUNK_BYTES = 1 << 22


def spellings(word: str, login: str = "") -> set[bytes]:
    """Give a password as files may have it: plain, percent-encoded, in base64 with its user."""
    plain = {word, quote(word, safe="")}
    encoded = {
        base64.b64encode(text.encode()).decode().rstrip("=") for text in (word, login) if text
    }
    return {text.encode() for text in plain | encoded}


def found_in_images(images: Iterable[str], words: Iterable[bytes]) -> set[tuple[str, bytes]]:
    """Search ``docker save`` of some images; layers that they share are read once.

    Returns:
        Each word that was found, with the member of the archive: a layer, or a JSON file with the
        configuration, labels and history.
    """
    wanted = list(words)
    found = set()
    with (
        subprocess.Popen(["docker", "save", *images], stdout=subprocess.PIPE) as save,
        tarfile.open(fileobj=save.stdout, mode="r|") as archive,
    ):
        for member in archive:
            # A link is to another member, a layer that several images have.
            content = archive.extractfile(member) if member.isfile() else None
            if content is not None:
                found |= {(member.name, word) for word in _found(content, wanted)}
    assert save.returncode == 0, "docker save failed"
    return found


def found_in_containers(images: Iterable[str], words: Iterable[bytes]) -> set[tuple[str, bytes]]:
    """Search what containers of some images see, and what the engine tells of the images.

    What a layer has and a later one removes is not found.

    Returns:
        Each word that was found, with the path of the file; or with ``configuration``, which has
        the labels and variables, or ``history``.
    """
    wanted = frozenset(words)
    found = set()
    for image, seen in searched_for(wanted).seen(list(images)).items():
        found |= {(path, word) for path, its in seen.items() for word in its}
        history = docker("image", "history", "--no-trunc", image)
        told = {"configuration": docker("image", "inspect", image), "history": history}
        for place, text in told.items():
            found |= {(place, word) for word in wanted if word in text.encode()}
    return found


def own_files(image: str, builder: str) -> dict[str, tuple[str, int, int, int]]:
    """Give digest, mode, uid and gid of each file of the layers that are not the builder's."""
    done = subprocess.run(["docker", "save", image], capture_output=True, check=True)
    with tarfile.open(fileobj=BytesIO(done.stdout)) as saved:
        (manifest,) = json.load(_opened(saved, "manifest.json"))
        own = manifest["Layers"][len(inspected(builder)["RootFS"]["Layers"]) :]
        found = {}
        for layer in own:
            with tarfile.open(fileobj=_opened(saved, layer)) as files:
                for entry in files:
                    content = _opened(files, entry).read() if entry.isfile() else b""
                    digest = hashlib.sha256(content).hexdigest()
                    found[entry.name] = (digest, entry.mode, entry.uid, entry.gid)
    return found


def _opened(archive: tarfile.TarFile, member: str | tarfile.TarInfo) -> BufferedReader:
    opened = archive.extractfile(member)
    assert isinstance(opened, BufferedReader), member
    return opened


def _found(content: IO[bytes], words: list[bytes]) -> set[bytes]:
    longest = max(len(word) for word in words)
    found: set[bytes] = set()
    tail = b""
    for chunk in _chunks(content):
        found |= {word for word in words if word in tail + chunk}
        tail = chunk[-longest:]
    return found


def _chunks(content: IO[bytes]) -> Iterator[bytes]:
    """Read a member; newer engines compress layers."""
    first = content.read(_CHUNK_BYTES)
    if first.startswith(b"\x1f\x8b"):
        yield gzip.decompress(first + content.read())
        return
    yield first
    while chunk := content.read(_CHUNK_BYTES):
        yield chunk
