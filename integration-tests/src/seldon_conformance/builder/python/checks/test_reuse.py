"""What builds of Python take over from the image before, from wheels and from a real index."""

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.python.incremental import REMOVED, WEEK_2, WEEK_3, WEEK_4
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build


def _attrs(image: str) -> str:
    """Give the version of attrs that the component finds."""
    script = "import importlib.metadata as m; print(m.version('attrs'))"
    return shell(image, f'python -c "{script}"').strip()


@row("C22")
@built("incremental.first")
def test_wheels_of_a_folder_install_without_a_network(image: str, language: Language) -> None:
    """A build machine often reaches no index at all."""
    assert language.incremental.installed(image) == list(language.incremental.packages)


@row("C16")
@built(WEEK_2, WEEK_3)
def test_rebuild_downloads_nothing(build: Build, image: str) -> None:
    """Without a network, so that nothing can come from elsewhere than the image before."""
    assert "Clean build will be performed" not in build.log
    assert (
        "---> Dependencies are unchanged: reused, nothing is downloaded (requirements.txt)"
        in build.lines
    )
    assert _attrs(image) == "25.3.0"


@row("C16")
@built(WEEK_4)
def test_changed_requirement_is_all_that_is_fetched(build: Build, image: str) -> None:
    """`Prepared` is uv's word for a download; the other package stays as it is."""
    assert _attrs(image) == "25.4.0"
    assert "Restored the environment of the image before" in build.log
    (fetched,) = [line for line in build.lines if line.startswith("Prepared ")]
    assert fetched.startswith("Prepared 1 package in ")
    assert [line for line in build.lines if line.startswith(("+ ", "- "))] == [
        "- attrs==25.3.0",
        "+ attrs==25.4.0",
    ]


@row("C16")
@built(REMOVED)
def test_removed_requirement_is_gone(image: str, language: Language) -> None:
    """A package that stays makes a build pass that fails from scratch."""
    assert language.incremental.installed(image) == ["greeting==1.0"]
    assert shell(image, "find /opt/app-root/venv -iname 'farewell*'") == ""
