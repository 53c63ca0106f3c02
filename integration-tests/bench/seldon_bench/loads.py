"""The loads: what is sent, as plain values, whatever the protocol."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_SEED = 4
_LAST_DIGIT = 1e-15
_WORDS = ("setosa", "versicolor", "virginica")


@dataclass(frozen=True)
class Load:
    """One batch, sent again and again.

    Attributes:
        name: For instance ``large-tensor``.
        rows: Shape (n, d): float64, or object where columns are mixed.
        form: ``tensor`` or ``ndarray``, where the protocol has both.
        seconds: How long 16 connections are kept busy with it; one connection takes a second.
        title: For the table.
        names: Of the columns, if they are sent.
        answer: What the subject answers, shape (n, k); None where that is ``rows``.
    """

    name: str
    rows: npt.NDArray[Any]
    form: str
    seconds: int
    title: str
    names: tuple[str, ...] = ()
    answer: npt.NDArray[Any] | None = None

    @property
    def expected(self) -> npt.NDArray[Any]:
        """What a right answer has."""
        return self.rows if self.answer is None else self.answer

    @property
    def tolerance(self) -> float:
        """How far an answer may be off that was worked out here, as a share of it."""
        return 0.0 if self.answer is None else _LAST_DIGIT

    @property
    def is_mixed(self) -> bool:
        """Whether there are strings among the columns."""
        return self.rows.dtype.kind == "O"


def loads() -> dict[str, dict[str, Load]]:
    """Give the loads by transport (``rest``, ``grpc``) and name, the same values in every run."""
    random = np.random.default_rng(_SEED)
    small, medium, large = (random.random(shape) for shape in ((1, 4), (10, 100), (100, 784)))
    both = [
        Load("large-tensor", large, "tensor", 3, "100x784 tensor"),
        Load("large-ndarray", large, "ndarray", 3, "100x784 ndarray"),
        Load("mixed", _mixed(random, 10_000), "ndarray", 3, "10,000x4 mixed"),
    ]
    rest = [
        Load("small", small, "ndarray", 2, "1x4"),
        Load("medium", medium, "ndarray", 2, "10x100"),
    ]
    grpc = [
        Load("small", small, "tensor", 2, "1x4"),
        Load("medium", medium, "tensor", 2, "10x100"),
    ]
    return {
        "rest": {load.name: load for load in [*rest, *both]},
        "grpc": {load.name: load for load in [*grpc, *both]},
    }


def sized_loads(sizes_kb: Sequence[int], bytes_per_value: float) -> list[Load]:
    """Give tensors of one row, whose messages take so many thousand bytes, nearly."""
    random = np.random.default_rng(_SEED)
    found = []
    for size_kb in sizes_kb:
        width = round(size_kb * 1000 / bytes_per_value)
        row = random.random((1, width))
        found.append(Load(f"{size_kb}kB", row, "tensor", 1, f"{size_kb} kB"))
    return found


def _mixed(random: np.random.Generator, count: int) -> npt.NDArray[Any]:
    """Give two columns of numbers and two of strings, shape (count, 4)."""
    rows = np.empty((count, 4), dtype=object)
    rows[:, 0] = random.random(count).tolist()
    rows[:, 1] = [_WORDS[index] for index in random.integers(0, 3, count)]
    rows[:, 2] = random.integers(0, 1000, count).tolist()
    rows[:, 3] = [f"customer-{index}" for index in range(count)]
    return rows
