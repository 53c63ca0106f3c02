"""Flags of s2i that change what a builder meets."""

from dataclasses import replace
from pathlib import Path

from seldon_conformance.builder.counterparts.callback import Callback
from seldon_conformance.builder.engine import docker, image_exists, inspected, shell
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build, S2i
from seldon_conformance.builder.shelf import Shelf
from seldon_conformance.builder.sources import context_dir, plain


def described(language: Language) -> Recipe:
    """Give a build without capabilities, with a name and a description."""
    words = ("--cap-drop", "ALL", "--application-name", "prices", "--description", "It is mine")
    return Recipe("described", plain(language).source, words)


def elsewhere(language: Language) -> Recipe:
    """Give a build whose source s2i unpacks in another folder."""
    return Recipe("destination", plain(language).source, ("--destination", "/var/tmp"))


def of_other_uids(language: Language) -> Recipe:
    """Give a build that allows uids which the builder's is not among."""
    return Recipe("uid-not-allowed", plain(language).source, ("--allowed-uids", "10000-"))


@row("C30", modes=Mode.S2I)
@built("probe")
def test_range_of_uids_with_the_builders_is_allowed(build: Build) -> None:
    """OpenShift sets it for every build, so that nothing runs as root; the probe is built so."""
    assert "--allowed-uids 1-" in build.command
    assert build.code == 0, build.log


@row("C30", modes=Mode.S2I)
@built(of_other_uids)
def test_range_of_uids_without_the_builders_is_refused(build: Build, builder: str) -> None:
    """By s2i itself, which has to find the number in the image."""
    assert (
        f'ERROR: An error occurred: image "docker.io/{_full(builder)}" must specify a user that is '
        "numeric and within the range of allowed users"
    ) in build.lines
    assert build.code == 15
    assert not build.is_tagged


def _full(image: str) -> str:
    """Give an image's name as s2i completes it."""
    return image if "/" in image else f"library/{image}"


@row("C30", modes=Mode.S2I)
@built(described)
def test_build_without_capabilities_has_its_name_and_description(
    image: str, language: Language
) -> None:
    """Nothing in a build may need to be root; the catalogue shows the words."""
    labels = inspected(image)["Config"]["Labels"]

    assert labels["io.k8s.display-name"] == "prices"
    assert labels["io.k8s.description"] == "It is mine"
    assert shell(image, language.said).strip() == "it"


@row("C30", modes=Mode.S2I)
@built(elsewhere)
def test_source_may_be_unpacked_elsewhere(image: str, language: Language) -> None:
    """Where /tmp is small; s2i does not tell assemble."""
    assert shell(image, language.said).strip() == "it"
    assert shell(image, "ls -A /var/tmp") == ""


@row("C30", modes=Mode.S2I)
@built(context_dir)
def test_image_can_be_built_again_from_its_labels(
    image: str, s2i: S2i, shelf: Shelf, language: Language
) -> None:
    """`s2i rebuild` makes it with a newer builder, for whoever has the image alone."""
    again = shelf.adopt("rebuilt")

    done = s2i.run("rebuild", image, again, "--pull-policy", "never")

    assert done.returncode == 0, done.stderr
    assert shell(again, language.said).strip() == "deep"


@row("C30", modes=Mode.S2I)
@built(plain)
def test_previous_image_can_be_removed(
    image: str, s2i: S2i, shelf: Shelf, language: Language, folder: Path
) -> None:
    """With --rm an incremental build leaves no image without a name behind."""
    previous = shelf.adopt("previous")
    (folder / "Dockerfile").write_text(f"FROM {image}\nLABEL previous=yes\n", encoding="utf-8")
    docker("build", "--tag", previous, str(folder))
    before = inspected(previous)["Id"]
    words = ("--incremental", "--incremental-pull-policy", "never", "--rm")
    recipe = replace(plain(language), name="removing", options=words)

    build = s2i.build(recipe, Mode.S2I, previous, folder / "build")

    assert build.code == 0, build.log
    assert inspected(previous)["Id"] != before
    assert not image_exists(before)


@row("C30", modes=Mode.S2I)
def test_callback_is_told_of_the_image(shelf: Shelf, language: Language) -> None:
    """CI systems wait for it; it has the labels that s2i makes of the builder's metadata."""
    with Callback() as callback:
        words = ("--callback-url", callback.url)
        build = shelf.build(replace(language.model, name="called-back", options=words))
        (posted,) = callback.posted

    assert posted["success"] is True
    assert posted["labels"]["io.seldon.model-name"] == language.example_name
    assert build.code == 0, build.log
