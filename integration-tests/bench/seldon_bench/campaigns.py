"""What can be measured in one run: the Python server and its peers, or the R server and its own."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seldon_bench import comparison, rounds
from seldon_bench.facts import r_versions, versions
from seldon_bench.places import BUILD, R_BUILD
from seldon_bench.r_plan import r_plan
from seldon_bench.r_servers import PLUMBER, r_servers
from seldon_bench.servers import Server, servers, servers_with_two_workers


@dataclass(frozen=True)
class Campaign:
    """One run.

    Attributes:
        plan: What there is to measure.
        servers: All that are compared.
        peers: The products that ours is compared with.
        versions: Gives the versions by product; what is missing can't be measured.
        folder: Where the results go.
    """

    plan: rounds.Plan
    servers: Sequence[Server]
    peers: Sequence[str]
    versions: Callable[[], Mapping[str, Mapping[str, Any]]]
    folder: Path


def campaign(name: str) -> Campaign:
    """Give the run for ``python`` or ``r``."""
    if name == "r":
        prefix = os.environ.get("IMAGE_PREFIX", "")
        compared = r_servers(prefix)
        return Campaign(r_plan(prefix), compared, (PLUMBER,), lambda: r_versions(compared), R_BUILD)
    everything = [*servers(), *servers_with_two_workers()]
    return Campaign(rounds.plan, everything, comparison.PEERS, lambda: versions(everything), BUILD)
