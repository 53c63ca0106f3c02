"""The template apps of all languages, found by their directories."""

import re
from dataclasses import dataclass
from pathlib import Path

from places import REPOSITORY

from seldon_conformance.builder.recipe import Recipe, folder_of
from seldon_conformance.components import standard_components

# scikit-learn is 40 MB to fetch and 100 MB of bytecode to compile; the toolkits of Java are more.
_LONGEST = {"python-iris", "java-spark", "java-dl4j", "java-h2o"}
# What a README builds with.
_BUILDER = re.compile(r"s2i build \S+ seldon-core-s2i-(\S+) ")


@dataclass(frozen=True)
class TemplateApp(Recipe):
    """An app that people copy.

    Attributes:
        folder: Where it is.
        builder: Its builder's name behind ``seldon-core-s2i-``: the language, or one for apps that
            need another version of it.
    """

    folder: Path = Path()
    builder: str = "python"

    @property
    def language(self) -> str:
        """Give the language of its builder."""
        return self.folder.parents[1].name

    @property
    def component(self) -> str:
        """Give the standard component that it is; what is none gives its own name."""
        return self.folder.name


def template_app(name: str, language: str = "python") -> TemplateApp:
    """Give a template app, by its directory's name."""
    folder = REPOSITORY / language / "template-apps" / name
    full_name = f"{language}-{name}"
    readme = folder / "README.md"
    told = _BUILDER.search(readme.read_text(encoding="utf-8")) if readme.exists() else None
    return TemplateApp(
        full_name,
        folder_of(folder),
        needs_index=True,
        is_long=full_name in _LONGEST,
        folder=folder,
        builder=told[1] if told else language,
    )


def template_apps() -> list[TemplateApp]:
    """Give all template apps."""
    found = sorted(path for path in REPOSITORY.glob("*/template-apps/*") if path.is_dir())
    return [template_app(path.name, path.parents[1].name) for path in found]


def standard_apps() -> list[TemplateApp]:
    """Give those that are standard components."""
    return [app for app in template_apps() if app.component in standard_components()]


def other_apps() -> list[TemplateApp]:
    """Give those that are none."""
    return [app for app in template_apps() if app.component not in standard_components()]
