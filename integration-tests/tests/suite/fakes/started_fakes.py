"""Servers that misbehave when their platform stops them or they lose a worker.

They are the real server, started with other variables than the check asks for, or with somebody
between it and who scrapes it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from tampering_http import Asked, HttpTamperer, RestFault

from seldon_conformance.control import Control
from seldon_conformance.rest_client import RestAnswer
from seldon_conformance.subjects import Subject, SubjectSource, control_of
from seldon_conformance.vectors import Setting

_DRAIN = {
    "drain::calls_in_flight_are_finished",
    "drain::new_calls_are_refused_meanwhile",
    "drain::readiness_fails_first",
}
_WORKER = b'worker_id="'


class _Immortal:
    """Does not notice that a worker has died; who listens is told."""

    def __init__(self, control: Control, died: Callable[[], None]) -> None:
        self._control = control
        self._died = died

    def terminate(self) -> None:
        """Send SIGTERM."""
        self._control.terminate()

    def kill_worker(self) -> None:
        """Kill nothing."""
        self._died()

    def exit_code(self, timeout_s: float) -> int | None:
        """Wait for the end."""
        return self._control.exit_code(timeout_s)


@dataclass(frozen=True)
class StartedFake:
    """One way to misbehave.

    Attributes:
        name: What it does, for the test's name.
        rule: The rule that forbids it.
        caught_by: Ids of the checks that have to find it, and no others.
        says: What one of them says, whole.
        variables: Of the server, over those of the check.
        metrics: What becomes of each scrape, once a worker was killed if ``outlives`` is set.
        outlives: Whether it goes on when it has lost a worker.
    """

    name: str
    rule: str
    caught_by: frozenset[str]
    says: str
    variables: Mapping[str, str] = field(default_factory=dict)
    metrics: Callable[[], RestFault] | None = None
    outlives: bool = False

    def __str__(self) -> str:
        """Give the name, as it stands in a test's id."""
        return self.name.replace(" ", "-")


@dataclass(frozen=True)
class FakeSource:
    """Starts fakes.

    Attributes:
        source: Starts the real server.
        fake: How they misbehave.
    """

    source: SubjectSource
    fake: StartedFake

    @contextmanager
    def start(self, setting: Setting) -> Iterator[Subject]:
        """Start one."""
        variables = {**dict(setting.environment), **self.fake.variables}
        changed = replace(setting, environment=tuple(sorted(variables.items())))
        fault = self.fake.metrics() if self.fake.metrics else _honest
        with (
            self.source.start(changed) as subject,
            HttpTamperer(subject.metrics_url, fault) as metrics,
        ):
            metrics.is_armed = not self.fake.outlives
            control = control_of(subject)
            if self.fake.outlives:
                control = _Immortal(control, lambda: setattr(metrics, "is_armed", True))
            yield replace(subject, metrics_url=metrics.url, control=control)


def _honest(_: Asked, answer: RestAnswer) -> RestAnswer:
    return answer


def _one_worker_each() -> RestFault:
    """Give the counts of one worker alone, of one after the other."""
    seen: list[bytes] = []

    def fault(_: Asked, answer: RestAnswer) -> RestAnswer:
        lines = answer.body.splitlines(keepends=True)
        workers = sorted({_worker(line) for line in lines} - {b""})
        chosen = workers[len(seen) % len(workers)]
        seen.append(chosen)
        kept = [line for line in lines if _worker(line) in {b"", chosen}]
        return replace(answer, body=b"".join(kept))

    return fault


def _worker(line: bytes) -> bytes:
    return line.partition(_WORKER)[2].partition(b'"')[0]


def _from_nothing() -> RestFault:
    """Give each series with the value 0."""

    def fault(_: Asked, answer: RestAnswer) -> RestAnswer:
        lines = answer.body.splitlines()
        zero = [line if line[:1] == b"#" else line.rpartition(b" ")[0] + b" 0" for line in lines]
        return replace(answer, body=b"\n".join(zero) + b"\n")

    return fault


STARTED_FAKES: Sequence[StartedFake] = [
    StartedFake(
        "calls in flight cut off",
        "LIF-5",
        # It gives no time to connections that are open either, and ends with code 1.
        frozenset({*_DRAIN, "life::ends_with_code_0"}),
        "answer: the connection was closed (expected: an answer)",
        variables={"DRAIN_TIMEOUT_S": "0.01"},
    ),
    StartedFake(
        "new calls taken while it stops",
        "LIF-5",
        frozenset({"drain::new_calls_are_refused_meanwhile"}),
        "new call: 200 (expected: to be refused, or told by 503 or UNAVAILABLE)",
        variables={"SHUTDOWN_DELAY_S": "3.5"},
    ),
    StartedFake(
        "ports closed at once",
        "LIF-5",
        frozenset({"drain::readiness_fails_first"}),
        "{text}",
        variables={"SHUTDOWN_DELAY_S": "0"},
    ),
    StartedFake(
        "counters of one worker",
        "MTR-10",
        frozenset({"workers::counters_are_of_all_workers"}),
        "{text}: nothing (expected: {n} or more)",
        metrics=_one_worker_each,
    ),
    StartedFake(
        "worker replaced with counters from nothing",
        "MTR-10",
        frozenset({"workers::counters_never_fall_when_a_worker_dies"}),
        "{text}: 0.0 (expected: {n} or more)",
        metrics=_from_nothing,
        outlives=True,
    ),
    StartedFake(
        "server that outlives its worker",
        "LIF-6",
        frozenset({"workers::death_of_a_worker_ends_the_server"}),
        "server: alive 5 s after the death of a worker (expected: another exit code than 0)",
        outlives=True,
    ),
]
