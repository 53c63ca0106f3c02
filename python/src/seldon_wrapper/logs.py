"""The log: a record for each event on stderr; what the component prints, on stdout (LOG)."""

from __future__ import annotations

import io
import logging
import os
import sys
import threading
from types import TracebackType
from typing import NoReturn

from seldon_wrapper.log_format import JsonFormatter, TextFormatter

_LOG = logging.getLogger(__name__)


def configure(level: str, form: str = "TEXT") -> None:
    """Send every logger of the process to stderr, and make both streams show each line at once.

    Args:
        level: DEBUG, INFO, WARNING or ERROR. It is the root's level, as upstream's, because
            components log through loggers of their own.
        form: TEXT, or JSON, where what Python itself would print on stderr (warnings, exceptions
            that nobody caught) becomes a record as well.
    """
    logging.basicConfig(stream=sys.stderr, level=level, force=True)
    as_json = form == "JSON"
    logging.getLogger().handlers[0].setFormatter(JsonFormatter() if as_json else TextFormatter())
    if as_json:
        logging.captureWarnings(capture=True)
        sys.excepthook = _log_uncaught
        threading.excepthook = _log_uncaught_of_thread
    for stream in (sys.stdout, sys.stderr):
        # By line and not by write, as "python -u" would: a print is one write then, and lines
        # of several threads stay whole (contract.md, LIF-7).
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(line_buffering=True, errors="backslashreplace")


def _log_uncaught(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    """Be ``sys.excepthook``."""
    _LOG.critical("an exception ends the process", exc_info=(kind, error, traceback))


def _log_uncaught_of_thread(of: threading.ExceptHookArgs) -> None:
    """Be ``threading.excepthook``."""
    if of.exc_value is None or issubclass(of.exc_type, SystemExit):
        return
    name = of.thread.name if of.thread else "that is gone"
    cause = (of.exc_type, of.exc_value, of.exc_traceback)
    _LOG.error("an exception ends the thread %s", name, exc_info=cause)


def exit_now(code: int) -> NoReturn:
    """End the process from any thread, with what was logged and printed written out.

    ``sys.exit`` ends only the thread it is called in, and waits for threads that may hang.
    """
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
