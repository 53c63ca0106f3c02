"""Whether an answer is right: nobody is fast by being wrong."""

from typing import Any

import numpy as np
import numpy.typing as npt

from seldon_bench.errors import BenchError

Array = npt.NDArray[Any]


def check_rows(
    asked: Array, answered: Any, *, numbers_may_be_text: bool = False, tolerance: float = 0.0
) -> None:
    """Compare an answer with the right one: for an identity, with what it was asked.

    Args:
        asked: Shape (n, d), float64 or object.
        answered: Nested lists or an array.
        numbers_may_be_text: Whether ``"0.5"`` counts as 0.5 among mixed columns: seldon-core puts
            all of a mixed batch into one array of strings.
        tolerance: How far a number may be off, as a share of it: jsonlite writes 15 digits.

    Raises:
        BenchError: It differs; the first difference is named.
    """
    got = np.asarray(answered, dtype=asked.dtype)
    if got.shape != asked.shape:
        raise BenchError(f"answer: shape {got.shape} (expected: {asked.shape})")
    if asked.dtype.kind != "O":
        different = np.argwhere(~(np.abs(got - asked) <= tolerance * np.abs(asked)))
    else:
        different = np.array(
            [
                place
                for place in np.ndindex(asked.shape)
                if not _same(asked[place], got[place], numbers_may_be_text)
            ]
        )
    if len(different):
        place = tuple(int(index) for index in different[0])
        raise BenchError(f"answer{list(place)}: {got[place]!r} (expected: {asked[place]!r})")


def _same(asked: Any, answered: Any, numbers_may_be_text: bool) -> bool:  # noqa: FBT001
    if numbers_may_be_text and isinstance(answered, str) and not isinstance(asked, str):
        answered = float(answered)
    return isinstance(asked, str) == isinstance(answered, str) and bool(asked == answered)


def check_meta(meta: Any) -> None:
    """Check that an answer of ``components/reporting.py`` reports what it should.

    Args:
        meta: As JSON has it.

    Raises:
        BenchError: Tags or metrics are missing or others.
    """
    tags, metrics = meta.get("tags"), meta.get("metrics", [])
    if tags != {"version": "1.0", "stable": True}:
        raise BenchError(f"answer's tags: {tags} (expected: version 1.0 and stable)")
    keys = [metric.get("key") for metric in metrics]
    if keys != ["asked", "level", "took"]:
        raise BenchError(f"answer's metrics: {keys} (expected: asked, level and took)")
