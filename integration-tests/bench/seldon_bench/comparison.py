"""Which ratios are made of the samples, and what was to be reached (issue's figures)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from seldon_bench.samples import Ratio, Sample, Summary, ratio, summarise
from seldon_bench.servers import OUR_NAME

PEERS = ("seldon-core", "mlserver")
# What is less the better.
_LEAST = ("start", "memory")


@dataclass(frozen=True)
class Row:
    """One measurement, ours and the peers'.

    Attributes:
        measurement: For instance ``rest-small-16``.
        unit: Of the values: ``req/s``, ``s`` or ``MB``.
        ours: Our figures, or None if there are none.
        peers: Figures by server.
        ratios: Ours against the better configuration, by product.
    """

    measurement: str
    unit: str
    ours: Summary | None
    peers: dict[str, Summary | None]
    ratios: dict[str, Ratio | None]


def rows(samples: Iterable[Sample], peers: Sequence[str] = PEERS) -> list[Row]:
    """Give a row for each measurement, sorted by what is measured.

    Args:
        samples: Of all servers.
        peers: The products that ours is compared with.
    """
    found: dict[str, dict[str, list[Sample]]] = defaultdict(lambda: defaultdict(list))
    for sample in samples:
        found[sample.measurement][sample.server].append(sample)
    return [_row(name, by_server, peers) for name, by_server in sorted(found.items(), key=_order)]


def _row(measurement: str, by_server: dict[str, list[Sample]], peers: Sequence[str]) -> Row:
    summaries = {server: summarise(some) for server, some in by_server.items()}
    ours = summaries.pop(OUR_NAME, None)
    least = measurement.startswith(_LEAST)
    ratios = {product: ratio(ours, _of(product, summaries), least=least) for product in peers}
    return Row(measurement, _unit(measurement), ours, summaries, ratios)


def _of(product: str, summaries: dict[str, Summary | None]) -> dict[str, Summary | None]:
    return {name: found for name, found in summaries.items() if name.startswith(product)}


def _unit(measurement: str) -> str:
    if measurement.startswith("start"):
        return "s"
    return "MB" if measurement.startswith("memory") else "req/s"


_SIZES = ("small", "rpart", "medium", "large-tensor", "large-ndarray", "mixed", "rows")
_KINDS = ("rest", "grpc", "start", "memory", "ack-rest", "ack-grpc")


def _order(item: tuple[str, object]) -> tuple[object, ...]:
    """Sort by kind, then by size; the same load's variants stay together."""
    name = item[0]
    kind = next((place for place, word in enumerate(_KINDS) if name.startswith(word)), len(_KINDS))
    size = next((place for place, word in enumerate(_SIZES) if word in name), len(_SIZES))
    variant = ("-two" in name, "-reporting" in name, name.endswith("-1"), len(name))
    return (kind, variant[0], variant[1], size, *variant[2:], name)
