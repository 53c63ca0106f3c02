"""``seldon-conformance builder``: checks a builder image."""

import argparse
import sys
from pathlib import Path
from typing import Any

from seldon_conformance.builder.language import languages
from seldon_conformance.builder.options import BuilderOptions
from seldon_conformance.builder.session import run_builder
from seldon_conformance.cli.exit_codes import ExitCode
from seldon_conformance.cli.outcome import add_outcome, finished

_DESCRIPTION = """\
Check a builder image by the rows of builder.md (C01 to C33): build small apps with the real s2i, in
both ways, look at what comes of them, and run them. Needs an engine, s2i, git, the extra `builder`;
everything that builds meet, indexes and proxies for instance, is started here. Builds that install
packages need the network's own index, or one that --settings names. All of it takes about ten
minutes; --rule asks for less. `seldon-conformance explain C13` prints a row and its checks."""


def add(subparsers: Any) -> None:
    """Add the command to the parser's."""
    parser = subparsers.add_parser(
        "builder", help="check a builder image with the real s2i", description=_DESCRIPTION
    )
    parser.add_argument("image", metavar="IMAGE", help="the builder, as docker knows it")
    parser.add_argument(
        "--language",
        choices=languages(),
        default="",
        help="its language, found in its labels if not given",
    )
    parser.add_argument("--s2i", metavar="PATH", default="s2i", help="the s2i binary")
    parser.add_argument(
        "--settings",
        type=Path,
        metavar="DIR",
        help="settings of this network for builds: *.crt, build.env, pip.conf, as a user mounts "
        "them at /run/s2i-build",
    )
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="DIR",
        help="an empty folder for what is built, which stays, so that the command lines of "
        "failures can be repeated; images go in each case",
    )
    scope = parser.add_argument_group("what is asked")
    scope.add_argument(
        "--rule",
        metavar="ROW",
        action="append",
        default=[],
        help="only checks of this row (C13); may be repeated",
    )
    scope.add_argument(
        "--without",
        metavar="PATTERN",
        action="append",
        default=[],
        help="leave out checks whose id is like this (* and ?), for instance '*[dockerfile]'; "
        "may be repeated",
    )
    add_outcome(parser.add_argument_group("what comes of it"))
    parser.set_defaults(handler=_builder)


def _builder(arguments: argparse.Namespace) -> ExitCode:
    options = BuilderOptions(
        image=arguments.image,
        language=arguments.language,
        s2i=arguments.s2i,
        settings=arguments.settings,
        keep=arguments.keep,
        rows=tuple(arguments.rule),
        without=tuple(arguments.without),
        known_failing=arguments.known_failing,
    )
    return finished(lambda console: run_builder(options, console), arguments, sys.stdout)
