"""The suite finds fault with servers that have one, under the rule that names it.

A server that passes while it misbehaves would pass in production too. The fakes stand in front of
a real server, which is started once; the same runs find nothing wrong with it.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from error_fakes import LIMIT_BYTES
from fake import Fake, run_against
from fakes import FAKES
from saying import is_said

from seldon_conformance.local_python import LocalPython
from seldon_conformance.options import Options
from seldon_conformance.results import Outcome, RunReport
from seldon_conformance.server_processes import NewInterpreter
from seldon_conformance.session import run
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Setting

APPS = Path(__file__).resolve().parents[3] / "python" / "template-apps"


@pytest.fixture(scope="session")
def honest() -> Iterator[Subject]:
    """The real server with the identity model, and a limit that can be reached."""
    setting = Setting("model", environment=(("MAX_MESSAGE_BYTES", str(LIMIT_BYTES)),))
    with LocalPython(NewInterpreter(Path(sys.executable)), APPS).start(setting) as subject:
        yield subject


@pytest.mark.parametrize("fake", FAKES, ids=str)
def test_fake_is_found_out(fake: Fake, honest: Subject) -> None:
    """By the checks that are about it, over each transport on which it misbehaves."""
    report = run_against(fake, honest)

    found = [
        result
        for result in report.results
        if result.outcome is Outcome.FAILED and result.id.startswith(fake.caught_by)
    ]
    assert {transport for result in found for transport in result.ways} >= fake.transports
    assert all(fake.rule in result.rules for result in found)
    assert all(result.findings and result.bug for result in found)
    assert any(is_said(fake.says, finding) for result in found for finding in result.findings)
    assert _broken(report) == []


@pytest.mark.parametrize("component", ["", "model"], ids=["any-component", "standard-component"])
def test_honest_server_is_found_honest(component: str, honest: Subject) -> None:
    """Else a fake could be found out for what the one in between does by itself."""
    rules = sorted({fake.rule for fake in FAKES if fake.component == component})

    report = run_against(Fake("honest", rules[0], "", component=component), honest, rules)

    wrong = [result for result in report.results if result.outcome is not Outcome.PASSED]
    assert [result for result in wrong if result.outcome is not Outcome.LEFT_OUT] == []


def test_checks_hold_for_a_component_of_another_verb() -> None:
    """A combiner takes lists of messages, and lacks predict: what is refused is refused before."""
    with LocalPython(NewInterpreter(Path(sys.executable)), APPS).start(Setting("combiner")) as own:
        options = Options(own.rest_url, own.grpc_target, own.metrics_url)
        report = run(options)

    left_out = {Outcome.PASSED, Outcome.LEFT_OUT}
    assert [result for result in report.results if result.outcome not in left_out] == []
    assert len(report.results) > 100


def test_there_are_many_fakes() -> None:
    """Each is named once, and both transports have their share."""
    assert len({fake.name for fake in FAKES}) == len(FAKES) >= 25
    assert all(sum(name in fake.transports for fake in FAKES) >= 25 for name in ["rest", "grpc"])


def _broken(report: RunReport) -> list[str]:
    return [result.reason for result in report.results if result.outcome is Outcome.BROKEN]
