"""The results on disk: everything that was measured, as JSON, and what is made of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from seldon_bench.comparison import rows
from seldon_bench.places import BUILD, PLOT, RESULTS, TABLE
from seldon_bench.plot import svg
from seldon_bench.samples import Sample
from seldon_bench.table import markdown


def write_results(
    samples: Sequence[Sample],
    machine: Mapping[str, str],
    versions: Mapping[str, Mapping[str, Any]],
    settings: Mapping[str, str],
) -> str:
    """Write ``results.json``, ``table.md`` and ``plot.svg``, and give the table."""
    BUILD.mkdir(parents=True, exist_ok=True)
    compared = rows(samples)
    table = markdown(compared, samples, machine, versions, settings)
    everything = {
        "machine": dict(machine),
        "versions": dict(versions),
        "settings": dict(settings),
        "samples": [asdict(sample) for sample in samples],
    }
    RESULTS.write_text(json.dumps(everything, indent=1) + "\n", encoding="utf-8")
    TABLE.write_text(table, encoding="utf-8")
    PLOT.write_text(svg(compared), encoding="utf-8")
    return table
