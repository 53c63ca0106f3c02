"""From where a build takes its source and its variables."""

from seldon_conformance.builder.engine import inspected, shell, variables
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.sources import (
    context_dir,
    git_folder,
    git_folder_copied,
    git_ref,
    of_windows,
)


def _said(image: str, language: Language) -> str:
    return shell(image, language.said).strip()


def _files(image: str, language: Language) -> set[str]:
    """Give what is in the app's folder beside the component's own files and folders."""
    own = {name.partition("/")[0] for name in language.saying("")}
    return set(shell(image, f"ls -A {language.app_folders[0]}").splitlines()) - own


@row("C06")
@built(git_folder)
def test_git_folder_is_built_as_committed(image: str, language: Language) -> None:
    """This surprises people most; usage and the guide say it, and -c is the way out."""
    assert _said(image, language) == "committed"
    assert _files(image, language) == set()


@row("C06")
@built(git_folder_copied)
def test_copy_takes_what_is_not_committed(image: str, language: Language) -> None:
    """Models are often too large for git."""
    assert _said(image, language) == "changed"
    assert "weights.bin" in _files(image, language)


@row("C06")
@built(git_ref)
def test_ref_chooses_the_commit_of_a_repository(image: str, language: Language) -> None:
    """A file:// URL is cloned as any other."""
    assert _said(image, language) == "first"


@row("C06")
@built(context_dir)
def test_context_dir_is_the_source(image: str, language: Language) -> None:
    """Everything outside of it is absent, .s2i too."""
    assert _said(image, language) == "deep"
    assert _files(image, language) == set()


@row("C06")
@built(of_windows)
def test_source_of_windows_is_read(image: str, language: Language) -> None:
    """CR at the end of a line would be part of the component's name."""
    assert variables(image)["MODEL_NAME"] == language.example_name
    assert _said(image, language) == "it"


@row("C06")
@built("probe")
def test_odd_files_arrive_as_they_are(image: str) -> None:
    """Names with spaces and umlauts, hidden files, links and empty folders are all somebody's."""
    found = shell(image, "cd odd && find . -printf '%P %l\\n' | LC_ALL=C sort")

    assert found.splitlines() == [
        " ",
        ".hidden ",
        "empty ",
        "größe.txt ",
        # s2i follows links when it copies a folder.
        "link.txt ",
        "private.txt ",
        "twin.txt ",
        "with space.txt ",
    ]


@row("C06")
@built("probe")
def test_hard_links_have_their_content(image: str) -> None:
    """s2i restores a hard link of an archive as an empty file; a source must not meet that."""
    assert shell(image, "cat odd/twin.txt 'odd/with space.txt'") == "with space.txt" * 2


@row("C06")
@built("probe")
def test_private_file_can_be_read_by_any_uid(image: str) -> None:
    """A model saved with mode 0400 fails the pod of an arbitrary uid only."""
    assert shell(image, "cat odd/private.txt", "--user", "12345:0") == "private"


@row("C25")
@built(context_dir)
def test_image_says_from_which_commit_it_is(build: Build, image: str) -> None:
    """Whoever finds it in a cluster can find the source."""
    labels = inspected(image)["Config"]["Labels"]

    assert labels["io.openshift.s2i.build.source-location"] == f"file://{build.folder}/source"
    assert labels["io.openshift.s2i.build.source-context-dir"] == "models/deep"
    assert len(labels["io.openshift.s2i.build.commit.id"]) == 40


@row("C25", modes=Mode.S2I)
@built(context_dir)
def test_image_says_with_which_builder_it_was_made(image: str, language: Language) -> None:
    """For a list of what has to be built anew; with --as-dockerfile the report alone says it."""
    labels = inspected(image)["Config"]["Labels"]

    assert labels["io.seldon.model-name"] == language.example_name
    assert labels["io.seldon.builder.name"] == f"seldon-core-s2i-{language.name}"
