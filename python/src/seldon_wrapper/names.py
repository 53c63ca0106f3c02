"""The names of an answer's columns (contract.md, NAM-2 to NAM-4)."""

from __future__ import annotations

import functools
import logging
from typing import Any

import numpy.typing as npt

from seldon_wrapper.component import Component
from seldon_wrapper.verbs import Verb

_LOG = logging.getLogger(__name__)
_TRANSFORMS = (Verb.TRANSFORM_INPUT, Verb.TRANSFORM_OUTPUT)


@functools.lru_cache(maxsize=16)
def _numbered(width: int) -> tuple[str, ...]:
    """Give the names of columns that have none (NAM-2)."""
    return tuple(f"t:{index}" for index in range(width))


class Namer:
    """Names the answers of one component; warns once of names that do not fit."""

    def __init__(self, component: Component) -> None:
        self._component = component
        self._warned = False

    def names_of(
        self,
        verb: Verb,
        array: npt.NDArray[Any],
        asked: list[str],
        own: list[str] | None = None,
    ) -> list[str]:
        """Give the names for an answer.

        Args:
            verb: What was asked.
            array: The answer; of one dimension or none it has no names.
            asked: The request's names, which a transformer keeps if the width is unchanged.
            own: The answer's own names, which count where the component has none for all of them.
        """
        if array.ndim < 2:
            return []
        width = array.shape[1]
        names = self._component.class_names()
        if names is None and verb in _TRANSFORMS:
            names = self._component.feature_names()
            if names is None and own is None and asked and len(asked) == width:
                return asked
        if names is None:
            names = own
        if names is None:
            return list(_numbered(width))
        if len(names) != width and not self._warned:
            self._warned = True
            _LOG.warning("names: %d (expected: %d, one a column): %s", len(names), width, names)
        return names
