"""Sources in a repository behind a password, which s2i clones over HTTP with their submodules."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from seldon_conformance.builder.counterparts.git_server import GitServer
from seldon_conformance.builder.engine import inspected, shell
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe, add_submodule, commit, git
from seldon_conformance.builder.row import row
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.saved import found_in_images, spellings

_PASSWORD = "planted-word-of-the-source"
_LOGIN = f"reader:{_PASSWORD}"


@dataclass(frozen=True)
class Repository:
    """An app in a folder of a repository, with a submodule that has one itself.

    Attributes:
        server: Has it, and the submodules.
        tagged: The commit of the tag ``v1``, which is not the newest.
    """

    server: GitServer
    tagged: str

    @property
    def recipe(self) -> Recipe:
        """Build it at its tag; the URL has no password, as s2i would write it into a label."""
        options = ("--ref", "v1", "--context-dir", "models/deep")
        return Recipe("http-submodules", lambda _: self.server.url("app"), options)


@pytest.fixture(scope="module")
def repository(
    language: Language, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Repository]:
    """The repository; git on this host knows the password as long as it is served."""
    folder = tmp_path_factory.mktemp("repositories")
    commit(folder / "inner", {"inner.txt": "inner"})
    commit(folder / "shared", {"shared.txt": "shared"})
    add_submodule(folder / "shared", "../inner", "deeper")
    app = folder / "app"
    deep = {f"models/deep/{name}": text for name, text in language.saying("deep").items()}
    commit(app, {**language.saying("top"), **deep})
    tagged = add_submodule(app, "../shared", "models/deep/libs")
    git(app, "tag", "v1")
    commit(app, {f"models/deep/{name}": text for name, text in language.saying("later").items()})
    header = f"Authorization: Basic {base64.b64encode(_LOGIN.encode()).decode()}"
    with GitServer("127.0.0.1", folder, _LOGIN) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", str(folder / "settings"))
        git(folder, "config", "--global", f"http.{server.url('')}.extraHeader", header)
        yield Repository(server, tagged)


@pytest.fixture
def cloned(repository: Repository, build_of: Callable[[Recipe], Build]) -> Build:
    """Its build."""
    return build_of(repository.recipe)


@row("C06")
def test_submodules_come_with_the_source(cloned: Build, language: Language) -> None:
    """A company's shared code is often one; --ref and --context-dir hold beside them."""
    image = cloned.required_image
    app = language.app_folders[0]

    assert shell(image, language.said).strip() == "deep"
    assert shell(image, f"cat {app}/libs/shared.txt {app}/libs/deeper/inner.txt") == "sharedinner"


@row("C06")
def test_history_of_a_repository_is_not_in_the_image(cloned: Build, language: Language) -> None:
    """It has what was removed long ago, and a submodule has a file that only git reads."""
    found = shell(cloned.required_image, f"find {language.app_folders[0]} -name .git")

    assert found == ""


@row("C18")
def test_password_of_the_source_is_not_in_the_image(cloned: Build) -> None:
    """Git knows it from the settings of who builds; in the URL it would be a label."""
    words = spellings(_PASSWORD, _LOGIN)

    assert found_in_images([cloned.required_image], words) == set()
    assert [word for word in words if word in cloned.log.encode()] == []


@row("C25", modes=Mode.S2I)
def test_commit_of_a_tag_is_told(cloned: Build, repository: Repository) -> None:
    """Of a clone, s2i's labels say where the source was."""
    labels = inspected(cloned.required_image)["Config"]["Labels"]

    assert labels["io.openshift.s2i.build.source-location"] == repository.server.url("app")
    assert labels["io.openshift.s2i.build.commit.id"] == repository.tagged
