"""Runs the checks of a builder in pytest: chooses them, has their apps built, gives images."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from seldon_conformance.builder.buildah import why_not
from seldon_conformance.builder.endings import Compared, ending_of_check
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe
from seldon_conformance.builder.row import BUILT, NETWORKED
from seldon_conformance.builder.s2i import Build, S2i
from seldon_conformance.builder.shelf import Shelf
from seldon_conformance.check import MARK
from seldon_conformance.collected import Collected
from seldon_conformance.ending import Ending
from seldon_conformance.known_failures import KnownFailure, check_patterns
from seldon_conformance.listener import Listener
from seldon_conformance.noting import Noting
from seldon_conformance.patterns import is_like
from seldon_conformance.subjects import last_lines


@dataclass(frozen=True)
class Judged:
    """What the checks are run against.

    Attributes:
        s2i: With the builder.
        language: The builder's.
        shelf: Has the builds.
        rows: Numbers of the rows that are asked.
        without: Patterns of ids of checks that are not asked.
        known: Its known failures.
    """

    s2i: S2i
    language: Language
    shelf: Shelf
    rows: Sequence[str]
    without: Sequence[str]
    known: Sequence[KnownFailure]


class Judging(Noting):
    """The whole plugin: chooses, builds, runs, notes."""

    def __init__(self, judged: Judged, listener: Listener) -> None:
        """Have run nothing yet.

        Args:
            judged: What the checks are run against.
            listener: Is told of each result.
        """
        super().__init__(judged.s2i.builder, judged.language.name, judged.known, listener)
        self._judged = judged
        self._compared: Compared | None = None

    def pytest_configure(self, config: pytest.Config) -> None:
        """Register the marks."""
        super().pytest_configure(config)
        config.addinivalue_line("markers", f"{BUILT}(*recipes): what a check needs built")
        config.addinivalue_line("markers", f"{NETWORKED}(name): the networks of a check's builds")

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Ask a check in each of its modes, and of each of its recipes."""
        if "mode" in metafunc.fixturenames:
            about = metafunc.definition.get_closest_marker(MARK)
            metafunc.parametrize("mode", about.args[0].ways if about else [], ids=str)
        marker = metafunc.definition.get_closest_marker(BUILT)
        if "recipe" in metafunc.fixturenames and marker is not None:
            recipes = [one for named in marker.args for one in self._recipes(named)]
            names = [str(one) if len(recipes) > 1 else "" for one in recipes]
            metafunc.parametrize("recipe", recipes, ids=names)
        marker = metafunc.definition.get_closest_marker(NETWORKED)
        if marker is not None:
            cases = self._judged.language.networks.named(*marker.args)
            metafunc.parametrize(
                "case", cases, ids=[str(one) if len(cases) > 1 else "" for one in cases]
            )

    def choose(self, items: list[pytest.Item]) -> None:
        """Keep the selected checks, and start their builds in the order in which they are asked."""
        self.of = {item: self.of[item] for item in items if _is_possible(item)}
        self.checks = list(self.of.values())
        items[:] = self.of
        check_patterns(self._known, {check.id for check in self.checks})
        reason = why_not()
        without_buildah = [item for item in items if Mode.BUILDAH in self.of[item].about.ways]
        if reason and without_buildah:
            self.left_out.append(f"{len(without_buildah)} checks in the mode buildah: {reason}")
            items[:] = [item for item in items if item not in without_buildah]
        rows, without = self._judged.rows, self._judged.without
        asked = [item for item in items if set(self.of[item].about.rules) & set(rows)]
        out = {item for item in asked if any(is_like(self.of[item].id, one) for one in without)}
        items[:] = [item for item in asked if item not in out]
        if len(asked) < len(self.checks):
            self.left_out.append(f"{len(self.checks) - len(asked)} checks of other rows")
        if out:
            self.left_out.append(f"{len(out)} checks: --without {' '.join(without)}")
        self.left_out += self.unavailable
        builds = [pair for item in items for pair in _builds_of(item)]
        self._judged.shelf.build_ahead(sorted(builds, key=lambda pair: not pair[0].is_long))
        self._listener.collected(len(items), self.left_out)

    def pytest_runtest_setup(self) -> None:
        """Know of no build yet that the check has looked at."""
        self._judged.shelf.asked = self._compared = None

    def pytest_assertrepr_compare(self, op: str, left: object, right: object) -> None:
        """Note what a failing assertion compares: the finding's got and expected."""
        self._compared = (op, left, right)

    def ending_of(self, error: BaseException | None) -> Ending:
        """Say how a check ended: nearly all that can end it is a finding."""
        return ending_of_check(error, self._compared)

    def repeat_of(self, check: Collected) -> str:  # noqa: ARG002 (of every check)
        """Give the command that builds the app again."""
        asked = self._judged.shelf.asked
        return asked.command if asked else ""

    def last_log(self) -> str:
        """Give the end of the build's log."""
        asked = self._judged.shelf.asked
        return last_lines(asked.log) if asked else ""

    @pytest.fixture(scope="session")
    def builder(self) -> str:
        """The builder image."""
        return self._judged.s2i.builder

    @pytest.fixture(scope="session")
    def s2i(self) -> S2i:
        """The s2i binary with the builder."""
        return self._judged.s2i

    @pytest.fixture(scope="session")
    def language(self) -> Language:
        """The builder's language."""
        return self._judged.language

    @pytest.fixture(scope="session")
    def shelf(self) -> Shelf:
        """All builds."""
        return self._judged.shelf

    @pytest.fixture
    def build_of(self, mode: Mode) -> Callable[[Recipe], Build]:
        """Gives the build of a recipe, in the check's mode."""
        return lambda recipe: self._judged.shelf.build(recipe, mode)

    @pytest.fixture
    def build(self, recipe: Recipe, build_of: Callable[[Recipe], Build]) -> Build:
        """The build of the check's own recipe."""
        return build_of(recipe)

    @pytest.fixture
    def image(self, build: Build) -> str:
        """The image of the check's own recipe."""
        return build.required_image

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """An empty folder, which any user may look into."""
        tmp_path.chmod(0o755)
        return tmp_path

    def _recipes(self, named: Any) -> Sequence[Recipe]:
        if isinstance(named, str):
            return self._judged.language.recipes(named)
        if callable(named):
            return [named(self._judged.language)]
        return [named] if isinstance(named, Recipe) else list(named)


def _is_possible(item: pytest.Item) -> bool:
    """Tell whether what a check needs built can be built in its mode."""
    parameters = getattr(getattr(item, "callspec", None), "params", {})
    recipe, mode = parameters.get("recipe"), parameters.get("mode")
    return recipe is None or mode is None or mode in recipe.modes


def _builds_of(item: pytest.Item) -> list[tuple[Recipe, Mode]]:
    """Give what a check needs built, as far as its parameters tell."""
    parameters = dict(getattr(getattr(item, "callspec", None), "params", {}))
    recipe, mode = parameters.get("recipe"), parameters.get("mode")
    return [(recipe, mode)] if isinstance(recipe, Recipe) and isinstance(mode, Mode) else []
