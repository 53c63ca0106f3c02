"""Checks of a builder are chosen, multiplied and judged, and a result says all that is known."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from own_builder_checks import NoS2i, OwnRun

from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe
from seldon_conformance.builder.s2i import Build
from seldon_conformance.errors import OptionError, SuiteError
from seldon_conformance.known_failures import KnownFailure
from seldon_conformance.listener import Listener
from seldon_conformance.results import Finding, Outcome, Result


@pytest.fixture
def run(tmp_path: Path) -> OwnRun:
    """Runs checks that nothing is built for."""
    return OwnRun(tmp_path)


def _only(run: OwnRun, text: str) -> Result:
    (result,) = run.of(text).results
    return result


MODES = """
@row("C13")
@built(ONE)
def test_lives(image, mode):
    "Why."
    assert mode in {Mode.S2I, Mode.DOCKERFILE}

@row("C13", modes=Mode.S2I)
@built(ONE)
def test_lives_once(build):
    "Why."

@row("C01", modes=Mode.IMAGE)
def test_is(builder):
    "Why."
    assert builder == "the-builder"
"""


def test_check_is_asked_in_each_of_its_modes(run: OwnRun) -> None:
    """A user's way of building is one of two, and each has its own faults."""
    results = run.of(MODES).results

    assert [(result.id, result.ways) for result in results] == [
        ("own::lives[s2i]", ("s2i",)),
        ("own::lives[dockerfile]", ("dockerfile",)),
        ("own::lives_once[s2i]", ("s2i",)),
        ("own::is[image]", ("image",)),
    ]
    assert {result.outcome for result in results} == {Outcome.PASSED}


def test_recipe_is_built_once_in_a_mode(run: OwnRun) -> None:
    """A build takes seconds, and most are asked about by several checks."""
    run.of(MODES)

    assert sorted(run.s2i.asked) == [("one", "dockerfile"), ("one", "s2i")]


def test_check_is_asked_of_each_recipe(run: OwnRun) -> None:
    """By name; where there is one alone its name would say nothing."""
    results = run.of("""
@row("C13", modes=Mode.S2I)
@built(ONE, [OTHER], "model", lambda language: Recipe(f"of-{language.name}", str))
def test_many(build):
    "Why."

@row("C13", modes=Mode.S2I)
@built("model")
def test_one(build):
    "Why."
""").results

    assert [result.id for result in results] == [
        "own::many-one[s2i]",
        "own::many-other[s2i]",
        "own::many-model[s2i]",
        "own::many-of-python[s2i]",
        "own::one[s2i]",
    ]


CHECK = '@row("C13", "C01", modes=Mode.IMAGE)\ndef test_x():\n    "Why it matters."\n    '


@pytest.mark.parametrize(
    ("body", "finding"),
    [
        ("assert 1 + 1 == 3", Finding("assertion", "2", "3")),
        ('assert "a\\nb" == ""', Finding("assertion", "a\nb", "")),
        ("assert [1] < [0]", Finding("assertion", "[1]", "< [0]")),
        ('assert "c" in ["a", "b"]', Finding("assertion", "c", "in \na\nb")),
        ('assert "a" == "b", "with words"', Finding("assertion", "a", "b")),
        ('assert not {"a"}', Finding("assertion", "assert not {'a'}", "true")),
        (
            'assert False, "said"',
            Finding("assertion", "said\nassert False", "true"),
        ),
        ("raise AssertionError", Finding("assertion", "an assertion without words", "true")),
        (
            'subprocess.run(["sh", "-c", "echo no >&2; exit 3"], check=True, stderr=-1, text=True)',
            Finding("sh -c echo no >&2; exit 3", "exit code 3: no", "exit code 0"),
        ),
        (
            'subprocess.run(["sleep", "60"], timeout=0.01)',
            Finding("sleep 60", "no end in 0.01 s", "an end in 0.01 s"),
        ),
        (
            '{}["label"]',
            Finding("test_own.py:14", "KeyError: 'label'", '{}["label"]'),
        ),
        (
            'json.loads("?")',
            Finding(
                "test_own.py:14",
                "JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
                'json.loads("?")',
            ),
        ),
    ],
    ids=[
        *("equal", "lines", "less", "in", "equal-with-words", "not", "words", "wordless"),
        *("command", "endless", "missing", "unreadable"),
    ],
)
def test_failure_is_a_finding_with_got_and_expected(
    run: OwnRun, body: str, finding: Finding
) -> None:
    """Whoever reads the report has not the check's source before him."""
    result = _only(run, CHECK + body)

    assert (result.outcome, result.findings) == (Outcome.FAILED, (finding,))
    assert (result.bug, result.rules) == ("Why it matters.", ("C13", "C01"))


