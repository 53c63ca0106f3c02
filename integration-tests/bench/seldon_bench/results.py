"""The results on disk: everything that was measured, as JSON, and what is made of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from seldon_bench.comparison import rows
from seldon_bench.plot import svg
from seldon_bench.samples import Sample
from seldon_bench.table import markdown


def write_results(  # noqa: PLR0917 - a table's parts
    folder: Path,
    peers: Sequence[str],
    samples: Sequence[Sample],
    machine: Mapping[str, str],
    versions: Mapping[str, Mapping[str, Any]],
    settings: Mapping[str, str],
) -> str:
    """Write ``results.json``, ``table.md`` and ``plot.svg`` into a folder, and give the table."""
    folder.mkdir(parents=True, exist_ok=True)
    compared = rows(samples, peers)
    table = markdown(compared, samples, machine, versions, settings)
    everything = {
        "machine": dict(machine),
        "versions": dict(versions),
        "settings": dict(settings),
        "samples": [asdict(sample) for sample in samples],
    }
    everything_text = json.dumps(everything, indent=1) + "\n"
    (folder / "results.json").write_text(everything_text, encoding="utf-8")
    (folder / "table.md").write_text(table, encoding="utf-8")
    (folder / "plot.svg").write_text(svg(compared), encoding="utf-8")
    return table
