"""The report as JUnit's XML, which build servers read."""

import re
from xml.etree import ElementTree as ET

from seldon_conformance.reports.failure import failure_text
from seldon_conformance.results import Outcome, Result, RunReport

# What XML 1.0 cannot hold at all, not even escaped.
_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FAILED = frozenset({Outcome.FAILED, Outcome.UNEXPECTED})
_SKIPPED = frozenset({Outcome.KNOWN, Outcome.LEFT_OUT})


def junit(report: RunReport) -> str:
    """Give the XML: a suite for each subject, a case for each check.

    Known failures and what is left out are skipped cases, whose message is the reason.
    """
    root = ET.Element("testsuites", name="seldon-conformance")
    for subject in report.subjects:
        results = [result for result in report.results if result.subject == subject]
        suite = ET.SubElement(root, "testsuite", name=_text(subject), timestamp=report.started)
        suite.set("tests", str(len(results)))
        suite.set("failures", str(_count(results, _FAILED)))
        suite.set("errors", str(_count(results, {Outcome.BROKEN})))
        suite.set("skipped", str(_count(results, _SKIPPED)))
        suite.set("time", f"{sum(result.seconds for result in results):.3f}")
        for result in results:
            suite.append(_case(result, report))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _case(result: Result, report: RunReport) -> ET.Element:
    case = ET.Element("testcase", classname=result.rules[0], name=_text(result.id))
    case.set("time", f"{result.seconds:.3f}")
    if result.outcome in _SKIPPED:
        ET.SubElement(case, "skipped", message=_text(f"{result.outcome}: {result.reason}"))
    elif result.outcome is not Outcome.PASSED:
        kind = "error" if result.outcome is Outcome.BROKEN else "failure"
        told = ET.SubElement(case, kind, message=_text(_headline(result)))
        told.text = _text(failure_text(result, report.rules))
    return case


def _headline(result: Result) -> str:
    if not result.findings:
        return f"{result.outcome}: {result.reason}"
    first = result.findings[0]
    return f"{first.path}: {first.got} (expected: {first.expected})"


def _count(results: list[Result], outcomes: set[Outcome] | frozenset[Outcome]) -> int:
    return sum(result.outcome in outcomes for result in results)


def _text(text: str) -> str:
    return _IMPOSSIBLE.sub("\N{REPLACEMENT CHARACTER}", text)
