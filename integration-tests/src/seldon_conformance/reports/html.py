"""One HTML page that shows a run: it needs no network, and no script to be read.

Markup, style and script are files of their own in ``html_page``, to be read and edited as what they
are. The page's policy names its style and its script by their hashes, and forbids everything else,
so that no text from a subject can run, or ask for anything, even if it got past the escaping.
"""

import base64
import hashlib
import importlib.resources
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from seldon_conformance.reports.html_checks import checks
from seldon_conformance.reports.html_matrix import matrix
from seldon_conformance.reports.html_words import BAD, MARKS, WORDS, terms_of
from seldon_conformance.reports.markup import counted, duration, items, text
from seldon_conformance.results import Outcome, RunReport, Verdict, section_of


def page(report: RunReport) -> str:
    """Give the page of a run.

    Returns:
        A whole HTML document; encode it as UTF-8.
    """
    markup, style, script = (_part(name) for name in ("page.html", "page.css", "page.js"))
    verdict, headline, tally = _verdict(report)
    values = {
        "policy": _policy(style, script),
        "style": style,
        "script": script,
        "verdict": verdict,
        "headline": headline,
        "tally": tally,
        "facts": _facts(report),
        "left_out": _left_out(report),
        "table": terms_of(report).table,
        "matrix": matrix(report),
        "choices": _choices(report),
        "checks": checks(report),
    }
    # In one go: what one value brings is never searched for the next one's place.
    return re.sub(r"\{([a-z_]+)\}", lambda place: values[place[1]], markup)


def _part(name: str) -> str:
    folder = importlib.resources.files(__package__).joinpath("html_page")
    return folder.joinpath(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; img-src data:; style-src {_hash(style)}; "
        f"script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(part: str) -> str:
    """Give a text's hash as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}'"


def _verdict(report: RunReport) -> tuple[str, str, str]:
    """Give the verdict for the style (good, bad), in words, and the numbers behind it."""
    counts = Counter(found.outcome for found in report.results)
    tally = ", ".join(
        f"{counts[outcome]:,} {WORDS[outcome]}" for outcome in Outcome if counts[outcome]
    )
    numbers = f"{counted(len(report.results), 'check')}: {tally}" if tally else "No checks"
    if report.verdict is Verdict.BROKEN:
        return "bad", f"{MARKS[Outcome.BROKEN]} The suite itself failed", numbers
    if report.verdict is Verdict.VIOLATES:
        is_strict = not (counts[Outcome.FAILED] or counts[Outcome.UNEXPECTED])
        why = ": with --strict nothing may be left out" if is_strict else ""
        return "bad", f"{MARKS[Outcome.FAILED]} Does not conform{why}", numbers
    if report.verdict is Verdict.UNASKED:
        return "bad", f"{MARKS[Outcome.LEFT_OUT]} Nothing was checked", numbers
    known = f", but for {counted(counts[Outcome.KNOWN], 'known failure')}"
    but = known if counts[Outcome.KNOWN] else ""
    return "good", f"{MARKS[Outcome.PASSED]} Conforms{but}", numbers


def _facts(report: RunReport) -> str:
    facts = [
        *((f"Subject {name}", about) for name, about in report.subjects.items()),
        ("Depth", report.depth),
        ("Began", report.started),
        ("Took", duration(report.seconds)),
        ("Version", f"suite and contract {report.version}"),
    ]
    return "".join(
        f"<div><dt>{text(name)}</dt><dd>{text(value)}</dd></div>" for name, value in facts
    )


def _left_out(report: RunReport) -> str:
    return f"<h2>What was left out</h2>{items(report.left_out)}" if report.left_out else ""


def _choices(report: RunReport) -> str:
    """Give the filter's fields; their names are the keys in the page's address."""
    found = report.results
    sections = dict.fromkeys(map(section_of, found))
    numbers = dict.fromkeys(number for result in found for number in result.rules)
    ways = dict.fromkeys("+".join(result.ways) for result in found)
    fields = [
        _select("rule", terms_of(report).rule.capitalize(), {**sections, **numbers}),
        _select("subject", "Subject", dict.fromkeys(result.subject for result in found)),
        _select("language", "Language", dict.fromkeys(result.language for result in found)),
        _select("way", report.way.capitalize(), ways),
    ]
    there = {result.outcome for result in found}
    boxes = "".join(
        f'<label><input type="checkbox" name="outcome" value="{outcome.value}"> '
        f'<span class="chip" data-outcome="{outcome.value}">{MARKS[outcome]} {WORDS[outcome]}'
        "</span></label> "
        for outcome in Outcome
        if outcome in there
    )
    bad = any(result.outcome in BAD for result in found)
    legend = "Outcome" if bad else "Outcome (nothing failed)"
    return f"{''.join(fields)}<fieldset><legend>{legend}</legend>{boxes}</fieldset>"


def _select(name: str, label: str, values: Iterable[str] | Mapping[str, None]) -> str:
    options = "".join(f'<option value="{text(v)}">{text(v)}</option>' for v in values if v)
    return (
        f'<label>{label} <select name="{name}"><option value="">all</option>{options}</select>'
        "</label> "
    )
