"""Writes down what a run against the upstream wrapper has found.

From report.json it makes known-failing.txt, for the next run's ``--known-failing``, and a table for
people, failures.md: ``python -m upstream.record REPORT_DIRECTORY RESTARTS``. RESTARTS is how often
a server of upstream's ended in the middle and was started again. Checks that found none meanwhile
say nothing of a rule: they are told below the table, and are not known failures.
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from seldon_conformance.rules import contract

Found = dict[str, Any]

_HERE = Path(__file__).resolve().parent
_SHOWN_CHARACTERS = 160
_FAILED = ("failed", "known")
_TRANSPORTS = ("[rest]", "[grpc]")


def main(report_directory: Path, restarts: int) -> None:
    """Write both files, beside this one."""
    results = json.loads((report_directory / "report.json").read_bytes())["results"]
    reasons = read_reasons((_HERE / "reasons.txt").read_text(encoding="utf-8"))
    known = known_failing(results, reasons)
    (_HERE / "known-failing.txt").write_text(known, encoding="utf-8")
    text = table(results, reasons) + silence(results, restarts)
    (_HERE / "failures.md").write_text(text, encoding="utf-8")


def read_reasons(text: str) -> dict[str, str]:
    """Give a sentence for each rule that upstream breaks, of lines ``RULE: sentence``."""
    pairs = (line.partition(": ") for line in text.splitlines())
    return {number: reason for number, _, reason in pairs}


def known_failing(results: Sequence[Found], reasons: Mapping[str, str]) -> str:
    """Give a file of known failures: below each rule's reason, what fails of it.

    Raises:
        SystemExit: A rule is broken for which there is no reason yet.
    """
    blocks = []
    for number, asked in _by_rule(results):
        failed = [found["id"] for found in asked if found["outcome"] in _FAILED]
        if failed:
            blocks.append("\n".join([f"# {_reason(number, reasons)}", *_patterns(failed)]))
    return "\n\n".join(blocks) + "\n"


def table(results: Sequence[Found], reasons: Mapping[str, str]) -> str:
    """Give a table in Markdown: a row for each rule that is broken, with its first example.

    Raises:
        SystemExit: As ``known_failing``.
    """
    rows = ["| rule | broken | what it does | example |", "|---|---|---|---|"]
    for number, asked in _by_rule(results):
        failed = [found for found in asked if found["outcome"] in _FAILED]
        if failed:
            example = f"`{failed[0]['id']}`: {_difference(failed[0])}".replace("|", "\\|")
            count = f"{len(failed)} of {len(asked)}"
            rows.append(f"| {number} | {count} | {_reason(number, reasons)} | {example} |")
    return "\n".join(rows) + "\n"


def silence(results: Iterable[Found], restarts: int) -> str:
    """Say below the table which checks found no server, and how often one ended; mostly nothing."""
    unasked = [f"`{found['id']}`" for found in results if _found_no_server(found)]
    if not unasked and not restarts:
        return ""
    ended = f"A server of upstream's ended in the middle and was started again ({restarts})."
    return f"\n{ended} Not asked meanwhile: {', '.join(unasked) or 'none'}.\n"


def _by_rule(results: Sequence[Found]) -> Iterable[tuple[str, list[Found]]]:
    """Yield each rule with the checks of it that were asked, in the contract's order."""
    for number in sorted({found["rules"][0] for found in results}, key=contract().position):
        yield (
            number,
            [
                found
                for found in results
                if found["rules"][0] == number
                and found["outcome"] not in {"left out", "broken"}
                and not _found_no_server(found)
            ],
        )


def _found_no_server(found: Found) -> bool:
    told = ("Connection refused", "ConnectionRefusedError")
    return any(words in finding["got"] for finding in found["findings"] for words in told)


def _patterns(failed: Iterable[str]) -> list[str]:
    """Give the ids, in one line where a check fails over both transports."""
    ids = list(failed)
    rest, grpc = _TRANSPORTS
    both = {one.removesuffix(rest) for one in ids} & {one.removesuffix(grpc) for one in ids}
    stems = (
        next((one.removesuffix(end) for end in _TRANSPORTS if one.endswith(end)), "") for one in ids
    )
    pairs = zip(ids, stems, strict=True)
    return list(dict.fromkeys(f"{stem}[*]" if stem in both else one for one, stem in pairs))


def _reason(number: str, reasons: Mapping[str, str]) -> str:
    if number not in reasons:
        sys.exit(f"ERROR: {number}: no reason (expected: a line `{number}: …` in reasons.txt)")
    return reasons[number]


def _difference(found: Found) -> str:
    """Say in one line where the first difference is."""
    first = found["findings"][0]
    got, expected = _short(first["got"]), _short(first["expected"])
    return f"{first['path']}: {got} (expected: {expected})"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN_CHARACTERS else f"{line[: _SHOWN_CHARACTERS - 1]}…"


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
