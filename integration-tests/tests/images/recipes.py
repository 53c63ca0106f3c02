"""The template apps of all languages whose builder exists, found by their directories."""

from places import REPOSITORY

from seldon_conformance.builder.recipe import Recipe, folder_of

TEMPLATE_APPS = REPOSITORY / "python" / "template-apps"
# scikit-learn is 40 MB to fetch and 100 MB of bytecode to compile.
_LONGEST = "iris"


def template_app(name: str) -> Recipe:
    """Give the recipe of a template app, by its directory's name."""
    return Recipe(name, folder_of(TEMPLATE_APPS / name), needs_index=True, is_long=name == _LONGEST)


def template_apps() -> list[Recipe]:
    """Give the recipes of all template apps."""
    return [template_app(path.name) for path in sorted(TEMPLATE_APPS.iterdir()) if path.is_dir()]
