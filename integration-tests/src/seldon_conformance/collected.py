"""The checks of the suite, as pytest collects them."""

import functools
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from seldon_conformance.check import MARK, About
from seldon_conformance.errors import SuiteError
from seldon_conformance.vectors import Case, Transport, load_vectors, ordered_cases

CHECKS = Path(__file__).resolve().parent / "checks"
VECTORS_FILE = "test_vectors.py"


@functools.cache
def all_cases() -> tuple[Case, ...]:
    """Give the golden vectors over each of their transports."""
    return tuple(ordered_cases(load_vectors()))


@dataclass(frozen=True)
class Collected:
    """One check.

    Attributes:
        id: For instance ``tensor-identity-2x3[rest]`` or ``limits::body_of_the_limit[rest]``.
        about: What it is about, in the ways that this one asks.
        words: What holds if it passes.
        case: The golden vector that it is, or nothing.
    """

    id: str
    about: About
    words: str
    case: Case | None


def collected(item: pytest.Item) -> Collected:
    """Tell of a collected test which check it is.

    Raises:
        SuiteError: It has no mark.
    """
    parameters = dict(getattr(getattr(item, "callspec", None), "params", {}))
    case = parameters.pop("case", None)
    words = _words(item)
    if isinstance(case, Case):
        transports = tuple(Transport(name) for name in case.label.split("+"))
        about = About(case.vector.rules, transports, case.vector.bug)
        return Collected(str(case), about, words, case)
    mark = item.get_closest_marker(MARK)
    if mark is None:
        raise SuiteError(
            f"{item.path.name}::{item.name}: no mark "
            "(expected: @check with the rules of the contract)"
        )
    about = mark.args[0]
    way = parameters.get("transport") or parameters.get("mode")
    if isinstance(way, StrEnum):
        about = About(about.rules, (way,), about.bug)
    return Collected(_id(item, about), about, words, None)


def _id(item: pytest.Item, about: About) -> str:
    """Make the id of a check that is no vector: its file, its name, its parameters, how it asks."""
    topic = item.path.stem.removeprefix("test_")
    function, _, rest = item.name.removeprefix("test_").partition("[")
    labels = [str(way) for way in about.ways]
    parameters = [word for word in rest.removesuffix("]").split("-") if word not in {"", *labels}]
    return f"{topic}::{'-'.join([function, *parameters])}[{'+'.join(labels)}]"


def _words(item: pytest.Item) -> str:
    function: Any = getattr(item, "function", None)
    return " ".join((function.__doc__ or "").split())


def own_transports(metafunc: pytest.Metafunc) -> list[Transport]:
    """Give what the argument ``transport`` of a check is to be, if it does not say so itself."""
    if "transport" not in metafunc.fixturenames:
        return []
    for mark in metafunc.definition.iter_markers("parametrize"):
        names = mark.args[0] if mark.args else mark.kwargs.get("argnames", "")
        if "transport" in (names.split(",") if isinstance(names, str) else names):
            return []
    marked = metafunc.definition.get_closest_marker(MARK)
    return list(marked.args[0].ways) if marked else []
