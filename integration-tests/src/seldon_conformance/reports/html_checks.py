"""The page's list: each rule in its words, and its checks, those that fail first and open."""

from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from seldon_conformance.reports.html_words import BAD, MARKS, WORDS, Terms, terms_of
from seldon_conformance.reports.markup import counted, duration, prose, text
from seldon_conformance.results import Finding, Outcome, Result, RunReport

# Nobody needs to act on these.
_QUIET = frozenset({Outcome.PASSED, Outcome.LEFT_OUT})


def checks(report: RunReport) -> str:
    """Give the rules with their checks: first the rules that fail, then the others."""
    under: dict[str, list[Result]] = {}
    named: Counter[str] = Counter()
    for found in report.results:
        under.setdefault(found.rules[0], []).append(found)
        named.update(found.rules[1:])
    numbers = [number for number in report.rules if number in under or named[number]]
    failing = [n for n in numbers if any(found.outcome in BAD for found in under.get(n, []))]
    holding = [number for number in numbers if number not in failing]
    rules = f"{terms_of(report).rule}s"
    parts = [(f"{rules.capitalize()} that fail", failing), (f"Other {rules}", holding)]
    return "".join(
        f'<section class="part"><h2>{title} <small>({len(numbers)})</small></h2>'
        + "".join(_rule(number, under.get(number, []), named[number], report) for number in numbers)
        + "</section>"
        for title, numbers in parts
        if numbers
    )


def _rule(number: str, results: Sequence[Result], elsewhere: int, report: RunReport) -> str:
    """Give a rule: its words, its checks, and how many of other rules touch it as well."""
    terms = terms_of(report)
    link = f'<a href="#{text(urlencode({"rule": number}))}">'
    also = f"<p>Touched by {link}{counted(elsewhere, 'check')} of other {terms.rule}s</a>.</p>"
    # A builder's row is a section of its own, and so has a title.
    title = f"{text(report.sections[number])} " if number in report.sections else ""
    # The address of a rule filters where the page's script runs, and else jumps here.
    return (
        f'<section class="rule" data-number="{text(number)}" id="rule={text(number)}">'
        f"<h3>{link}{text(number)}</a> {title}{_tally(results)}</h3>"
        f'<div class="words">{prose(report.rules[number])}</div>{also if elsewhere else ""}'
        + "".join(_check(found, terms, is_open=True) for found in results if found.outcome in BAD)
        + "".join(_check(found, terms, is_open=False) for found in results if _is_known(found))
        + _group([found for found in results if found.outcome in _QUIET], terms)
        + "</section>"
    )


def _is_known(found: Result) -> bool:
    return found.outcome is Outcome.KNOWN


def _tally(results: Sequence[Result]) -> str:
    """Give a mark and a number for each outcome there is."""
    counts = {outcome: sum(found.outcome is outcome for found in results) for outcome in Outcome}
    return "".join(
        f'<span class="chip" data-outcome="{outcome.value}" title="{WORDS[outcome]}">'
        f'<span aria-hidden="true">{MARKS[outcome]}</span> {count:,}'
        f'<span class="unseen"> {WORDS[outcome]}</span></span> '
        for outcome, count in counts.items()
        if count
    )


def _group(results: Sequence[Result], terms: Terms) -> str:
    """Put quiet ones behind one line."""
    if not results:
        return ""
    inner = "".join(_check(found, terms, is_open=False) for found in results)
    return (
        f'<details class="group"><summary>{counted(len(results), "check")} '
        f"passed or left out</summary>{inner}</details>"
    )


def _check(found: Result, terms: Terms, *, is_open: bool) -> str:
    about = " · ".join([found.subject, "+".join(found.ways), *filter(None, [found.language])])
    data = {
        "rules": " ".join(found.rules),
        "subject": found.subject,
        "language": found.language,
        "way": "+".join(found.ways),
        "outcome": found.outcome.value,
    }
    attributes = "".join(f' data-{name}="{text(value)}"' for name, value in data.items())
    return (
        f'<details class="check"{attributes}{" open" if is_open else ""}><summary>'
        f'<span class="chip" data-outcome="{found.outcome.value}">{MARKS[found.outcome]} '
        f"{WORDS[found.outcome]}</span> <code>{text(found.id)}</code> "
        f'<small class="about">{text(about)} · {duration(found.seconds)}</small></summary>'
        f"{_body(found, terms)}</details>"
    )


def _body(found: Result, terms: Terms) -> str:
    bug = f"<p><strong>{terms.bug}</strong> {text(found.bug)}</p>" if found.bug else ""
    reason = f'<p class="reason">{text(found.reason)}</p>' if found.reason else ""
    link = text(urlencode({"q": found.id, "subject": found.subject}))
    rules = text(", ".join(found.rules))
    return (
        f"{reason}{_findings(found.findings)}{bug}"
        f"{_repeat(found.repeat, terms)}{_log(found.log, terms)}"
        f'<p class="about">{rules} · <a href="#{link}">this check alone</a></p>'
    )


def _findings(findings: Iterable[Finding]) -> str:
    rows = "".join(
        f"<tr><th scope='row'><code>{text(finding.path)}</code></th>"
        f"<td><pre>{text(finding.got)}</pre></td><td><pre>{text(finding.expected)}</pre></td></tr>"
        for finding in findings
    )
    if not rows:
        return ""
    head = (
        "<tr><th scope='col'>where</th><th scope='col'>got</th><th scope='col'>expected</th></tr>"
    )
    return f'<table class="findings"><thead>{head}</thead><tbody>{rows}</tbody></table>'


def _repeat(line: str, terms: Terms) -> str:
    if not line:
        return ""
    return (
        f'<div class="repeat"><p>{terms.repeat}</p><pre tabindex="0">{text(line)}</pre>'
        '<button type="button" class="copy scripted">Copy</button> '
        '<span role="status"></span></div>'
    )


def _log(log: str, terms: Terms) -> str:
    if not log:
        return ""
    return f'<p>{text(terms.log)}</p><pre class="log" tabindex="0">{text(log)}</pre>'
