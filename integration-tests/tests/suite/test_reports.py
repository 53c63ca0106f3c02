"""Reports say the whole of each result, to people and to machines."""

import io
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from report_of_one import FAILED, REPORT

from seldon_conformance.cli.console import Console
from seldon_conformance.cli.exit_codes import ExitCode, exit_code
from seldon_conformance.errors import OptionError
from seldon_conformance.reports.failure import failure_text, rule_words
from seldon_conformance.reports.files import make_directory, write_reports
from seldon_conformance.reports.junit import junit
from seldon_conformance.reports.matrix import matrix
from seldon_conformance.results import Finding, Outcome, RunReport


def test_failure_is_told_whole() -> None:
    """Who reads it needs nothing else: rules, bug, place, how to ask again, log."""
    text = failure_text(FAILED, REPORT.rules)

    told = text.replace("\n           ", " ").splitlines()
    assert told == [
        "FAILED str-data-emoji[rest] on ours",
        f"  PAY-11   {REPORT.rules['PAY-11']}",
        f"  HLT-1    {REPORT.rules['HLT-1']}",
        "  bug      Emoji are lost.",
        '  got      strData: "?" (expected: "\N{GRINNING FACE}")',
        "  got      meta: nothing (expected: {})",
        "  repeat   curl a curl b",
        "  log      one two",
    ]
    assert max(map(len, text.splitlines())) <= 100


def test_many_findings_are_counted() -> None:
    """A transposed tensor has a million."""
    result = replace(FAILED, findings=(Finding("a", "1", "2"),) * 22)

    lines = failure_text(result, {}).splitlines()

    assert sum(line == "  got      a: 1 (expected: 2)" for line in lines) == 20
    assert "           and 2 more" in lines


def test_long_rule_ends_at_a_sentence_and_without_its_tables() -> None:
    """The table of PAY-14 alone has ten lines."""
    text = f"{'A sentence. ' * 40}\n\n| a | b |\n|---|---|"

    words = rule_words(text)

    assert words.endswith("A sentence. …")
    assert "|" not in words
    assert len(words) <= 402
    assert rule_words("Short.\n\n| a |") == "Short. "


def test_matrix_counts_by_section_and_transport() -> None:
    """Sections stand in the contract's order."""
    assert matrix(REPORT).splitlines() == [
        "               rest                grpc",
        "PAY: payloads  1 failed            -",
        "HLT: health    1 passed            1 passed, 1 known, 1 unexpected, 1 left out, 1 broken",
        "total          1 passed, 1 failed  1 passed, 1 known, 1 unexpected, 1 left out, 1 broken",
    ]


def test_matrix_of_several_subjects_names_them() -> None:
    """A column each, for each transport."""
    other = replace(FAILED, subject="theirs")
    both = replace(REPORT, subjects={"ours": "", "theirs": ""}, results=(FAILED, other))

    assert matrix(both).splitlines()[0] == "               ours rest  theirs rest"


def test_junit_is_xml_with_a_case_for_each_check() -> None:
    """Build servers read it, also where a subject answers bytes that XML cannot hold."""
    (suite,) = ET.fromstring(junit(REPORT))

    assert {
        name: suite.get(name) for name in ("name", "tests", "failures", "errors", "skipped")
    } == {
        "name": "ours",
        "tests": "7",
        "failures": "2",
        "errors": "1",
        "skipped": "2",
    }
    kinds = [(case.get("name"), [child.tag for child in case]) for case in suite]
    assert kinds[0] == ("str-data-emoji[rest]", ["failure"])
    assert kinds[1] == ("passed[rest]", [])
    assert kinds[3] == ("known[grpc]", ["skipped"])
    assert kinds[6] == ("broken[grpc]", ["error"])
    assert suite[0].get("classname") == "PAY-11"
    assert suite[0][0].get("message") == 'strData: "?" (expected: "\N{GRINNING FACE}")'
    assert (suite[0][0].text or "").startswith("FAILED str-data-emoji[rest] on ours\n")
    assert suite[5][0].get("message") == "left out: no port"
    assert suite[6][0].get("message") == "broken: TypeError: \N{REPLACEMENT CHARACTER}"


