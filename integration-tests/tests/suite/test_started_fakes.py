"""The suite finds fault with servers that stop wrongly, or lose a worker wrongly.

Such a server is started for the check, and has ended afterwards; so these fakes are started too.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from real_servers import local_python
from saying import is_said
from started_fakes import STARTED_FAKES, FakeSource, StartedFake

from seldon_conformance import session
from seldon_conformance.options import Options
from seldon_conformance.results import Outcome, RunReport
from seldon_conformance.session import run
from seldon_conformance.starting import Origin
from seldon_conformance.subjects import SubjectSource

RULES = ("LIF-5", "LIF-6", "MTR-10")


@pytest.fixture(scope="module")
def real() -> Iterator[SubjectSource]:
    """Starts the real server."""
    with local_python() as source:
        yield source


def _run(source: SubjectSource, rules: tuple[str, ...], patch: pytest.MonkeyPatch) -> RunReport:
    @contextmanager
    def opened(_: Options) -> Iterator[Origin]:
        yield Origin(source, "fake", "a server that the test starts")

    patch.setattr(session, "opened", opened)
    return run(Options(image="fake", component="model", rules=rules))


@pytest.mark.parametrize("fake", STARTED_FAKES, ids=str)
def test_fake_is_found_out(
    fake: StartedFake, real: SubjectSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the checks that are about it, over each transport, and by no others."""
    report = _run(FakeSource(real, fake), (fake.rule,), monkeypatch)

    failed = [result for result in report.results if result.outcome is Outcome.FAILED]
    assert {result.id.partition("[")[0] for result in failed} == fake.caught_by
    assert all(fake.rule in result.rules for result in failed)
    assert any(is_said(fake.says, finding) for result in failed for finding in result.findings)
    assert Outcome.BROKEN not in {result.outcome for result in report.results}


def test_honest_server_is_found_honest(
    real: SubjectSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same checks find nothing wrong with the real server, however often they stop it."""
    report = _run(real, RULES, monkeypatch)

    assert [result for result in report.results if result.outcome is not Outcome.PASSED] == []
    assert len(report.results) >= 10
