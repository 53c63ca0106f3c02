"""Injects every fault, and writes the table: ``python -m faults [--fuzz-s 600] [--only WORD]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable

from faults.connections import clients
from faults.containers import of_containers
from faults.fuzzing import fuzzed
from faults.outcome import Outcome, table
from faults.processes import of_processes
from faults.stops import of_stops


def _all(arguments: argparse.Namespace) -> Iterable[tuple[str, Callable[[], Outcome]]]:
    """Give every fault with the group that ``--only`` names."""
    yield from (("processes", each) for each in of_processes())
    yield from (("containers", each) for each in of_containers(arguments.builder))
    yield from (("connections", each) for each in clients())
    yield from (("stops", each) for each in of_stops())
    yield "fuzz", lambda: fuzzed(arguments.fuzz_s, arguments.seed)


def main() -> int:
    """Run, and give 1 if a verdict is not pass."""
    parser = argparse.ArgumentParser(prog="faults", description=__doc__)
    parser.add_argument("--fuzz-s", type=float, default=600.0, help="seconds of fuzzing")
    parser.add_argument("--seed", type=int, default=1, help="of the fuzzers")
    parser.add_argument("--builder", default="seldon-core-s2i-python", help="the builder image")
    parser.add_argument(
        "--only",
        choices=["processes", "containers", "connections", "stops", "fuzz"],
        help="one group of faults",
    )
    arguments = parser.parse_args()
    outcomes = []
    for group, inject in _all(arguments):
        if arguments.only in (None, group):
            outcomes.append(inject())
            sys.stderr.write(outcomes[-1].line() + "\n")
    sys.stdout.write(table(outcomes))
    return int(any(outcome.problems for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
