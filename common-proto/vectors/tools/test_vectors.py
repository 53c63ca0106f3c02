"""The tool finds each mistake that an author can make, and says what was expected."""

# ruff: noqa: INP001, S101 (tests assert)

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from canonical import LINE_WIDTH
from contract import read_rules

from vectors import VECTORS, main

CONTRACT = """# The contract

## PAY: payloads
- **PAY-1** One payload,
  or none: the language decides.
- **PAY-18** Numbers.

## LIF: life

Tested in `python/tests`.

- **LIF-1** Ports.
- **LIF-2** Workers.

## ERR: errors
- **ERR-1** A table. Tested in `java/tests`.
"""
COMPONENTS = (
    "# Components\n\n## model: the identity (MODEL)\n\n## output-transformer: classes (X)\n"
)
STEP = {"verb": "predict", "request": {"strData": "x"}, "expect": {"message": {"strData": "x"}}}


class Folder:
    """A directory of vectors with its contract, and the tool run on it."""

    def __init__(self, root: Path) -> None:
        """Make a folder that lint has nothing against."""
        self.root = root / "vectors"
        self.docs = root / "docs"
        self.file = self.root / "payload" / "text.json"
        self.file.parent.mkdir(parents=True)
        self.docs.mkdir()
        shutil.copy(VECTORS / "vector.schema.json", self.root)
        (self.docs / "contract.md").write_text(CONTRACT)
        (self.docs / "components.md").write_text(COMPONENTS)
        self.write({})

    def write(self, changes: dict[str, Any], *more: dict[str, Any]) -> None:
        """Write a file in canonical form: one vector with changes, and more of them."""
        vector = {
            "id": "text",
            "rules": ["PAY-1", "PAY-18"],
            "bug": "A concrete bug.",
            "component": "model",
            "steps": [STEP],
        }
        vectors = [{**vector, **changed} for changed in (changes, *more)]
        document = {
            "$schema": "../vector.schema.json",
            "topic": "What it is about.",
            "vectors": vectors,
        }
        self.file.write_text(json.dumps(document))
        assert self.run("format") == 0

    def run(self, *arguments: str) -> int:
        """Run the tool."""
        return main(["--root", str(self.root), "--docs", str(self.docs), *arguments])


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Folder:
    """Give a folder in order, with what format has said forgotten."""
    folder = Folder(tmp_path)
    capsys.readouterr()
    return folder


def _findings(folder: Folder, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert folder.run("lint") == 1
    *findings, count = capsys.readouterr().err.splitlines()
    assert count == f"{len(findings)} findings"
    return findings


def test_folder_in_order_passes(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """The rules that say where they are tested need no vector."""
    assert folder.run("lint") == 0
    assert capsys.readouterr().out == "1 vectors in 1 files for 5 rules: all well\n"


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"id": "Text"}, "Text: vectors[0].id: 'Text' does not match '^[a-z0-9]+(-[a-z0-9]+)*$'"),
        (
            {"bug": "No full stop"},
            r"text: vectors[0].bug: 'No full stop' does not match '^\\S.*\\.$'",
        ),
        ({"fresh": False}, "text: vectors[0].fresh: True was expected"),
        ({"steps": []}, "text: vectors[0].steps: [] should be non-empty"),
        (
            {"note": 1},
            "text: vectors[0]: Additional properties are not allowed ('note' was unexpected)",
        ),
        (
            {"steps": [{"verb": "predict", "expect": {"message": {}}}]},
            (
                "text: vectors[0].steps[0]: keys verb, expect (expected: Exactly one of verb "
                "(with request), rest and grpc, and expect. http can be expected of rest alone, "
                "grpc of grpc alone.)"
            ),
        ),
        (
            {"steps": [{**STEP, "expect": {"http": {"status": 200}}}]},
            (
                "text: vectors[0].steps[0]: keys verb, request, expect (expected: Exactly one "
                "of verb (with request), rest and grpc, and expect. http can be expected of rest "
                "alone, grpc of grpc alone.)"
            ),
        ),
        (
            {
                "steps": [
                    {
                        "rest": {"method": "POST", "path": "/", "body": "", "json": 1},
                        "expect": {"message": {}},
                    }
                ]
            },
            (
                "text: vectors[0].steps[0].rest: keys method, path, body, json (expected: One HTTP "
                "request. At most one of body, bodyBase64, json, form and multipart.)"
            ),
        ),
        (
            {"rules": ["PAY-1", "PAY-18", "PAY-2"]},
            "text: rule PAY-2 (expected: one of contract.md)",
        ),
        (
            {"component": "modle"},
            "text: component modle (expected: one of model, output-transformer)",
        ),
        (
            {
                "steps": [
                    {**STEP, "expect": {"error": {"status": 400, "reason": "R", "info": "a "}}}
                ]
            },
            "text: steps[0]: info 'a ' (expected: the whole text, without space around it)",
        ),
        (
            {
                "steps": [
                    {**STEP, "expect": {"error": {"status": 400, "reason": "R", "info": "{x}"}}}
                ]
            },
            "text: steps[0]: info '{x}': placeholder {x} (expected: {type} or {text})",
        ),
        (
            {"steps": [{**STEP, "request": {"strData": {"$repeat": ["x"]}}}]},
            'text: steps[0]: generator {"$repeat": ["x"]} (expected: as in vector.schema.json)',
        ),
    ],
)
def test_mistake_in_a_vector_is_found(
    folder: Folder, capsys: pytest.CaptureFixture[str], changes: dict[str, Any], finding: str
) -> None:
    """File, vector, what it is, and what it should be."""
    folder.write(changes)

    assert _findings(folder, capsys)[0] == f"payload/text.json: {finding}"


