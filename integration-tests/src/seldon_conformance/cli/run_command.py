"""``seldon-conformance run``: checks one subject."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from seldon_conformance.cli.exit_codes import ExitCode
from seldon_conformance.cli.outcome import add_outcome, finished
from seldon_conformance.components import standard_components
from seldon_conformance.errors import OptionError
from seldon_conformance.options import LANGUAGES, Options
from seldon_conformance.session import run
from seldon_conformance.smoke import SERVICE_TYPES


def add(subparsers: Any) -> None:
    """Add the command to the parser's."""
    parser = subparsers.add_parser(
        "run",
        help="check a running server, an image, or a source with its builder",
        description="Check a running server, an image, or a source with its builder.",
    )
    _add_subject(parser.add_argument_group("the subject"))
    _add_scope(parser.add_argument_group("what is asked"))
    add_outcome(parser.add_argument_group("what comes of it"))
    parser.set_defaults(handler=_run)


def _add_subject(group: Any) -> None:
    group.add_argument("--rest", metavar="URL", default="", help="a running server's REST")
    group.add_argument("--grpc", metavar="HOST:PORT", default="", help="a running server's gRPC")
    group.add_argument(
        "--metrics", metavar="URL", default="", help="a running server's metrics port"
    )
    group.add_argument("--image", default="", help="an image, to be started in containers")
    group.add_argument("--source", type=Path, metavar="DIR", help="a source, to be built by s2i")
    group.add_argument("--builder", metavar="IMAGE", default="", help="the builder for --source")
    group.add_argument("--s2i", metavar="PATH", default="s2i", help="the s2i binary")
    group.add_argument(
        "--s2i-option",
        metavar="WORD",
        action="append",
        default=[],
        help="a further word of `s2i build`, for instance --s2i-option=--pull-policy=never",
    )
    group.add_argument("--name", default="", help="the subject's name in reports")
    group.add_argument("--language", choices=LANGUAGES, default="", help="its language")


def _add_scope(group: Any) -> None:
    group.add_argument(
        "--component",
        metavar="NAME",
        default="",
        help="the standard component that it is, so that every golden vector of it is asked: "
        + ", ".join(standard_components()),
    )
    group.add_argument(
        "--service-type", choices=SERVICE_TYPES, default="", help="found out if it is not given"
    )
    group.add_argument(
        "--request",
        type=Path,
        metavar="FILE",
        help="a request that it answers, as JSON; else one is made of its metadata",
    )
    group.add_argument(
        "--rule",
        metavar="RULE",
        action="append",
        default=[],
        help="only checks of this rule (PAY-4) or section (PAY); may be repeated",
    )
    group.add_argument(
        "--without",
        metavar="PATTERN",
        action="append",
        default=[],
        help="leave out checks whose id is like this (* and ?), for instance 'openapi::*', "
        "which makes up requests and takes longest; may be repeated",
    )


def _run(arguments: argparse.Namespace) -> ExitCode:
    options = _options(arguments)
    return finished(lambda console: run(options, console), arguments, sys.stdout)


def _options(arguments: argparse.Namespace) -> Options:
    return Options(
        rest_url=arguments.rest,
        grpc_target=arguments.grpc,
        metrics_url=arguments.metrics,
        image=arguments.image,
        source=arguments.source,
        builder=arguments.builder,
        s2i=arguments.s2i,
        s2i_options=tuple(arguments.s2i_option),
        component=arguments.component,
        service_type=arguments.service_type,
        language=arguments.language,
        rules=tuple(arguments.rule),
        without=tuple(arguments.without),
        request=_request(arguments.request) if arguments.request else None,
        known_failing=arguments.known_failing,
        name=arguments.name,
    )


def _request(path: Path) -> Mapping[str, Any]:
    try:
        request = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise OptionError(f"request: {path}: {error} (expected: a file of JSON)") from error
    if not isinstance(request, dict):
        raise OptionError(f"request: {path} (expected: an object, for instance a SeldonMessage)")
    return request
