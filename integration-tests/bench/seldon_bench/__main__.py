"""Makes the rounds and prints the table: ``make bench``."""

import os
import sys

from seldon_bench.cores import choose_cores
from seldon_bench.errors import BenchError
from seldon_bench.facts import machine, versions
from seldon_bench.options import read_options
from seldon_bench.places import GRPC_LOAD, PLOT, RESULTS
from seldon_bench.results import write_results
from seldon_bench.rounds import measure_rounds
from seldon_bench.samples import Sample
from seldon_bench.servers import Server, servers, servers_with_two_workers


def main() -> None:
    """Measure; what is missing here is said, and left out."""
    options = read_options(os.environ)
    cores = choose_cores()
    everything = [*servers(), *servers_with_two_workers()]
    facts = {
        **machine(),
        "rounds": str(options.rounds),
        "allocator of all servers": _allocator(options.allocator),
    }
    found_versions = versions(everything)
    _check_environments(everything, found_versions)
    settings = {
        f"{server.product}, {server.configuration}": server.settings for server in everything
    }
    # Not on the server's core: waiting for a start takes time, too.
    os.sched_setaffinity(0, {cores.client})
    samples: list[Sample] = []

    def keep(more: list[Sample]) -> None:
        samples.extend(more)
        write_results(samples, facts, found_versions, settings)

    measure_rounds(options, cores, keep)
    print(write_results(samples, facts, found_versions, settings))
    print(f"Written: {RESULTS}, table.md beside it, and {PLOT}", file=sys.stderr)


def _allocator(settings: object) -> str:
    return str(settings) if settings else "glibc's own"


def _check_environments(everything: list[Server], found: dict[str, dict[str, str]]) -> None:
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
