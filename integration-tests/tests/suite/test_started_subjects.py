"""What the suite starts itself can be started with variables, and is judged by how it stops."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from identity_server import identity_server

from seldon_conformance import session
from seldon_conformance.errors import SubjectError
from seldon_conformance.options import Options
from seldon_conformance.results import Finding, Outcome
from seldon_conformance.session import run
from seldon_conformance.starting import Origin
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Setting


@dataclass
class Source:
    """Starts identity models, notes their settings, and says how they stop."""

    stop_error: str = ""
    settings: list[Setting] = field(default_factory=list)

    @contextmanager
    def start(self, setting: Setting) -> Iterator[Subject]:
        """Start one."""
        self.settings.append(setting)
        with identity_server() as subject:
            yield subject
        if self.stop_error:
            raise SubjectError(self.stop_error)


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Source:
    """Stands for containers."""
    source = Source()

    @contextmanager
    def opened(_: Options) -> Iterator[Origin]:
        yield Origin(source, "i:1", "image i:1")

    monkeypatch.setattr(session, "opened", opened)
    return source


def test_vectors_with_variables_are_asked_of_servers_of_their_own(source: Source) -> None:
    """One server for each setting, and one more for all that need none."""
    report = run(Options(image="i:1", component="model", rules=("MET-4",)))

    names = [tuple(setting.variables()) for setting in source.settings]
    assert names[0] == ()
    assert ("PREDICTIVE_UNIT_ID", "PREDICTIVE_UNIT_IMAGE") in names
    assert len(source.settings) == len(set(source.settings))
    assert Outcome.LEFT_OUT not in {result.outcome for result in report.results}


def test_server_that_stops_well_holds_lif_5(source: Source) -> None:
    """It is the last check: nothing can be asked after it."""
    report = run(Options(image="i:1", rules=("LIF-5", "HLT-1"), component="model"))

    assert (report.results[-1].id, report.results[-1].outcome) == (
        "life::ends_with_code_0[rest+grpc]",
        Outcome.PASSED,
    )
    assert source.settings


def test_server_that_stops_badly_breaks_lif_5(source: Source) -> None:
    """Its exit code is what a platform sees."""
    source.stop_error = "container: exit code 143 after SIGTERM (expected: 0)"

    report = run(Options(image="i:1", component="model", rules=("LIF-5",), without=("drain::*",)))

    result = report.results[-1]
    assert result.outcome is Outcome.FAILED
    assert result.findings == (Finding("container", "exit code 143 after SIGTERM", "0"),)


def test_server_that_stops_badly_is_told_of_in_any_case(source: Source) -> None:
    """It counts for nothing if LIF-5 was not asked for, but nobody should miss it."""
    source.stop_error = "container: exit code 143 after SIGTERM (expected: 0)"

    report = run(Options(image="i:1", component="model", rules=("PAY-10",)))

    assert report.left_out[-1] == source.stop_error


def test_running_server_is_not_stopped() -> None:
    """It is somebody else's."""
    with identity_server() as subject:
        report = run(Options(rest_url=subject.rest_url, grpc_target=subject.grpc_target))

    (result,) = [one for one in report.results if one.id.startswith("life::")]
    assert (result.outcome, result.reason) == (
        Outcome.LEFT_OUT,
        "needs a server that the suite starts (give --image or --source)",
    )
