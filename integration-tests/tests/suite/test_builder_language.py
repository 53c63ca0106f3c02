"""A language brings its apps; which one a builder is of, its labels say."""

import json
from pathlib import Path

import pytest
from fake_tools import put_tools
from places import REPOSITORY

from seldon_conformance.builder.java.components import BOOT, MAVEN, WRAPPER
from seldon_conformance.builder.language import language_named, language_of, languages
from seldon_conformance.builder.recipe import Recipe
from seldon_conformance.errors import OptionError


def test_language_is_told_by_its_tag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole words: a tag `pythonic` is none."""
    image = {"Config": {"Labels": {"io.openshift.tags": "builder, pythonic,python"}}}
    put_tools(tmp_path, monkeypatch, {"docker": f"echo '{json.dumps([image])}'"})

    assert language_of("b:1") == "python"


def test_language_without_checks_is_refused() -> None:
    """With those that there are."""
    with pytest.raises(OptionError) as excinfo:
        language_named("cobol")

    assert str(excinfo.value) == (f"language: cobol (expected: one of {', '.join(languages())})")


def test_every_language_has_the_file_that_runs_its_suite() -> None:
    """Files, since these are what runs side by side."""
    found = (REPOSITORY / "integration-tests" / "tests").glob("test_builder_of_*.py")

    assert {path.stem.removeprefix("test_builder_of_") for path in found} == set(languages())


@pytest.mark.parametrize("name", languages())
def test_every_language_brings_what_checks_ask_for(name: str) -> None:
    """A recipe by each name that generic checks use, whose images cannot be mixed up."""
    language = language_named(name)
    recipes = [
        recipe
        for attribute in ("model", "probe", "dependent", "refusals")
        for recipe in language.recipes(attribute)
    ]

    assert language.name == name
    assert all(isinstance(recipe, Recipe) for recipe in recipes)
    assert len({recipe.name for recipe in recipes}) == len(recipes) > 10


@pytest.mark.parametrize("name", languages())
def test_component_that_says_something_is_whole(name: str) -> None:
    """Sources of every kind are made of it."""
    language = language_named(name)

    found = language.saying("a word")

    assert any("a word" in text for text in found.values())
    assert f"MODEL_NAME={language.example_name}\n" in found[".s2i/environment"]


def test_versions_of_java_are_those_of_the_builder() -> None:
    """Another one would be fetched, and builds of the checks have no network."""
    pom = (REPOSITORY / "java" / "wrapper" / "pom.xml").read_text(encoding="utf-8")
    installer = (REPOSITORY / "java" / "builder" / "install-library").read_text(encoding="utf-8")

    assert f"<spring-boot.version>{BOOT}</spring-boot.version>" in pom
    assert f"<version>{WRAPPER}</version>" in pom
    assert f"maven_version={MAVEN}\n" in installer
