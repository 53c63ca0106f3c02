"""The fleet starts ahead, keeps few subjects, and stops every one."""

import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from seldon_conformance.errors import SubjectError
from seldon_conformance.fleet import Fleet
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Setting

A, B, C, D, E, BAD, STUBBORN = (
    Setting(name) for name in ["a", "b", "c", "d", "e", "bad", "stubborn"]
)


class Source:
    """Notes what is started and stopped; the settings bad and stubborn cannot be."""

    def __init__(self) -> None:
        """Have nothing started."""
        self.started: list[str] = []
        self.running: set[str] = set()
        self.most = 0
        self._lock = threading.Lock()

    @contextmanager
    def start(self, setting: Setting) -> Iterator[Subject]:
        """Pretend to run a subject."""
        if setting == BAD:
            message = "bad: does not start"
            raise SubjectError(message)
        with self._lock:
            self.started.append(setting.component)
            self.running.add(setting.component)
            self.most = max(self.most, len(self.running))
        yield Subject(setting.component, "", "python", str)
        with self._lock:
            self.running.remove(setting.component)
        if setting == STUBBORN:
            message = "stubborn: exit code 1"
            raise SubjectError(message)


def test_each_setting_is_started_once_and_stopped() -> None:
    """A run of a thousand cases needs a hundred servers, not a thousand."""
    source = Source()

    with Fleet(source, [A, A, B, A, C], ahead=2) as fleet:
        urls = [fleet.subject(setting).rest_url for setting in [A, A, B, C]]

    assert urls == ["a", "a", "b", "c"]
    assert sorted(source.started) == ["a", "b", "c"]
    assert source.running == set()


def test_few_run_at_once() -> None:
    """Memory is finite: the present one, those on their way, and those on their way out."""
    source = Source()

    with Fleet(source, [A, B, C, D, E], ahead=2) as fleet:
        for setting in [A, B, C, D, E]:
            fleet.subject(setting)

    assert source.most <= 3


def test_setting_outside_of_the_plan_is_started_too() -> None:
    """So tests may run in any order."""
    source = Source()

    with Fleet(source, [A, B], ahead=1) as fleet:
        urls = [fleet.subject(setting).rest_url for setting in [B, A, C]]

    assert urls == ["b", "a", "c"]


def test_subject_that_does_not_start_is_told_to_who_asks() -> None:
    """And only to them: the next cases go on."""
    with Fleet(Source(), [BAD, A]) as fleet:
        with pytest.raises(SubjectError) as excinfo:
            fleet.subject(BAD)
        other = fleet.subject(A)

    assert str(excinfo.value) == "bad: does not start"
    assert other.rest_url == "a"


def test_subject_that_does_not_stop_fails_the_run() -> None:
    """LIF-5: a server exits with 0 on SIGTERM."""
    fleet = Fleet(Source(), [STUBBORN, A], ahead=1)

    fleet.subject(STUBBORN)
    fleet.subject(A)
    with pytest.raises(SubjectError) as excinfo:
        fleet.__exit__()

    assert str(excinfo.value) == "stubborn: exit code 1"


def test_error_of_a_start_does_not_grow_with_each_who_asks() -> None:
    """A broken server fails a thousand cases; each report has to stay short, and quick."""
    with Fleet(Source(), [BAD]) as fleet:
        errors = []
        for _ in range(10):
            with pytest.raises(SubjectError) as excinfo:
                fleet.subject(BAD)
            errors.append(excinfo.value)

    causes = [error.__cause__ for error in errors]
    assert len({id(cause) for cause in causes}) == 1
    assert len(traceback.extract_tb(causes[0].__traceback__ if causes[0] else None)) < 10
