"""The Maven repository of the builder's checks has what Maven asks for."""

import base64
import hashlib
import io
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from seldon_conformance.builder.counterparts.maven_repository import Artifact, MavenRepository

LOGIN = "reader:word"
FAREWELL = Artifact("org.example", "farewell", "1.0")
OLD = Artifact("org.example.shop", "greeting", "1.9")
NEW = Artifact("org.example.shop", "greeting", "1.10", (("a.txt", b"one\n"),), (FAREWELL,))
BASE = "/a-build/org/example/shop/greeting"


@pytest.fixture
def repository() -> Iterator[MavenRepository]:
    """A repository with a password, and two artifacts, one of them in two versions."""
    with MavenRepository("127.0.0.1", [FAREWELL, OLD, NEW], LOGIN) as server:
        yield server


def _got(server: MavenRepository, path: str, login: str = LOGIN) -> bytes:
    header = {"Authorization": f"Basic {base64.b64encode(login.encode()).decode()}"}
    request = urllib.request.Request(f"http://{server.address}{path}", headers=header)
    with urllib.request.urlopen(request, timeout=5) as answer:
        content: bytes = answer.read()
        return content


def test_metadata_names_the_versions(repository: MavenRepository) -> None:
    """Ranges and LATEST are resolved by it."""
    metadata = ET.fromstring(_got(repository, f"{BASE}/maven-metadata.xml"))

    assert metadata.findtext("groupId") == "org.example.shop"
    assert metadata.findtext("versioning/release") == "1.10"
    assert [one.text for one in metadata.iter("version")] == ["1.9", "1.10"]
    assert repository.asked == [f"{BASE}/maven-metadata.xml"]


def test_pom_names_what_the_artifact_needs(repository: MavenRepository) -> None:
    """The next requests follow from it."""
    name = {"m": "http://maven.apache.org/POM/4.0.0"}
    pom = ET.fromstring(_got(repository, f"{BASE}/1.10/greeting-1.10.pom"))

    assert pom.findtext("m:artifactId", namespaces=name) == "greeting"
    assert pom.findtext("m:version", namespaces=name) == "1.10"
    assert pom.findtext(".//m:dependency/m:groupId", namespaces=name) == "org.example"
    assert pom.findtext(".//m:dependency/m:artifactId", namespaces=name) == "farewell"


def test_jar_has_its_files_and_checksums(repository: MavenRepository) -> None:
    """Maven warns of a wrong checksum, and a strict policy ends the build."""
    jar = _got(repository, f"{BASE}/1.10/greeting-1.10.jar")
    with zipfile.ZipFile(io.BytesIO(jar)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}

    assert list(contents) == ["META-INF/MANIFEST.MF", "a.txt"]
    assert contents["a.txt"] == b"one\n"
    for algorithm in ("sha1", "md5"):
        digest = hashlib.new(algorithm, jar, usedforsecurity=False).hexdigest()
        assert _got(repository, f"{BASE}/1.10/greeting-1.10.jar.{algorithm}").decode() == digest


@pytest.mark.parametrize("name", ["greeting-1.10.war", "greeting-1.10.war.sha1"])
def test_what_is_not_there_is_not_found(repository: MavenRepository, name: str) -> None:
    """Nor has it a checksum."""
    with pytest.raises(urllib.error.HTTPError, match="HTTP Error 404: Not Found") as excinfo:
        _got(repository, f"{BASE}/1.10/{name}")
    excinfo.value.close()


def test_password_is_wanted(repository: MavenRepository) -> None:
    """Else a check of passwords could not fail."""
    with pytest.raises(urllib.error.HTTPError, match="401") as excinfo:
        _got(repository, f"{BASE}/maven-metadata.xml", "reader:other")
    excinfo.value.close()

    assert repository.asked == []
