"""How checks of a builder say what they are about, and what they need built."""

from collections.abc import Callable, Sequence

import pytest

from seldon_conformance.builder.language import Language
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe
from seldon_conformance.check import About

BOTH = (Mode.S2I, Mode.DOCKERFILE)
# What can differ between engines that build Dockerfiles: configuration, users, signals.
EVERY = (*BOTH, Mode.BUILDAH)
BUILT, NETWORKED = "built", "networked"


def row(*numbers: str, modes: Mode | Sequence[Mode] = BOTH) -> pytest.MarkDecorator:
    """Mark a test as a check of a row of builder.md; its docstring says why the row matters.

    Args:
        numbers: Of the rows, for instance ``C13``; it is reported under the first.
        modes: In which it is asked, once in each.
    """
    return pytest.mark.check(About(numbers, (modes,) if isinstance(modes, Mode) else tuple(modes)))


def built(
    *recipes: str | Recipe | Sequence[Recipe] | Callable[[Language], Recipe],
) -> pytest.MarkDecorator:
    """Name what a check needs built; with several the check is asked of each.

    Args:
        recipes: Recipes, what makes one for a language, or names of what ``Language`` has, one
            recipe or several.
    """
    # Called with one function alone, a mark takes it for the test.
    return pytest.mark.built.with_args(*recipes)


def in_networks(name: str) -> pytest.MarkDecorator:
    """Ask a check of each case that an attribute of the language's ``NetworkCases`` has."""
    return pytest.mark.networked(name)
