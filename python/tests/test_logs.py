"""The log as a container's log collector sees it: stderr of a process."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import textwrap

import pytest

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
TRACEPARENT = f"00-{TRACE}-00f067aa0ba902b7-01"
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}")
_HEAD = """
import logging, threading, warnings
from seldon_wrapper import access_log, logs
from seldon_wrapper.call_context import CallContext
log = logging.getLogger("of.component")
"""


def run(form: str, source: str, level: str = "INFO") -> tuple[str, str]:
    """Run code in a process whose log is configured, and give its stdout and stderr."""
    program = f"{_HEAD}logs.configure({level!r}, {form!r})\n{textwrap.dedent(source)}"
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False
    )
    return ended.stdout, ended.stderr


def text_of(source: str) -> list[str]:
    """Give the lines of the log as text, without their times."""
    lines = run("TEXT", source)[1].splitlines()
    assert all(_TIME.match(line) for line in lines)
    return [_TIME.sub("", line).strip() for line in lines]


def records_of(source: str) -> list[dict]:
    """Give the records of the log as JSON."""
    return [json.loads(line) for line in run("JSON", source)[1].splitlines()]


CALL = f"""
with CallContext("{TRACEPARENT}") as call:
    log.info("before %s", "decoding")
    call.puid = "p-1"
    log.info("inside")
log.info("outside")
"""


def test_text_says_which_call_a_line_belongs_to():
    """LOG-2: the lines of THREADS calls are mixed in the log."""
    assert text_of(CALL) == [
        f"INFO of.component: before decoding (trace {TRACE})",
        f"INFO of.component: inside (puid p-1, trace {TRACE})",
        "INFO of.component: outside",
    ]


def test_json_has_the_ids_as_fields():
    """LOG-3: a log store joins them with the trace and with the caller's own log."""
    records = records_of(CALL)

    ids = [(r["message"], r.get("puid"), r.get("trace_id"), r.get("span_id")) for r in records]
    assert ids == [
        ("before decoding", None, TRACE, "00f067aa0ba902b7"),
        ("inside", "p-1", TRACE, "00f067aa0ba902b7"),
        ("outside", None, None, None),
    ]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", records[2].pop("time"))
    assert records[2].pop("pid") > 0
    assert records[2] == {"level": "INFO", "logger": "of.component", "message": "outside"}


@pytest.mark.parametrize(
    "traceparent",
    [
        "",
        "nonsense",
        f"ff-{TRACE}-00f067aa0ba902b7-01",
        f"00-{'0' * 32}-00f067aa0ba902b7-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"00-{TRACE.upper()}-00f067aa0ba902b7-01",
    ],
)
def test_a_traceparent_that_is_none_is_left_out(traceparent):
    """W3C: such a header is as good as absent."""
    assert text_of(f'with CallContext("{traceparent}"): log.info("x")') == ["INFO of.component: x"]


def test_a_call_is_its_own_thread_s():
    """Another thread's records must not get this call's puid."""
    source = """
    with CallContext(puid="mine"):
        thread = threading.Thread(target=lambda: log.info("other"))
        thread.start()
        thread.join()
        with CallContext(puid="inner"):
            log.info("inner")
        log.info("mine again")
    """
    assert text_of(source) == [
        "INFO of.component: other",
        "INFO of.component: inner (puid inner)",
        "INFO of.component: mine again (puid mine)",
    ]


def test_a_puid_cannot_forge_a_line():
    """It comes from the caller; a newline in it would begin a record of its own."""
    source = r'with CallContext(puid="a\n2026-01-01 INFO x: y" + "z" * 200): log.info("x")'

    (line,) = run("TEXT", source)[1].splitlines()
    shown = '(puid "a\\n2026-01-01 INFO x: y' + "z" * (128 - 22) + '")'
    assert line.endswith(f"INFO of.component: x {shown}")


def test_an_exception_is_one_field():
    """LOG-3: a traceback over many lines is many records to a collector."""
    source = """
    try:
        1 / 0
    except ZeroDivisionError:
        log.exception("failed")
    """
    (record,) = records_of(source)

    assert record["message"] == "failed"
    assert record["exception"].startswith("Traceback (most recent call last):\n")
    assert record["exception"].endswith("\nZeroDivisionError: division by zero")


def test_what_python_would_print_is_a_record_too():
    """LOG-3: a line of stderr that is no JSON is lost, and most of all wanted."""
    source = """
    warnings.warn("old", DeprecationWarning, stacklevel=1)
    thread = threading.Thread(target=lambda: 1 / 0, name="worker")
    thread.start()
    thread.join()
    raise KeyError("k")
    """
    records = records_of(source)

    assert [(r["level"], r["logger"]) for r in records] == [
        ("WARNING", "py.warnings"),
        ("ERROR", "seldon_wrapper.logs"),
        ("CRITICAL", "seldon_wrapper.logs"),
    ]
    assert "DeprecationWarning: old" in records[0]["message"]
    assert records[1]["message"] == "an exception ends the thread worker"
    assert records[1]["exception"].endswith("ZeroDivisionError: division by zero")
    assert records[2]["message"] == "an exception ends the process"
    assert records[2]["exception"].endswith("KeyError: 'k'")


def test_fields_of_the_component_s_own_are_kept():
    """``extra`` is logging's way to say more; the server's own fields cannot be replaced by it."""
    source = """
    log.info("x", extra={"rows": 3, "of": {"a": [1]}, "not_json": {1}, "nan": float("nan"),
                         "level": "mine"})
    """
    (record,) = records_of(source)

    assert (record["rows"], record["of"], record["not_json"]) == (3, {"a": [1]}, "{1}")
    assert (record["nan"], record["level"]) == ("nan", "INFO")


@pytest.mark.parametrize("form", ["TEXT", "JSON"])
def test_what_is_printed_stays_as_it_is(form):
    """LIF-7: stdout is the component's."""
    out, log = run(form, 'print("hello"); log.debug("too quiet")')

    assert (out, log) == ("hello\n", "")


_ACCESS = f"""
access_log.write("predict", "rest", "200", 0.0012345, 40, 60, puid="p", traceparent="{TRACEPARENT}")
access_log.write("router", "grpc", "INTERNAL", 1.5, 0, 0)
"""


def test_the_access_log_is_a_line_for_each_request():
    """LOG-4: verb, transport, code, time, bytes and which call."""
    assert text_of(_ACCESS) == [
        (
            "INFO seldon_wrapper.access: predict rest 200 in 1.234 ms, 40 bytes in, 60 bytes out "
            f"(puid p, trace {TRACE})"
        ),
        "INFO seldon_wrapper.access: router grpc INTERNAL in 1500.0 ms, 0 bytes in, 0 bytes out",
    ]


def test_the_access_log_has_fields_in_json():
    """LOG-4: nobody should have to take a message apart."""
    first = records_of(_ACCESS)[0]
    names = (
        "verb",
        "transport",
        "code",
        "ms",
        "request_bytes",
        "response_bytes",
        "puid",
        "trace_id",
    )

    assert [first[name] for name in names] == ["predict", "rest", "200", 1.234, 40, 60, "p", TRACE]


def test_the_access_log_does_not_depend_on_the_level():
    """ACCESS_LOG=1 asks for it; SELDON_LOG_LEVEL=ERROR is about the rest."""
    assert run("TEXT", _ACCESS, level="ERROR")[1].count("\n") == 2
