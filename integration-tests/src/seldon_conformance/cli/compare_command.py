"""``seldon-conformance compare``: asks several subjects the same, and tells where they differ."""

import argparse
import string
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from seldon_conformance.agreement import (
    Disagreement,
    Party,
    between_subjects,
    between_transports,
    over,
    pairs_of,
)
from seldon_conformance.cli.exit_codes import ExitCode
from seldon_conformance.components import standard_components
from seldon_conformance.errors import OptionError
from seldon_conformance.fleet import Fleet
from seldon_conformance.starting import opened
from seldon_conformance.subject_words import SubjectWords, WithVariables, cases_for, read_subject
from seldon_conformance.vectors import Case, Transport

# Containers are started ahead, two of each subject: the present one and the next.
_AHEAD = 2
_DESCRIPTION = """\
Ask several subjects the golden vectors of one component, and compare the answers of each with those
of the first. A SUBJECT is an image, or words joined by commas: rest=URL and grpc=HOST:PORT of a
running server (one of the two will do), or image=IMAGE, with variables of its containers, for
instance WORKERS=2; and language=python, r or java. A running server is asked what needs no setting
of its own, an image everything: it is started anew for each setting. Exit codes: 0 they agree;
1 they do not; 2 and 64 as for the other commands."""


def add(subparsers: Any) -> None:
    """Add the command to the parser's."""
    parser = subparsers.add_parser(
        "compare", help="compare the answers of several subjects", description=_DESCRIPTION
    )
    parser.add_argument("subjects", nargs="+", metavar="SUBJECT")
    parser.add_argument(
        "--component",
        metavar="NAME",
        default="model",
        help="the standard component that they are (model unless given): "
        + ", ".join(standard_components()),
    )
    parser.add_argument(
        "--transports",
        action="store_true",
        help="compare each subject's gRPC with its REST, too; then one subject will do",
    )
    parser.add_argument(
        "--all", action="store_true", help="tell every difference, not each subject's first"
    )
    parser.set_defaults(handler=_compare)


def _compare(arguments: argparse.Namespace) -> ExitCode:
    least = 1 if arguments.transports else 2
    if not least <= len(arguments.subjects) <= len(string.ascii_uppercase):
        raise OptionError(
            f"subjects: {len(arguments.subjects)} (expected: 2 to 26, or 1 with --transports)"
        )
    subjects = [read_subject(text) for text in arguments.subjects]
    cases = cases_for([subject.options for subject in subjects], arguments.component)
    pairs = pairs_of(cases) if arguments.transports else []
    if arguments.transports and not pairs:
        raise OptionError("--transports: one of the two is missing (expected: rest= and grpc=)")
    with _started(subjects, cases) as parties:
        _print(f"{len(cases)} cases of the component {arguments.component}")
        others = parties[1:]
        found = [one for case in cases if others for one in between_subjects(case, parties)]
        _tell(found, [party.name for party in others], "A", len(cases), arguments)
        for party in parties if pairs else []:
            mine = [one for pair in pairs for one in between_transports(*pair, party)]
            rest, grpc = (over(party.name, transport) for transport in Transport)
            _tell(mine, [grpc], rest, len(pairs), arguments)
            found += mine
    return ExitCode.VIOLATES if found else ExitCode.CONFORMS


@contextmanager
def _started(subjects: Iterable[SubjectWords], cases: Sequence[Case]) -> Iterator[list[Party]]:
    """Give the subjects with a letter each, and say which letter is which."""
    plan = [case.setting for case in cases]
    with ExitStack() as stack:
        parties = []
        for name, subject in zip(string.ascii_uppercase, subjects, strict=False):
            origin = stack.enter_context(opened(subject.options))
            source = WithVariables(origin.source, subject.variables)
            fleet = stack.enter_context(Fleet(source, plan, _AHEAD))
            parties.append(Party(name, fleet))
            variables = [f" {key}={value}" for key, value in subject.variables.items()]
            _print(f"{name}: {origin.description}{''.join(variables)}")
        yield parties


def _tell(
    found: Sequence[Disagreement],
    names: Iterable[str],
    first: str,
    count: int,
    arguments: argparse.Namespace,
) -> None:
    """Tell of each subject whether it answers as the first one, and where it does not."""
    for name in names:
        mine = [one for one in found if one.other == name]
        if not mine:
            _print(f"{name} answers as {first} in all {count} cases")
            continue
        _print(f"{name} answers otherwise than {first} in {len(mine)} of {count} cases:")
        for one in mine if arguments.all else mine[:1]:
            _print(f"  {one}")


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
