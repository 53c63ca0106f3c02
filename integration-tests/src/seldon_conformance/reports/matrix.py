"""The terminal's table: sections of the contract, by subject and transport or mode."""

from collections import Counter
from collections.abc import Iterable, Sequence

from seldon_conformance.results import Outcome, Result, RunReport, section_of


def matrix(report: RunReport) -> str:
    """Give the table: one row a section, one column a subject and way, counts in cells."""
    columns = list(dict.fromkeys(_column(result) for result in report.results))
    several = len(report.subjects) > 1
    rows = [["", *(f"{name} {how}" if several else how for name, how in columns)]]
    for prefix, title in report.sections.items():
        of_section = [one for one in report.results if section_of(one) == prefix]
        if of_section:
            rows.append([f"{prefix}: {title}", *_cells(of_section, columns)])
    rows.append(["total", *_cells(report.results, columns)])
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    padded = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return "\n".join(padded)


def tally(results: Iterable[Result]) -> str:
    """Count results by their outcome, for instance ``3 passed, 1 failed``; ``-`` for none."""
    counts = Counter(result.outcome for result in results)
    return ", ".join(f"{counts[one]} {one}" for one in Outcome if counts[one]) or "-"


def _column(result: Result) -> tuple[str, str]:
    return result.subject, "+".join(result.ways)


def _cells(results: Sequence[Result], columns: Iterable[tuple[str, str]]) -> list[str]:
    return [tally(one for one in results if _column(one) == column) for column in columns]
