"""Existing components are unchanged: this server's answers against those recorded from upstream.

``make -C python record`` makes the records anew. A difference that is meant is in
``differences.json``, with the rule of the contract that says so.
"""

import contextlib
import json
import os
import re
import signal
import sys
import tempfile
from pathlib import Path

import pytest
from compat.asking import Target, answers_of
from compat.comparing import entries, found_in, listed_for
from compat.record import RECORDED, record_of, text_of
from compat.subjects import SUBJECTS
from compat.upstream import COMPONENTS
from seldon_conformance.contract_files import contract_directory
from seldon_conformance.fleet import Fleet
from seldon_conformance.free_ports import free_port
from seldon_conformance.server_processes import Command, WarmInterpreter, kill, wait_for_end
from seldon_conformance.subjects import wait_until_ready

_SLOW_IMPORTS = [
    "fastjsonschema",
    "flask",
    "flask_cors",
    "google.protobuf.any_pb2",
    "google.protobuf.json_format",
    "grpc",
    "numpy.typing",
    "orjson",
    "prometheus_client",
    "yaml",
]


class Ours:
    """Starts this repository's server for a subject."""

    def __init__(self, launcher):
        self._launcher = launcher

    @contextlib.contextmanager
    def start(self, subject):
        """Serve the subject's component on free ports."""
        ports = {name: free_port() for name in ("HTTP", "GRPC", "METRICS")}
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONDONTWRITEBYTECODE": "1",
            **{f"PREDICTIVE_UNIT_{name}_SERVICE_PORT": str(port) for name, port in ports.items()},
            **subject.environment,
        }
        with tempfile.TemporaryDirectory() as scratch:
            log = Path(scratch) / "server.log"
            command = Command("seldon_wrapper", [subject.component], COMPONENTS, environment, log)
            process = self._launcher.launch(command)
            target = Target(
                f"http://127.0.0.1:{ports['HTTP']}",
                f"http://127.0.0.1:{ports['METRICS']}",
                f"127.0.0.1:{ports['GRPC']}",
            )
            try:
                wait_until_ready(target.rest_url, 30.0, lambda: process.poll() is None)
                yield target
                os.kill(process.pid, signal.SIGTERM)
                assert wait_for_end(process, 10.0) == 0
            except Exception as error:
                error.add_note(log.read_text())
                raise
            finally:
                kill(process)


@pytest.fixture(scope="module")
def fleet(request):
    """Servers for the subjects that this run has selected."""
    parameters = [getattr(item, "callspec", None) for item in request.session.items]
    plan = [it.params["subject"] for it in parameters if it and "subject" in it.params]
    with (
        WarmInterpreter(Path(sys.executable), _SLOW_IMPORTS) as launcher,
        Fleet(Ours(launcher), plan) as fleet,
    ):
        yield fleet


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_an_existing_component_answers_as_under_upstream(subject, fleet):
    """A component that was written for upstream is moved here without a change of its code."""
    theirs = json.loads(record_of(subject).read_text(encoding="utf-8"))["answers"]

    ours = answers_of(fleet.subject(subject), subject.questions)

    assert ours.keys() == theirs.keys(), "asked otherwise than recorded: make -C python record"
    found, listed = found_in(ours, theirs), listed_for(subject.name)
    if found != listed:
        pytest.fail(_told(subject.name, found, listed), pytrace=False)


def _told(name, found, listed):
    """Say what is new and what is gone, in the form of ``differences.json``."""
    new = {f"{name}/{key}": it for key, it in found.items() if listed.get(key) != it}
    gone = {f"{name}/{key}": it for key, it in listed.items() if found.get(key) != it}
    parts = []
    if new:
        parts.append(
            f"differs, and is not listed:\n{json.dumps(new, indent=2, ensure_ascii=False)}"
        )
    if gone:
        parts.append(f"listed, and is not so:\n{json.dumps(gone, indent=2, ensure_ascii=False)}")
    return "\n".join(parts)


def test_every_difference_has_a_rule_and_a_reason():
    """What no rule asks for is a bug, not a difference."""
    rules = set(
        re.findall(
            r"\*\*([A-Z]{3}-[0-9]+)\*\*", (contract_directory() / "docs/contract.md").read_text()
        )
    )

    for entry in entries():
        assert set(entry["rules"]) <= rules
        assert entry["why"].endswith(".")
        assert entry["answers"]


def test_no_difference_is_listed_twice():
    """One that is listed under two rules would hide what the other rule says."""
    lines = [
        (case, line)
        for entry in entries()
        for case, found in entry["answers"].items()
        for line in found
    ]

    assert sorted(lines) == sorted(set(lines))


def test_every_listed_answer_is_asked_for():
    """A list of differences that nobody looks for shows nothing."""
    names = tuple(f"{subject.name}/" for subject in SUBJECTS)

    assert [
        case for entry in entries() for case in entry["answers"] if not case.startswith(names)
    ] == []


def test_there_is_a_record_for_every_subject_and_no_other():
    """A record without a subject is never compared."""
    assert sorted(RECORDED.glob("*.json")) == sorted(record_of(subject) for subject in SUBJECTS)


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_a_record_is_as_it_was_recorded(subject):
    """A record that was mended by hand would not be upstream's answer."""
    text = record_of(subject).read_text(encoding="utf-8")

    assert text == text_of(subject, json.loads(text)["answers"])
