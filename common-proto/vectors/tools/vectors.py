#!/usr/bin/env python3
"""Formats, lints and lists the golden vectors.

Exit codes: 0 all well, 1 lint found something or a file could not be read, 2 wrong usage.
"""

# ruff: noqa: T201 (a command line tool that prints)

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from canonical import canonical_text
from contract import read_rules
from linting import UnreadableFileError, findings, read_document
from seldon_conformance.components import read_components

VECTORS = Path(__file__).resolve().parent.parent
TOPICS = ("payload", "verb", "error", "around")


def vector_files(root: Path) -> list[Path]:
    """List every vector file below ``root``, sorted by directory and name."""
    return [path for topic in TOPICS for path in sorted((root / topic).glob("*.json"))]


def read_schema(root: Path) -> dict[str, Any]:
    """Read ``vector.schema.json``."""
    schema: dict[str, Any] = json.loads((root / "vector.schema.json").read_text(encoding="utf-8"))
    return schema


def format_files(root: Path) -> int:
    """Write every file in canonical form, in place; name those that changed."""
    schema = read_schema(root)
    for path in vector_files(root):
        old = path.read_text(encoding="utf-8")
        new = canonical_text(read_document(path), schema)
        if new != old:
            path.write_text(new, encoding="utf-8", newline="\n")
            print(f"formatted {path.relative_to(root)}")
    return 0


def lint_files(root: Path, docs: Path) -> int:
    """Print every finding to stderr, or one line that all is well to stdout."""
    rules = read_rules(docs / "contract.md")
    components = list(read_components(docs / "components.md"))
    paths = vector_files(root)
    found = list(findings(paths, read_schema(root), rules, components))
    for finding in found:
        print(finding, file=sys.stderr)
    if found:
        print(f"{len(found)} findings", file=sys.stderr)
        return 1
    vectors = sum(len(read_document(path)["vectors"]) for path in paths)
    print(f"{vectors} vectors in {len(paths)} files for {len(rules)} rules: all well")
    return 0


def list_vectors(root: Path, rule: str | None, component: str | None) -> int:
    """Print a table of the vectors of a rule or section, on a component; of all without them."""
    rows = [
        (vector["id"], " ".join(vector["rules"]), vector["component"], vector["bug"])
        for vector in _all_vectors(root)
        if (rule is None or any(_is_under(cited, rule) for cited in vector["rules"]))
        and component in {None, vector["component"]}
    ]
    table = [("id", "rules", "component", "bug"), *rows]
    widths = [max(len(row[column]) for row in table) for column in range(3)]
    for row in table:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        print("  ".join([*cells, row[3]]))
    return 0


def _is_under(cited: str, rule: str) -> bool:
    """Tell whether a cited rule is ``rule``, or of the section that ``rule`` names (``PAY``)."""
    return rule in {cited, cited.partition("-")[0]}


def _all_vectors(root: Path) -> Iterator[dict[str, Any]]:
    for path in vector_files(root):
        yield from read_document(path)["vectors"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand and give the exit code."""
    parser = argparse.ArgumentParser(prog="vectors.py", description=__doc__)
    parser.add_argument("--root", type=Path, default=VECTORS, help="directory of the vectors")
    parser.add_argument(
        "--docs", type=Path, default=VECTORS.parent / "docs", help="directory of the contract"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("format", help="write every file in canonical form")
    commands.add_parser("lint", help="check every file, and that every rule has a vector")
    listing = commands.add_parser("list", help="print a table of vectors")
    listing.add_argument("--rule", help="only vectors of this rule (PAY-4) or section (PAY)")
    listing.add_argument("--component", help="only vectors of this component")
    options = parser.parse_args(arguments)
    try:
        if options.command == "format":
            return format_files(options.root)
        if options.command == "lint":
            return lint_files(options.root, options.docs)
        return list_vectors(options.root, options.rule, options.component)
    except (UnreadableFileError, OSError, ValueError) as error:
        print(f"ERROR: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
