"""The entry of ``seldon-conformance``: chooses the command, and turns errors into exit codes."""

import argparse
import io
import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import version
from typing import NoReturn

from seldon_conformance.cli import (
    builder_command,
    compare_command,
    explain_command,
    list_command,
    run_command,
)
from seldon_conformance.cli.exit_codes import ExitCode
from seldon_conformance.errors import OptionError, SubjectError, SuiteError

# Each has ``add(subparsers)``, which sets ``handler``: takes the arguments, gives the exit code.
_COMMANDS = (run_command, builder_command, compare_command, list_command, explain_command)
_EXIT_CODES = """\
exit codes: 0 conforms; 1 does not; 2 the subject could not be started or reached;
3 the suite itself is broken; 64 the command line is wrong"""


class _Parser(argparse.ArgumentParser):
    """Ends with 64 where the command line is wrong: 2 has another meaning here."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and end."""
        self.print_usage(sys.stderr)
        self.exit(ExitCode.USAGE, f"ERROR: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and give its exit code.

    Args:
        arguments: Of the command line; the process's own without.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A subject may answer what the terminal cannot show.
            stream.reconfigure(errors="backslashreplace")
    parsed = _parser().parse_args(arguments)
    try:
        return int(parsed.handler(parsed))
    except OptionError as error:
        return _failed(ExitCode.USAGE, str(error))
    except SubjectError as error:
        return _failed(ExitCode.NO_SUBJECT, str(error))
    except KeyboardInterrupt:
        return _failed(ExitCode.INTERRUPTED, "interrupted")
    except BrokenPipeError:
        # Who reads has read enough, as `head` does; Python must not complain at its end.
        sys.stdout = io.StringIO()
        return ExitCode.CONFORMS
    except SuiteError as error:
        return _failed(ExitCode.SUITE_BROKEN, str(error))
    except Exception:  # noqa: BLE001 (whatever it is, it is the suite's fault)
        return _failed(ExitCode.SUITE_BROKEN, f"the suite is broken\n{traceback.format_exc()}")


def _failed(code: ExitCode, message: str) -> ExitCode:
    sys.stderr.write(f"ERROR: {message}\n")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="seldon-conformance",
        description="Judges a Seldon component from outside, by the rules of the contract.",
        epilog=_EXIT_CODES,
    )
    parser.add_argument(
        "--version", action="version", version=f"%(prog)s {version('seldon-conformance')}"
    )
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in _COMMANDS:
        command.add(subparsers)
    return parser


if __name__ == "__main__":
    sys.exit(main())
