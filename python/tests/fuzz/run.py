"""Fuzzes the codecs: ``make -C python fuzz CASES=100000 SEED=1``.

Prints the seed, the counts and each difference, and ends with 1 if there is one. The same seed
makes the same cases.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import time
from collections.abc import Iterator
from random import Random

from fuzz.judging import SHORT_WAYS, Difference, read_case, write_case

_MOST_SHOWN = 20
_SHOWN_CHARACTERS = 1200


def differences(transport: str, cases: int, seed: int) -> Iterator[Difference]:
    """Run cases of one transport, one in five of them of writing."""
    rng = Random(f"{transport} {seed}")
    for number in range(cases):
        case = write_case if number % 5 == 4 else read_case
        found = case(transport, rng)
        if found is not None:
            yield found


def main() -> int:
    """Run what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000, help="of each transport")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    arguments = parser.parse_args()
    total = 0
    for transport in ("rest", "grpc"):
        began = time.monotonic()
        count = 0
        for found in differences(transport, arguments.cases, arguments.seed):
            count += 1
            if count <= _MOST_SHOWN:
                print(str(found)[:_SHOWN_CHARACTERS])
        short = "with" if transport in SHORT_WAYS else "without"
        print(
            f"{transport}: {arguments.cases} cases, seed {arguments.seed}, {short} a short way in, "
            f"{time.monotonic() - began:.0f} s: {count} differences"
        )
        total += count
    return int(total > 0)


if __name__ == "__main__":
    sys.exit(main())
