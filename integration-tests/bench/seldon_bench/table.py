"""The results as Markdown."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from seldon_bench.comparison import Row
from seldon_bench.samples import Ratio, Sample, Summary

# A reply in two small writes waits so long for the other side's delayed ACK.
DELAYED_ACK_MS = 40.0


def markdown(
    rows: Sequence[Row],
    samples: Sequence[Sample],
    machine: Mapping[str, str],
    versions: Mapping[str, Mapping[str, Any]],
    settings: Mapping[str, str],
) -> str:
    """Write everything that was found.

    Args:
        rows: The comparison.
        samples: What it was made of; problems are listed.
        machine: Facts by name.
        versions: Versions by product and package.
        settings: What makes each server's configuration, by server.
    """
    parts = [
        _ratios([row for row in rows if not row.measurement.startswith("ack")]),
        _absolute([row for row in rows if not row.measurement.startswith("ack")]),
        _acks([row for row in rows if row.measurement.startswith("ack")]),
        _facts(machine, versions, settings),
        _problems(samples),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, rule, *lines])


def _ratios(rows: Sequence[Row]) -> str:
    """Write ours against the better configuration of each peer."""
    lines = [
        [row.measurement, *map(_ratio, row.ratios.values())]
        for row in rows
        if any(row.ratios.values())
    ]
    head = ["ours / better of", *(rows[0].ratios if rows else ())]
    return "### Ratios\n\n" + _table(head, lines) if lines else ""


def _ratio(found: Ratio | None) -> str:
    if found is None:
        return "n/a"
    text = f"{found.value:.2f}x ({found.against.rpartition(' ')[2]})"
    return text if found.is_valid else f"~~{text}~~ invalid: client saturated"


def _absolute(rows: Sequence[Row]) -> str:
    servers = list(dict.fromkeys(server for row in rows for server in row.peers))
    lines = [
        [row.measurement, row.unit, *map(_summary, [row.ours, *map(row.peers.get, servers)])]
        for row in rows
    ]
    if not lines:
        return ""
    return "### Medians\n\n" + _table(["measurement", "unit", "ours", *servers], lines)


def _summary(found: Summary | None) -> str:
    if found is None:
        return "n/a"
    text = f"{_figure(found.value)} ±{found.spread:.0%}"
    if found.p50_ms:
        text += f"; p50 {_figure(found.p50_ms)}, p99 {_figure(found.p99_ms)} ms"
    return " ".join([text, *(f"[{mark}]" for mark in found.marks)])


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def _acks(rows: Sequence[Row]) -> str:
    """Write whether a reply waits for a delayed ACK."""
    lines = []
    for row in rows:
        if row.ours is None:
            lines.append([row.measurement, "n/a", "n/a", "not measured"])
            continue
        times = [f"{row.ours.p50_ms:.2f}", f"{row.ours.p99_ms:.2f}"]
        lines.append([row.measurement, *times, _ack_verdict(row.ours)])
    if not lines:
        return ""
    head = ["one connection", "p50 ms", "p99 ms", f"below {DELAYED_ACK_MS:g} ms"]
    return "### Delayed ACK\n\n" + _table(head, lines)


def _ack_verdict(found: Summary) -> str:
    if found.p99_ms < DELAYED_ACK_MS:
        return "yes"
    return "unknown: disturbed" if "disturbed" in found.marks else "NO"


def _facts(
    machine: Mapping[str, str],
    versions: Mapping[str, Mapping[str, Any]],
    settings: Mapping[str, str],
) -> str:
    lines = [f"- {name}: {value}" for name, value in machine.items()]
    for product, found in versions.items():
        said = ", ".join(f"{name} {version}" for name, version in found.items())
        lines.append(f"- {product}: {said}")
    lines += [f"- {server}: {said}" for server, said in settings.items()]
    return "### Measured\n\n" + "\n".join(lines)


def _problems(samples: Iterable[Sample]) -> str:
    said = [
        f"- {sample.server}, {sample.measurement}: {sample.problem.splitlines()[0]}"
        for sample in samples
        if sample.problem
    ]
    return "### Not measured\n\n" + "\n".join(dict.fromkeys(said)) if said else ""
