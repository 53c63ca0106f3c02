"""Makes the rounds and prints the table: ``make bench``.

Run as ``python -m seldon_bench`` for the Python server, with ``r`` or ``java`` behind it for those.
"""

import os
import sys
from collections.abc import Mapping, Sequence

from seldon_bench.campaigns import campaign
from seldon_bench.cores import choose_cores
from seldon_bench.errors import BenchError
from seldon_bench.facts import machine
from seldon_bench.options import read_options
from seldon_bench.places import GRPC_LOAD
from seldon_bench.results import write_results
from seldon_bench.rounds import measure_rounds
from seldon_bench.samples import Sample
from seldon_bench.servers import Server


def main() -> None:
    """Measure; what is missing here is said, and left out."""
    options = read_options(os.environ)
    run = campaign(sys.argv[1] if len(sys.argv) > 1 else "python")
    cores = choose_cores()
    facts = {
        **machine(),
        "rounds": str(options.rounds),
        "allocator of all servers": _allocator(options.allocator),
    }
    found_versions = run.versions()
    _check_environments(run.servers, found_versions)
    settings = {
        f"{server.product}, {server.configuration}": server.settings for server in run.servers
    }
    # Not on the server's core: waiting for a start takes time, too.
    os.sched_setaffinity(0, {cores.client})
    samples: list[Sample] = []

    def keep(more: list[Sample]) -> str:
        samples.extend(more)
        return write_results(run.folder, run.peers, samples, facts, found_versions, settings)

    measure_rounds(run.plan, options, cores, keep)
    print(keep([]))
    print(f"Written: results.json, table.md and plot.svg in {run.folder}", file=sys.stderr)


def _allocator(settings: object) -> str:
    return str(settings) if settings else "glibc's own"


def _check_environments(
    everything: Sequence[Server], found: Mapping[str, Mapping[str, str]]
) -> None:
    """Say what can't be measured.

    Raises:
        BenchError: Our own server, or the generator, is not there.
    """
    if "ours" not in found or not GRPC_LOAD.exists():
        raise BenchError("environment: none for our own server (expected: made by `make bench`)")
    for product in {server.product for server in everything} - set(found):
        print(f"{product}: no environment, left out (see the messages above)", file=sys.stderr)
    peer = found.get("seldon-core")
    if peer and peer["protobuf in"] != "cpp":
        raise BenchError(
            f"seldon-core's protobuf: {peer['protobuf in']} (expected: cpp, the form it was made "
            "for). Remove build/bench/seldon-core and try again."
        )


if __name__ == "__main__":
    try:
        main()
    except BenchError as error:
        sys.exit(f"ERROR: bench: {error}")