def test_reports_are_written(tmp_path: Path) -> None:
    """Into a directory that is made if need be, half surrogates and all."""
    odd = replace(FAILED, findings=(Finding("strData", "\ud800", "a"),))
    report = replace(REPORT, results=(odd,))

    make_directory(tmp_path / "a" / "new")
    paths = write_reports(report, tmp_path / "a" / "new")

    assert [path.name for path in paths] == ["report.json", "junit.xml", "report.html"]
    as_json = json.loads(paths[0].read_text())
    assert as_json["results"][0]["findings"][0]["got"] == "\ud800"
    assert as_json["results"][0]["outcome"] == "failed"
    assert as_json["left_out"] == ["7 golden vectors"]


def test_directory_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    """It is made before a long run, whose reports would be lost."""
    place = tmp_path / "file"
    place.touch()

    with pytest.raises(OptionError) as excinfo:
        make_directory(place)

    assert str(excinfo.value) == (
        f"report: [Errno 17] File exists: '{place}' (expected: a directory to write to)"
    )


def _with(*outcomes: Outcome) -> RunReport:
    return replace(REPORT, results=tuple(one for one in REPORT.results if one.outcome in outcomes))


@pytest.mark.parametrize(
    ("outcomes", "code", "strict_code"),
    [
        ((Outcome.PASSED, Outcome.KNOWN), ExitCode.CONFORMS, ExitCode.CONFORMS),
        ((Outcome.PASSED, Outcome.LEFT_OUT), ExitCode.CONFORMS, ExitCode.VIOLATES),
        ((Outcome.LEFT_OUT,), ExitCode.VIOLATES, ExitCode.VIOLATES),
        ((Outcome.PASSED, Outcome.FAILED), ExitCode.VIOLATES, ExitCode.VIOLATES),
        ((Outcome.PASSED, Outcome.UNEXPECTED), ExitCode.VIOLATES, ExitCode.VIOLATES),
        ((Outcome.FAILED, Outcome.BROKEN), ExitCode.SUITE_BROKEN, ExitCode.SUITE_BROKEN),
    ],
)
def test_exit_code_follows_from_the_outcomes(
    outcomes: tuple[Outcome, ...], code: ExitCode, strict_code: ExitCode
) -> None:
    """A broken suite says nothing of the subject, so it comes first."""
    report = _with(*outcomes)

    assert exit_code(report) is code
    assert exit_code(replace(report, is_strict=True)) is strict_code


def test_json_has_the_verdict() -> None:
    """So that nobody works it out of the results, and otherwise than the exit code."""
    report = _with(Outcome.PASSED, Outcome.LEFT_OUT)

    assert report.as_json()["verdict"] == "conforms"
    strict = replace(report, is_strict=True).as_json()
    assert (strict["verdict"], strict["is_strict"]) == ("does not conform", True)


class Terminal(io.StringIO):
    """Somebody watches."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def _told(out: io.StringIO, report: RunReport) -> str:
    console = Console(out)
    console.smoked(["running at http://a", "REST: /ready 200"])
    console.scoped(report.depth, report.rules)
    console.collected(len(report.results), report.left_out)
    for result in report.results:
        console.ended(result)
    console.finish(report, [Path("reports/report.json")])
    return out.getvalue()


def test_console_tells_a_run() -> None:
    """What is asked and what is not, first; the verdict last."""
    lines = _told(io.StringIO(), _with(Outcome.PASSED, Outcome.FAILED)).splitlines()

    assert lines[:7] == [
        "subject   running at http://a",
        "          REST: /ready 200",
        "depth     any component",
        "checks    3",
        "left out  7 golden vectors",
        "",
        "FAILED str-data-emoji[rest] on ours",
    ]
    assert lines[-2:] == [
        "wrote reports/report.json",
        "2 passed, 1 failed in 1.5 s: does not conform (as any component)",
    ]
    assert "\x1b" not in "".join(lines)


def test_console_shows_progress_to_who_watches() -> None:
    """In one line, which goes before anything else is printed."""
    text = _told(Terminal(), _with(Outcome.PASSED))

    assert text.count("\r\x1b[K[") == 2
    assert "\r\x1b[K[###############---------------] 1/2 passed[rest]" in text
    assert "2/2 passed[grpc]\r\x1b[K" in text


def test_console_tells_the_first_failures_at_length() -> None:
    """A server that fails everything fails in one way."""
    report = replace(REPORT, results=(FAILED,) * 30)

    lines = _told(io.StringIO(), report).splitlines()

    assert lines.count("FAILED str-data-emoji[rest] on ours") == 25
    assert lines.count("FAILED str-data-emoji[rest]") == 5
