"""How a server that cannot go on says why, and with which code it ends."""

from __future__ import annotations

import logging
import sys
from typing import NoReturn

from seldon_wrapper import logs
from seldon_wrapper.load_error import LoadError
from seldon_wrapper.settings import ConfigurationError

COMPONENT = 1  # the component cannot be loaded, or a call was cut off
CONFIGURATION = 2  # what the server was told cannot be done
# Added to the code of a worker that has told why it ends: the supervisor then adds no line of its
# own, so that the cause and the remedy stay the last lines of the log.
TOLD = 64

_CONFIGURE = "Give the variable or the flag a value as expected; --help lists them all."

_log = logging.getLogger(__name__)


def report(error: LoadError | ConfigurationError) -> int:
    """Write what is wrong and what to do to stderr, in lines without a time stamp.

    Args:
        error: A component or a configuration that does not do; the traceback of a component's
            own exception goes to the log first.

    Returns:
        The exit code.
    """
    if isinstance(error, ConfigurationError):
        for problem in error.problems:
            sys.stderr.write(f"ERROR: {problem}\n")
        sys.stderr.write(f"REMEDY: {_CONFIGURE}\n")
        return CONFIGURATION
    if error.__cause__:
        _log.error("the component cannot be loaded", exc_info=error.__cause__)
    sys.stderr.write(f"ERROR: {error.cause}\nREMEDY: {error.remedy}\n")
    return COMPONENT


def end_worker(error: LoadError | ConfigurationError) -> NoReturn:
    """End this process, a worker, with what ``report`` writes as the last lines of the log."""
    logs.exit_now(report(error) + TOLD)


def was_told(code: int) -> bool:
    """Tell whether a worker with this exit code has said itself why it ended."""
    return code in {COMPONENT + TOLD, CONFIGURATION + TOLD}
