"""Writes down what a run against the upstream wrapper has found.

From report.json it makes known-failing.txt, for the next run's ``--known-failing``, and a table for
people, failures.md: ``python -m upstream.record REPORT_DIRECTORY``.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from seldon_conformance.rules import contract

_HERE = Path(__file__).resolve().parent
_REASON_CHARACTERS = 160
_FAILED = ("failed", "known")


def main(report_directory: Path) -> None:
    """Write both files, beside this one."""
    report = json.loads((report_directory / "report.json").read_bytes())
    failed = [found for found in report["results"] if found["outcome"] in _FAILED]
    if any("Connection refused" in finding["got"] for one in failed for finding in one["findings"]):
        # It was seen once that upstream's gRPC process ended in the middle of a run.
        sys.exit("ERROR: a server of upstream's ended during the run. Run upstream/run again.")
    (_HERE / "known-failing.txt").write_text(known_failing(failed), encoding="utf-8")
    (_HERE / "failures.md").write_text(table(report["results"]), encoding="utf-8")


def known_failing(failed: Iterable[dict[str, Any]]) -> str:
    """Give a file of known failures: above each id what the server does and should do."""
    blocks = [f"# {found['rules'][0]}: {_difference(found)}\n{found['id']}" for found in failed]
    return "\n\n".join(blocks) + "\n"


def table(results: Sequence[dict[str, Any]]) -> str:
    """Give a table in Markdown: a row for each rule that is broken, with its first example."""
    rows = ["| rule | broken | example |", "|---|---|---|"]
    for number in sorted({found["rules"][0] for found in results}, key=contract().position):
        asked = [
            found
            for found in results
            if found["rules"][0] == number and found["outcome"] not in {"left out", "broken"}
        ]
        failed = [found for found in asked if found["outcome"] in _FAILED]
        if failed:
            example = f"`{failed[0]['id']}`: {_difference(failed[0])}".replace("|", "\\|")
            rows.append(f"| {number} | {len(failed)} of {len(asked)} | {example} |")
    return "\n".join(rows) + "\n"


def _difference(found: dict[str, Any]) -> str:
    """Say in one line where the first difference is."""
    first = found["findings"][0]
    got, expected = _short(first["got"]), _short(first["expected"])
    return f"{first['path']}: {got} (expected: {expected})"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _REASON_CHARACTERS else f"{line[: _REASON_CHARACTERS - 1]}…"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
