"""The command line: flags made from the table, and the help text made from it."""

from __future__ import annotations

import argparse
import difflib
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from seldon_wrapper.settings.variable import Status, Variable
from seldon_wrapper.settings.variables import VARIABLES

CHECK_LEVELS = ("off", "import", "load")
_USAGE = "seldon-core-microservice [COMPONENT] [flags]"
_API_TYPES = ("REST", "GRPC")


@dataclass(frozen=True, slots=True)
class CommandLine:
    """What the command line says, as text.

    Attributes:
        component: First positional argument, if any.
        flags: Flag without dashes to its text.
        notices: What has no effect.
        problems: What cannot be understood.
    """

    component: str | None
    flags: dict[str, str]
    notices: list[str]
    problems: list[str]


def read_command_line(argv: Sequence[str]) -> CommandLine:
    """Split a command line into its component and its flags.

    Args:
        argv: Arguments without the program's name.

    Returns:
        The texts; nothing is converted, and no mistake ends the process.
    """
    bare = {variable.flag: variable.bare for variable in VARIABLES if variable.flag}
    bare["check"] = ""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    # Every flag may stand without a value for argparse, which would otherwise exit at the
    # first mistake: they are all shown together.
    parser.add_argument("positional", nargs="*")
    for flag in bare:
        parser.add_argument(f"--{flag}", nargs="?", const=None, default="", dest=flag)
    parsed, unknown = parser.parse_known_intermixed_args(list(argv))
    flags: dict[str, str] = {}
    problems = [_unknown_flag(argument, list(bare)) for argument in unknown]
    for flag, const in bare.items():
        value = getattr(parsed, flag)
        if value is None and not const:
            problems.append(f"--{flag}: no value (expected: --{flag} VALUE)")
        elif value != "":
            flags[flag] = const if value is None else value
    return _with_positionals(parsed.positional, flags, problems)


def _with_positionals(
    positional: list[str], flags: dict[str, str], problems: list[str]
) -> CommandLine:
    """Read ``MyModel`` and the older ``MyModel REST``."""
    notices: list[str] = []
    rest = positional[1:]
    if rest and rest[0].upper() in _API_TYPES:
        flags.setdefault("api-type", rest[0])
        notices.append(
            f"argument {rest[0]!r}: taken as --api-type {rest[0]}, as before seldon-core 1.5; "
            "both protocols are served (see SERVE)"
        )
        rest = rest[1:]
    problems += [f"argument {extra!r}: not understood (expected: {_USAGE})" for extra in rest]
    return CommandLine(positional[0] if positional else None, flags, notices, problems)


def _unknown_flag(argument: str, flags: list[str]) -> str:
    """Return the problem of a flag that is not in the table."""
    name = argument.partition("=")[0]
    nearest = difflib.get_close_matches(name.lstrip("-"), flags, n=1)
    hint = f"; did you mean --{nearest[0]}?" if nearest else "; --help lists the flags"
    return f"{name}: unknown flag{hint}"


def help_text() -> str:
    """Return the text of ``--help``: usage, and every honoured setting of the table."""
    lines = [
        f"usage: {_USAGE}",
        "",
        "Serves a component by the Seldon microservice API over REST and gRPC.",
        "A flag counts before its variable.",
        "",
        "  --check off|import|load",
        "      Try the component instead of serving it.",
        "  --version",
        "      Print the version.",
    ]
    for variable in VARIABLES:
        if variable.status is Status.HONOURED:
            lines += _help_lines(variable)
    ignored = [v.name for v in VARIABLES if v.status is Status.NOTICE]
    lines += ["", "Ignored with a notice:"]
    lines += textwrap.wrap(", ".join(ignored), 98, initial_indent="  ", subsequent_indent="  ")
    return "\n".join(lines)


def _help_lines(variable: Variable) -> list[str]:
    """Return the two or three lines of one setting."""
    names = [f"--{variable.flag}"] if variable.flag else []
    names += [name for name in (variable.name, *variable.aliases) if name]
    default = f" Default: {variable.default}." if variable.default else ""
    indent = "      "
    return [
        "  " + ", ".join(names),
        *textwrap.wrap(
            variable.help + default, 98, initial_indent=indent, subsequent_indent=indent
        ),
    ]
