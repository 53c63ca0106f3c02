"""The CRAN-like repository of the builder's checks has what install.packages asks for."""

import gzip
import hashlib
import io
import tarfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from seldon_conformance.builder.counterparts.cran_repository import CranRepository, SourcePackage
from seldon_conformance.builder.r.packages import write_repository

OLD = SourcePackage.saying("greeting", "1.9")
NEW = SourcePackage("greeting", "1.10.1", "greeting <- farewell\n", "farewell (>= 1.0)")
OTHER = SourcePackage.saying("farewell", "1.0-2")


@pytest.fixture
def repository() -> Iterator[CranRepository]:
    """A repository with two packages, one of them in two versions."""
    with CranRepository("127.0.0.1", [NEW, OLD, OTHER]) as server:
        yield server


def _got(server: CranRepository, path: str) -> bytes:
    with urllib.request.urlopen(f"http://{server.address}{path}", timeout=5) as answer:
        content: bytes = answer.read()
        return content


def test_index_has_the_newest_of_each_package(repository: CranRepository) -> None:
    """Versions are numbers, not words: 1.10 is newer than 1.9."""
    index = _got(repository, "/a-build/src/contrib/PACKAGES").decode()

    assert index == (
        "Package: farewell\nVersion: 1.0-2\nLicense: Apache-2.0\nNeedsCompilation: no\n"
        f"MD5sum: {hashlib.md5(OTHER.archive(), usedforsecurity=False).hexdigest()}\n"
        "\n"
        "Package: greeting\nVersion: 1.10.1\nImports: farewell (>= 1.0)\nLicense: Apache-2.0\n"
        "NeedsCompilation: no\n"
        f"MD5sum: {hashlib.md5(NEW.archive(), usedforsecurity=False).hexdigest()}\n"
    )
    assert gzip.decompress(_got(repository, "/src/contrib/PACKAGES.gz")).decode() == index
    assert repository.asked == ["/a-build/src/contrib/PACKAGES", "/src/contrib/PACKAGES.gz"]


@pytest.mark.parametrize(
    ("path", "package"),
    [
        ("/src/contrib/greeting_1.10.1.tar.gz", NEW),
        ("/src/contrib/Archive/greeting/greeting_1.9.tar.gz", OLD),
    ],
)
def test_archive_is_a_source_package(
    repository: CranRepository, path: str, package: SourcePackage
) -> None:
    """R refuses one without these fields."""
    with tarfile.open(fileobj=io.BytesIO(_got(repository, path))) as archive:
        contents = {
            member.name: extracted.read().decode()
            for member in archive
            if (extracted := archive.extractfile(member))
        }

    fields = dict(line.split(": ", 1) for line in contents["greeting/DESCRIPTION"].splitlines())
    assert set(contents) == {"greeting/DESCRIPTION", "greeting/NAMESPACE", "greeting/R/code.R"}
    assert (fields["Package"], fields["Version"]) == ("greeting", package.version)
    assert contents["greeting/R/code.R"] == package.code


def test_package_may_have_sources_to_compile() -> None:
    """R loads the library that they become, and the index says that a compiler is needed."""
    package = SourcePackage("adding", "1.0", "adding <- 1\n", sources=(("add.c", "int a;\n"),))

    assert package.contents["src/add.c"] == "int a;\n"
    assert package.contents["NAMESPACE"].splitlines()[-1] == "useDynLib(adding)"
    assert package.description["NeedsCompilation"] == "yes"
    server = CranRepository("127.0.0.1", [package])
    assert "NeedsCompilation: yes\n" in server.index()
    server.server_close()


def test_repository_in_a_folder_has_what_the_served_one_has(tmp_path: Path) -> None:
    """R reads it by file://, without a network."""
    write_repository(tmp_path, [NEW, OLD])

    contrib = tmp_path / "src" / "contrib"
    assert sorted(path.name for path in contrib.iterdir()) == ["PACKAGES", NEW.file_name]
    assert (contrib / NEW.file_name).read_bytes() == NEW.archive()


def test_what_is_not_there_is_not_found(repository: CranRepository) -> None:
    """R asks for PACKAGES.rds first, and for an older version where the newest is."""
    for path in ("PACKAGES.rds", "greeting_1.9.tar.gz"):
        with pytest.raises(urllib.error.HTTPError, match="HTTP Error 404: Not Found") as excinfo:
            _got(repository, f"/src/contrib/{path}")
        excinfo.value.close()


def test_password_is_wanted() -> None:
    """Of a repository that has one."""
    with CranRepository("127.0.0.1", [OLD], "reader:word") as server:
        with pytest.raises(urllib.error.HTTPError, match="401") as excinfo:
            _got(server, "/src/contrib/PACKAGES")
        excinfo.value.close()

        assert server.asked == []
