"""The page's table: how the checks of each section ended, by subject and transport or mode."""

from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from seldon_conformance.reports.html_words import MARKS, WORDS, terms_of
from seldon_conformance.reports.markup import text
from seldon_conformance.results import Outcome, Result, RunReport, section_of

_Counts = Counter[Outcome]


def matrix(report: RunReport) -> str:
    """Give the table. Every number in it is a link that filters the checks below."""
    there = dict.fromkeys((found.subject, _way(found)) for found in report.results)
    subjects = dict.fromkeys(subject for subject, _ in there)
    columns = [column for subject in subjects for column in there if column[0] == subject]
    asked = {section_of(found) for found in report.results}
    sections = [section for section in report.sections if section in asked]
    counts: dict[tuple[str, str, str], _Counts] = {}
    for found in report.results:
        place = (section_of(found), found.subject, _way(found))
        counts.setdefault(place, Counter())[found.outcome] += 1
    rows = "".join(_row(section, report.sections[section], columns, counts) for section in sections)
    head = _head(terms_of(report).section, columns)
    return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _way(found: Result) -> str:
    return "+".join(found.ways)


def _head(section: str, columns: Iterable[tuple[str, str]]) -> str:
    """Name the lines, and the subjects, each above its ways."""
    widths = Counter(subject for subject, _ in columns)
    subjects = "".join(
        f'<th scope="colgroup" colspan="{width}">{text(name)}</th>'
        for name, width in widths.items()
    )
    ways = "".join(f'<th scope="col">{text(way)}</th>' for _, way in columns)
    return f'<tr><th scope="col" rowspan="2">{section}</th>{subjects}</tr><tr>{ways}</tr>'


def _row(
    section: str,
    title: str,
    columns: Iterable[tuple[str, str]],
    counts: Mapping[tuple[str, str, str], _Counts],
) -> str:
    cells = "".join(
        f"<td>{_cell(counts.get((section, *column), Counter()), section, column)}</td>"
        for column in columns
    )
    name = f"{_link({'rule': section}, text(section))} {text(title)}"
    return f'<tr><th scope="row">{name}</th>{cells}</tr>'


def _cell(counts: _Counts, section: str, column: tuple[str, str]) -> str:
    where = {"rule": section, "subject": column[0], "way": column[1]}
    return " ".join(
        _link(
            {**where, "outcome": outcome.value},
            f'<span aria-hidden="true">{MARKS[outcome]}</span> {counts[outcome]:,}'
            f'<span class="unseen"> {WORDS[outcome]}</span>',
            f' class="chip" data-outcome="{outcome.value}" title="{WORDS[outcome]}"',
        )
        for outcome in Outcome
        if counts[outcome]
    )


def _link(state: Mapping[str, str], inner: str, attributes: str = "") -> str:
    """Link to the page with a filter set, as page.js reads it from the address."""
    query = urlencode(state)
    return f'<a href="#{text(query)}"{attributes}>{inner}</a>'
