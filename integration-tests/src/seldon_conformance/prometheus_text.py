"""Reads Prometheus text, as far as checks of metrics need it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
_LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
_SAMPLE = re.compile(
    rf"(?P<name>{_NAME})(?:\{{(?P<labels>(?:{_LABEL})?(?:,{_LABEL})*),?\}})?"
    r"[ \t]+(?P<value>\S+)(?:[ \t]+-?\d+)?[ \t]*"
)
_TYPE = re.compile(rf"# TYPE (?P<name>{_NAME}) (?P<type>\S+)\s*")
# What of a histogram or summary only ever grows, beside all of a counter.
_GROWING = {"histogram": ("_bucket", "_count"), "summary": ("_count",)}


@dataclass(frozen=True)
class Sample:
    """One value of one series."""

    name: str
    labels: Mapping[str, str]
    value: float


@dataclass(frozen=True)
class Scrape:
    """What one scrape gave.

    Attributes:
        samples: By series, as it is written: the name with its labels.
        types: By the family's name: counter, gauge, histogram and so on.
    """

    samples: Mapping[str, Sample]
    types: Mapping[str, str]

    def total(self, name: str, **labels: str) -> float:
        """Give the sum of the samples of a name that have these labels, 0 if there are none."""
        return sum(
            sample.value
            for sample in self.samples.values()
            if sample.name == name and labels.items() <= sample.labels.items()
        )

    def growing(self) -> dict[str, float]:
        """Give the series that may never fall: counters, and what counts of the other types."""
        return {
            series: sample.value
            for series, sample in self.samples.items()
            if self._is_growing(sample.name)
        }

    def _is_growing(self, name: str) -> bool:
        if self.types.get(name) == "counter" or name.endswith("_total"):
            return True
        return any(
            name.endswith(ending) and self.types.get(name.removesuffix(ending)) == family
            for family, endings in _GROWING.items()
            for ending in endings
        )


def read_scrape(text: str) -> Scrape:
    """Read the text of a scrape.

    Raises:
        ValueError: A line is none of Prometheus's, or a series stands there twice.
    """
    samples: dict[str, Sample] = {}
    types = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if (kind := _TYPE.fullmatch(line)) is not None:
            types[kind["name"]] = kind["type"]
        if not line.strip() or line.startswith("#"):
            continue
        found = _SAMPLE.fullmatch(line)
        if found is None:
            raise ValueError(f"line {number}: {line} (expected: a sample or a comment)")
        sample = Sample(found["name"], _labels(found["labels"] or ""), float(found["value"]))
        series = found["name"] + "".join(f" {k}={v}" for k, v in sorted(sample.labels.items()))
        if series in samples:
            raise ValueError(f"line {number}: {line} (expected: each series once)")
        samples[series] = sample
    return Scrape(samples, types)


def _labels(text: str) -> dict[str, str]:
    pairs = (label.split("=", 1) for label in re.findall(_LABEL, text))
    return {name: value[1:-1] for name, value in pairs}
