"""The git server of the builder's checks serves what git clones, to whom it should."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from seldon_conformance.builder.counterparts.git_server import GitServer
from seldon_conformance.builder.counterparts.tls import serving
from seldon_conformance.builder.recipe import commit, git

HOST = "127.0.0.1"
LOGIN = "reader:word"


@pytest.fixture
def repositories(tmp_path: Path) -> Path:
    """A folder with one repository."""
    commit(tmp_path / "repositories" / "shop", {"prices.txt": "1\n"})
    return tmp_path / "repositories"


@pytest.fixture
def guarded(repositories: Path) -> Iterator[GitServer]:
    """A server that wants a password."""
    with GitServer(HOST, repositories, LOGIN) as server:
        yield server


def test_repository_is_cloned_with_the_password(guarded: GitServer, tmp_path: Path) -> None:
    """Every request has it, that for the files too, which is a POST."""
    git(tmp_path, "clone", "--quiet", guarded.url("shop", LOGIN), "clone")

    assert (tmp_path / "clone" / "prices.txt").read_text() == "1\n"
    assert guarded.asked == [
        "/shop/info/refs?service=git-upload-pack",
        "/shop/git-upload-pack",
        "/shop/git-upload-pack",
    ]


def test_repository_is_refused_without_the_password(guarded: GitServer, tmp_path: Path) -> None:
    """Else a check of passwords could not fail."""
    with pytest.raises(subprocess.CalledProcessError) as excinfo:
        git(tmp_path, "-c", "core.askPass=true", "clone", guarded.url("shop"), "clone")

    assert f"Authentication failed for '{guarded.url('shop')}/'" in excinfo.value.stderr
    assert guarded.asked == []


def test_repository_that_is_not_there_is_told(repositories: Path, tmp_path: Path) -> None:
    """The status is git's own, in a header of CGI."""
    with GitServer(HOST, repositories) as server:
        with pytest.raises(subprocess.CalledProcessError) as excinfo:
            git(tmp_path, "clone", server.url("none"), "clone")

        assert f"repository '{server.url('none')}/' not found" in excinfo.value.stderr


def test_repository_is_cloned_over_tls(
    repositories: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the certificate of a CA of one's own."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.crt")
    monkeypatch.setenv("GIT_SSL_CAINFO", str(tmp_path / "ca.crt"))
    with GitServer(HOST, repositories, tls=serving(authority, HOST)) as server:
        git(tmp_path, "clone", "--quiet", server.url("shop"), "clone")

        assert server.url("shop").startswith("https://")
    assert (tmp_path / "clone" / "prices.txt").exists()
