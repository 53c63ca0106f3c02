"""The two forms of a log record: a line of text, and one JSON object (contract.md, LOG)."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from seldon_wrapper import call_context

_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# A puid comes from the caller: what could be taken for other fields or lines is written as JSON.
_PLAIN_PUID = re.compile(r"[!-~]+")
_MAX_PUID_CHARACTERS = 128
# What logging itself puts into a record; the rest came with ``extra``.
_STANDARD = {*vars(logging.makeLogRecord({})), "message", "asctime", "puid", "traceparent"}


def call_of(record: logging.LogRecord) -> tuple[str, str, str]:
    """Give a record's puid, trace id and span id; empty strings for what is not known.

    What came with ``extra`` (``puid``, ``traceparent``) wins over the thread's call.
    """
    call = call_context.current()
    puid = getattr(record, "puid", None) or (call.puid if call else "")
    traceparent = getattr(record, "traceparent", None) or (call.traceparent if call else "")
    return str(puid)[:_MAX_PUID_CHARACTERS], *call_context.trace_ids(str(traceparent))


class TextFormatter(logging.Formatter):
    """``<time> <level> <logger>: <message> (puid p, trace t)``; a traceback on lines of its own."""

    def __init__(self) -> None:
        super().__init__(_TEXT)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the base's name
        """Give the first line: the base's, and which call it belongs to."""
        puid, trace_id, _ = call_of(record)
        parts = []
        if puid:
            parts.append(f"puid {puid if _PLAIN_PUID.fullmatch(puid) else json.dumps(puid)}")
        if trace_id:
            parts.append(f"trace {trace_id}")
        line = super().formatMessage(record)
        return f"{line} ({', '.join(parts)})" if parts else line


class JsonFormatter(logging.Formatter):
    """One JSON object a line, a traceback as one of its strings."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the record as JSON."""
        puid, trace_id, span_id = call_of(record)
        found: dict[str, Any] = {
            "time": _rfc3339(record.created),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "pid": record.process,
            "puid": puid,
            "trace_id": trace_id,
            "span_id": span_id,
            "exception": self.formatException(record.exc_info) if record.exc_info else "",
            "stack": record.stack_info or "",
        }
        extra = {
            name: _plain(value) for name, value in vars(record).items() if name not in _STANDARD
        }
        kept = {name: value for name, value in found.items() if value or name == "message"}
        # The server's own fields win: who reads them must be able to rely on them.
        return json.dumps({**extra, **kept}, ensure_ascii=False)


def _rfc3339(seconds: float) -> str:
    time = datetime.fromtimestamp(seconds, UTC)
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _plain(value: Any) -> Any:
    """Give a value that came with ``extra`` as JSON has it, or as text."""
    try:
        return json.loads(json.dumps(value, allow_nan=False))
    except (TypeError, ValueError):
        return str(value)
