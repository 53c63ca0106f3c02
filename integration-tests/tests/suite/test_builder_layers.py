"""What a container sees of layers that hide, remove and empty what is below them."""

import io
import json
import tarfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from fake_tools import FakeTools, put_tools

from seldon_conformance.builder.layers import Layers

SECRET = b"secret"
# Of each layer the files with their content, of which the first is the lowest.
BELOW = {
    "etc/kept": b"a secret here",
    "etc/hidden": b"secret",
    "etc/removed": b"secret",
    "tmp/src/deep/file": b"secret",
    "opt/old/file": b"secret",
    "opt/older": b"secret",
}
ABOVE = {
    "etc/hidden": b"nothing",
    "etc/.wh.removed": b"",
    "tmp/.wh.src": b"",
    "opt/old/.wh..wh..opq": b"",
    "opt/old/new": b"another secret",
}


def _tar(files: dict[str, bytes], link: tuple[str, str] | None = None) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        if link is not None:
            entry = tarfile.TarInfo(link[0])
            entry.type, entry.linkname = tarfile.LNKTYPE, link[1]
            archive.addfile(entry)
    return packed.getvalue()


def _docker(folder: Path, monkeypatch: pytest.MonkeyPatch, layers: Sequence[bytes]) -> FakeTools:
    """Give a docker that has one image."""
    names = [f"layer-{number}.tar" for number in range(len(layers))]
    manifest = json.dumps([{"RepoTags": ["app:latest"], "Layers": names}]).encode()
    saved = dict(zip(names, layers, strict=True)) | {"manifest.json": manifest}
    (folder / "saved.tar").write_bytes(_tar(saved))
    told = [{"RootFS": {"Layers": [f"sha256:{number}" for number in range(len(layers))]}}]
    (folder / "inspected.json").write_text(json.dumps(told))
    script = (
        f"if [ \"$1\" = save ]; then cat '{folder}/saved.tar'; "
        f"else cat '{folder}/inspected.json'; fi"
    )
    return put_tools(folder, monkeypatch, {"docker": script})


def test_files_that_a_layer_above_takes_away_are_not_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a file of the same name, one that is removed, its folder, or an opaque folder."""
    tools = _docker(tmp_path, monkeypatch, [_tar(BELOW), _tar(ABOVE)])
    layers = Layers([SECRET, b"absent"])

    first, second = layers.seen(["app:latest"]), layers.seen(["app:latest"])

    assert first == {
        "app:latest": {
            "/etc/kept": {SECRET},
            "/opt/older": {SECRET},
            "/opt/old/new": {SECRET},
        }
    }
    assert second == first
    assert [call[1] for call in tools.calls].count("save") == 1, "layers are read once"


def test_hard_link_is_searched_as_what_it_is_linked_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The content stands in the archive once."""
    _docker(tmp_path, monkeypatch, [_tar({"one": b"secret"}, link=("other", "one"))])

    seen = Layers([SECRET]).seen(["app:latest"])

    assert seen == {"app:latest": {"/one": {SECRET}, "/other": {SECRET}}}
