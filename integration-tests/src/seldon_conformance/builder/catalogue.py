"""All checks of builders, without a builder."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from seldon_conformance.builder.extra import require_extra
from seldon_conformance.builder.language import checks_of, language_named, languages
from seldon_conformance.builder.plugin import Judged, Judging
from seldon_conformance.builder.s2i import S2i
from seldon_conformance.builder.shelf import Shelf
from seldon_conformance.collected import Collected
from seldon_conformance.listener import Listener
from seldon_conformance.pytest_run import run_pytest
from seldon_conformance.rules import builder_contract


@dataclass(frozen=True)
class BuilderCheck:
    """One check, with the languages whose builders are asked it."""

    check: Collected
    languages: tuple[str, ...]


def builder_catalogue(rows: Sequence[str] = ()) -> list[BuilderCheck]:
    """Give the checks that are about rows, by their row, then by their id.

    Args:
        rows: Numbers; none are all.

    Raises:
        OptionError: One of them is none, or the extra `builder` is not installed.
        SuiteError: A check cannot be loaded.
    """
    wanted = set(builder_contract().selected(rows))
    checks: dict[str, Collected] = {}
    asked: dict[str, list[str]] = {}
    for language in languages():
        for check in _checks_of(language):
            checks[check.id] = check
            asked.setdefault(check.id, []).append(language)
    found = [
        BuilderCheck(check, tuple(asked[check.id]))
        for check in checks.values()
        if wanted.intersection(check.about.rules)
    ]
    return sorted(found, key=lambda one: (one.check.about.rules[0], one.check.id))


@functools.cache
def _checks_of(name: str) -> tuple[Collected, ...]:
    """Collect a language's checks; as no row is asked, nothing is run and nothing built."""
    require_extra()
    language, s2i = language_named(name), S2i("")
    judged = Judged(s2i, language, Shelf(s2i, Path()), rows=(), without=(), known=())
    plugin = Judging(judged, Listener())
    run_pytest(plugin, checks_of(name), language.fixtures)
    return tuple(plugin.checks)