def test_last_comparison_is_the_finding(run: OwnRun) -> None:
    """Those before it hold, and must not be shown in its place."""
    result = _only(run, f"{CHECK}assert 1 == 1\n    assert 2 == 2 and 3 == 4")

    assert result.findings == (Finding("assertion", "3", "4"),)


def test_other_exception_is_the_suites_own_fault(run: OwnRun) -> None:
    """A builder can make nothing of the kind."""
    result = _only(run, f'{CHECK}raise RuntimeError("no")')

    assert result.outcome is Outcome.BROKEN
    assert result.reason.splitlines()[-1] == "RuntimeError: no"


def test_check_without_a_row_is_the_suites_own_fault(run: OwnRun) -> None:
    """Its failure would cite nothing."""
    with pytest.raises(SuiteError) as excinfo:
        run.of("def test_x():\n    pass\n")

    assert str(excinfo.value) == (
        "test_own.py::test_x: no mark (expected: @check with the rules of the contract)"
    )


FAILS = """
@row("C13", modes=Mode.S2I)
@built(ONE)
def test_fails(build):
    "Why."
    assert build.code == 1

@row("C13", modes=Mode.IMAGE)
def test_fails_without_a_build():
    "Why."
    assert 1 == 2
"""


def test_failure_says_how_to_build_again_and_the_end_of_the_log(run: OwnRun) -> None:
    """Of the check's own build: the one after it has built nothing."""
    with_build, without = run.of(FAILS).results

    assert with_build.repeat == "s2i build one by s2i"
    assert with_build.log.splitlines() == [f"one line {number}" for number in range(20, 50)]
    assert (without.repeat, without.log) == ("", "")


def test_build_that_fails_is_the_finding_of_who_needs_its_image(tmp_path: Path) -> None:
    """With the end of its log, where the cause is."""

    def fail(recipe: Recipe, mode: Mode, image: str, folder: Path) -> Build:
        return Build(image, 1, "step\nERROR: cause\n", folder, f"s2i build {recipe} by {mode}")

    run = OwnRun(tmp_path, NoS2i("the-builder", gives=fail))

    result = _only(
        run, '@row("C13", modes=Mode.S2I)\n@built(ONE)\ndef test_x(image):\n    "Why."\n'
    )

    (finding,) = result.findings
    assert finding.path.startswith("build of seldon-conformance-")
    assert (finding.got, finding.expected) == ("exit code 1", "0")
    assert (result.log, result.repeat) == ("step\nERROR: cause", "s2i build one by s2i")


def test_known_failures_still_run(run: OwnRun) -> None:
    """One that fails is known; one that passes is news, since the file is wrong now."""
    known = (
        KnownFailure("own::fails*", "Bug 7.", "known.txt:2"),
        KnownFailure("own::lives_once[s2i]", "Bug 8.", "known.txt:4"),
    )

    results = {one.id: one for one in replace(run, known=known).of(MODES + FAILS).results}

    found = [results[name] for name in ("own::fails[s2i]", "own::lives_once[s2i]")]
    assert [(one.outcome, one.reason) for one in found] == [
        (Outcome.KNOWN, "Bug 7."),
        (Outcome.UNEXPECTED, "Bug 8."),
    ]
    assert results["own::lives[s2i]"].outcome is Outcome.PASSED


def test_known_failure_that_is_no_check_ends_the_run(run: OwnRun) -> None:
    """Else it would hide nothing, and nobody would know."""
    known = (KnownFailure("own::gone[s2i]", "Bug.", "known.txt:2"),)

    with pytest.raises(OptionError) as excinfo:
        replace(run, known=known).of(MODES)

    assert str(excinfo.value) == (
        "known.txt:2: own::gone[s2i] (expected: the id of a check; "
        "`seldon-conformance list` prints them)"
    )


class Heard(Listener):
    """Keeps what is left out."""

    def __init__(self) -> None:
        self.count = 0
        self.left_out: list[str] = []

    def collected(self, count: int, left_out: Any) -> None:
        """Note it."""
        self.count, self.left_out = count, list(left_out)


def test_rows_and_patterns_choose_the_checks(run: OwnRun) -> None:
    """What is left out is told, and not built."""
    heard = Heard()

    plugin = replace(run, rows=("C13",), without=("*[dockerfile]", "own::x*")).of(MODES, heard)

    assert [result.id for result in plugin.results] == ["own::lives[s2i]", "own::lives_once[s2i]"]
    assert heard.count == 2
    assert heard.left_out == ["1 checks of other rows", "1 checks: --without *[dockerfile] own::x*"]
    assert run.s2i.asked == [("one", "s2i")]


def test_check_of_several_rows_is_asked_for_each(run: OwnRun) -> None:
    """It is reported under the first."""
    (result,) = replace(run, rows=("C01",)).of(f"{CHECK}pass").results

    assert result.rules == ("C13", "C01")