def test_placeholder_needs_a_rule_that_leaves_the_word_to_the_language(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise every text could be made to pass."""
    step = {**STEP, "expect": {"error": {"status": 500, "reason": "R", "info": "got {type}"}}}
    folder.write(
        {"rules": ["PAY-18"], "steps": [step]}, {"id": "free", "rules": ["PAY-1"], "steps": [step]}
    )

    assert _findings(folder, capsys) == [
        (
            "payload/text.json: text: steps[0]: info 'got {type}': placeholder {type} "
            "(expected: a rule whose text says that the language decides)"
        )
    ]


def test_difference_between_transports_needs_its_rule(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    """PAY-18 is the only one that allows any."""
    step = {**STEP, "expectOn": {"grpc": {"message": {}}}}
    folder.write({"rules": ["PAY-1"], "steps": [step]}, {"id": "allowed", "steps": [step]})

    assert _findings(folder, capsys) == [
        (
            "payload/text.json: text: steps[0].expectOn without PAY-18 among the rules "
            "(expected: one answer everywhere)"
        )
    ]


def test_id_is_unique_over_all_files(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """A known failure names one vector."""
    other = folder.root / "verb" / "text.json"
    other.parent.mkdir()
    shutil.copy(folder.file, other)

    assert _findings(folder, capsys) == [
        "verb/text.json: text: id is taken (expected: a new one; payload/text.json has it)"
    ]


def test_rule_without_a_vector_is_found(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """A rule that nothing tests is a wish."""
    folder.write({"rules": ["PAY-1"]})

    assert _findings(folder, capsys) == [
        'contract.md: PAY-18: no vector (expected: one, or "Tested in …" in its text)'
    ]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ('{"a": NaN}', "bare NaN"),
        ('{"a": 1e999}', "number 1e999 beyond a double"),
        ('{"a": 1, "a": 2}', "key a twice"),
        ("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
    ],
)
def test_file_that_is_not_strict_json_is_found(
    folder: Folder, capsys: pytest.CaptureFixture[str], text: str, cause: str
) -> None:
    """Other languages' parsers would refuse it; and format leaves it alone."""
    (folder.root / "payload" / "broken.json").write_text(text)
    told = f"payload/broken.json: unreadable: {cause} (expected: strict JSON in UTF-8)"

    assert _findings(folder, capsys) == [told]
    assert folder.run("format") == 1
    assert capsys.readouterr().err == f"ERROR: {told}\n"


def test_format_is_canonical_and_stable(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """Keys as in the schema, short values on a line, long arrays filled, messages as written."""
    values = [number / 10 for number in range(40)]
    message = {"strData": "é", "meta": {}}
    step = {
        "expect": {"message": message},
        "request": {"data": {"tensor": {"values": values}}},
        "verb": "predict",
    }
    folder.file.write_text(
        json.dumps(
            {
                "vectors": [{"steps": [step], "id": "a"}],
                "topic": "What it is about.",
                "$schema": "s",
            }
        )
    )

    assert folder.run("format") == 0
    assert capsys.readouterr().out == "formatted payload/text.json\n"
    text = folder.file.read_text()
    assert text.startswith("""{
  "$schema": "s",
  "topic": "What it is about.",
  "vectors": [
    {
      "id": "a",
      "steps": [
        {
          "verb": "predict",
          "request": {
            "data": {
              "tensor": {
                "values": [
                  0.0, 0.1, 0.2,""")
    assert text.endswith("""
          "expect": {"message": {"strData": "é", "meta": {}}}
        }
      ]
    }
  ]
}
""")
    assert max(len(line) for line in text.splitlines()) <= LINE_WIDTH
    assert folder.run("format") == 0
    assert capsys.readouterr().out == ""


def test_file_not_in_canonical_form_is_found(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    """So a diff shows what changed, and nothing else."""
    folder.file.write_text(folder.file.read_text() + "\n")

    assert _findings(folder, capsys) == [
        "payload/text.json: not in canonical form (run: vectors.py format)"
    ]


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ([], ["text", "other"]),
        (["--rule", "PAY-1"], ["text"]),
        (["--rule", "PAY"], ["text", "other"]),
        (["--rule", "ERR"], []),
        (["--component", "output-transformer"], ["other"]),
    ],
)
def test_list_shows_what_is_asked_for(
    folder: Folder, capsys: pytest.CaptureFixture[str], filters: list[str], ids: list[str]
) -> None:
    """Before writing a vector one looks whether it is there."""
    folder.write({}, {"id": "other", "rules": ["PAY-18"], "component": "output-transformer"})
    capsys.readouterr()

    assert folder.run("list", *filters) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == ["id", "rules", "component", "bug"]
    assert [row.split()[0] for row in rows] == ids


def test_wrong_usage_is_code_two(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """As every command line tool."""
    with pytest.raises(SystemExit) as excinfo:
        folder.run("lnit")

    assert excinfo.value.code == 2
    assert "invalid choice: 'lnit'" in capsys.readouterr().err


def test_rules_are_read_with_their_whole_text(folder: Folder) -> None:
    """Lines that go on belong to the rule; a section's first lines hold for all its rules."""
    rules = read_rules(folder.docs / "contract.md")

    assert rules["PAY-1"].text == "One payload,\n  or none: the language decides."
    assert {rule.id for rule in rules.values() if rule.is_tested_elsewhere} == {
        "LIF-1",
        "LIF-2",
        "ERR-1",
    }


def test_rule_that_stands_twice_is_refused(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    """A number means one rule."""
    (folder.docs / "contract.md").write_text(CONTRACT + "- **PAY-1** Again.\n")

    assert folder.run("lint") == 1
    assert capsys.readouterr().err == (
        "ERROR: contract.md: PAY-1 twice (expected: a number of its own for each rule)\n"
    )
