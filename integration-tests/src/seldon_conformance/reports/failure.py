"""Tells one result that is not as it should be, for a terminal."""

import textwrap
from collections.abc import Iterator, Mapping

from seldon_conformance.results import Outcome, Result

_WIDTH = 100
_MARGIN = 9
_LONGEST_RULE = 400
_SHOWN_FINDINGS = 20


def failure_text(result: Result, rules: Mapping[str, str]) -> str:
    """Tell a result: the rules in words, the bug, what was got, how to ask again, the log.

    Args:
        result: Of any outcome.
        rules: Texts of the rules, by number.
    """
    lines = [f"{result.outcome.upper()} {result.id} on {result.subject}"]
    lines += [line for label, text in _parts(result, rules) for line in _labelled(label, text)]
    return "\n".join(lines)


def rule_words(text: str) -> str:
    """Give a rule's words without its tables, ended at a sentence where they are long."""
    words = " ".join(line.strip() for line in text.splitlines() if not line.startswith("|"))
    if len(words) <= _LONGEST_RULE:
        return words
    end = words.rfind(". ", 0, _LONGEST_RULE) + 1
    return f"{words[: end or _LONGEST_RULE].rstrip()} …"


def wrapped(text: str, indent: int = 0) -> list[str]:
    """Break a text into lines of the terminal's width; words are never cut."""
    lines = textwrap.wrap(text, _WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    return [f"{' ' * indent}{line}" for line in lines]


def _parts(result: Result, rules: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what there is to tell: labels and texts; what may be copied is not broken."""
    for number in result.rules:
        yield number, _broken(rule_words(rules.get(number, "")))
    yield "bug", _broken(result.bug)
    if result.reason:
        label = "known" if result.outcome in {Outcome.KNOWN, Outcome.UNEXPECTED} else "reason"
        yield label, result.reason
    for finding in result.findings[:_SHOWN_FINDINGS]:
        yield "got", f"{finding.path}: {finding.got} (expected: {finding.expected})"
    if len(result.findings) > _SHOWN_FINDINGS:
        yield "", f"and {len(result.findings) - _SHOWN_FINDINGS} more"
    yield "repeat", result.repeat
    yield "log", result.log


def _broken(text: str) -> str:
    return "\n".join(line.strip() for line in wrapped(text, _MARGIN + 2))


def _labelled(label: str, text: str) -> Iterator[str]:
    """Put a label beside the first line of a text, and nothing beside the others."""
    for number, line in enumerate(text.splitlines()):
        yield f"  {'' if number else label:<{_MARGIN}}{line}".rstrip()
