"""Faults of the server's own processes, and of what the component starts."""

from __future__ import annotations

import http.client
import os
import signal
from collections.abc import Callable, Sequence

from faults.known_answers import KnownAnswers, rest_answer
from faults.outcome import Outcome
from faults.subject import Subject, serving, until

_END_S = 20.0


def of_processes() -> Sequence[Callable[[], Outcome]]:
    """Give the faults of processes."""
    return [
        lambda: _killed("1"),
        lambda: _killed("2"),
        _segfault,
        lambda: _survived("a thread of the component ends by an exception", "thread", 50),
        lambda: _survived("a child of the component is killed by SIGABRT", "child", 20),
    ]


def _killed(workers: str) -> Outcome:
    """Kill a worker under load: the server ends at once, and says why."""
    outcome = Outcome("a worker is killed", f"SIGKILL under load, WORKERS={workers}")
    with serving(WORKERS=workers) as subject:
        with KnownAnswers(subject.http_port, subject.grpc_port).running() as known:
            until(lambda: known.asked > 40)
            right = known.asked - len(known.wrong)
            worker = subject.pids[1]
            os.kill(worker, signal.SIGKILL)
            ended = until(lambda: subject.process.poll() is not None, _END_S)
        outcome.seen = f"{right} right before; {_end(subject)}"
        outcome.check(holds=ended, otherwise="the server did not end")
        outcome.check(holds=subject.process.returncode == 137, otherwise="not 137")
        line = f"worker {worker} was killed by SIGKILL (out of memory?); the server ends"
        outcome.check(holds=line in subject.log, otherwise="no line that says so")
        wrong = [each for each in known.wrong if "known" in each]
        outcome.check(holds=not wrong, otherwise=f"wrong answers: {wrong[:1]}")
    return outcome


def _segfault() -> Outcome:
    """Have native code of the component fail."""
    outcome = Outcome("native code of the component fails", "reads address 0 in predict")
    with serving() as subject:
        connection = http.client.HTTPConnection("127.0.0.1", subject.http_port, timeout=_END_S)
        try:
            answer = rest_answer(connection, "segfault")
        except (OSError, http.client.HTTPException) as error:
            answer = type(error).__name__
        until(lambda: subject.process.poll() is not None, _END_S)
        outcome.seen = f"the call got {answer}; {_end(subject)}"
        outcome.check(holds=subject.process.returncode == 139, otherwise="not 139")
        outcome.check(holds="SIGSEGV" in subject.log, otherwise="no line that says so")
    return outcome


def _survived(fault: str, order: str, times: int) -> Outcome:
    """Have the component's own threads or processes end: the server serves on."""
    outcome = Outcome(fault, f"{times} times, under load")
    with serving() as subject:
        connection = http.client.HTTPConnection("127.0.0.1", subject.http_port, timeout=_END_S)
        with KnownAnswers(subject.http_port, subject.grpc_port).running() as known:
            until(lambda: known.asked > 40)
            rest_answer(connection, order)
            outcome.before = subject.sample()
            answers = {rest_answer(connection, order) for _ in range(times)}
        connection.close()
        outcome.after = subject.settled(outcome.before)
        outcome.seen = f"{', '.join(answers)}; {known}"
        outcome.check(holds=not known.wrong, otherwise=f"{len(known.wrong)} wrong known answers")
        outcome.check_growth(15.0)
    return outcome


def _end(subject: Subject) -> str:
    last = subject.log.rstrip().rpartition("\n")[2]
    return f"exit code {subject.process.returncode}, last line `{last.partition(' ERROR ')[2]}`"
