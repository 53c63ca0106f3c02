"""What can be measured in one run: the server of one language, and its peers."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seldon_bench import comparison, rounds
from seldon_bench.facts import java_versions, r_versions, versions
from seldon_bench.java_plan import java_plan
from seldon_bench.java_servers import UPSTREAM, java_servers
from seldon_bench.places import BUILD, JAVA_BUILD, R_BUILD
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
    """Give the run for ``python``, ``r`` or ``java``."""
    prefix = os.environ.get("IMAGE_PREFIX", "")
    if name == "r":
        in_r = r_servers(prefix)
        return Campaign(r_plan(prefix), in_r, (PLUMBER,), lambda: r_versions(in_r), R_BUILD)
    if name == "java":
        in_java = java_servers(prefix)
        return Campaign(
            java_plan(prefix), in_java, (UPSTREAM,), lambda: java_versions(in_java), JAVA_BUILD
        )
    everything = [*servers(), *servers_with_two_workers()]
    return Campaign(rounds.plan, everything, comparison.PEERS, lambda: versions(everything), BUILD)
