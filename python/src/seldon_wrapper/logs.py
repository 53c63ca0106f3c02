"""The log: one line of text for each event on stderr; what the component prints, on stdout."""

from __future__ import annotations

import io
import logging
import os
import sys
from typing import NoReturn

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def configure(level: str) -> None:
    """Send every logger of the process to stderr, and make both streams show each line at once.

    Args:
        level: DEBUG, INFO, WARNING or ERROR. It is the root's level, as upstream's, because
            components log through loggers of their own.
    """
    logging.basicConfig(stream=sys.stderr, level=level, format=_FORMAT, force=True)
    for stream in (sys.stdout, sys.stderr):
        # By line and not by write, as "python -u" would: a print is one write then, and lines
        # of several threads stay whole (contract.md, LIF-7).
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(line_buffering=True, errors="backslashreplace")


def exit_now(code: int) -> NoReturn:
    """End the process from any thread, with what was logged and printed written out.

    ``sys.exit`` ends only the thread it is called in, and waits for threads that may hang.
    """
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
