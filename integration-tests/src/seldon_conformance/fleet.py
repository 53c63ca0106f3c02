"""Keeps the subjects of a run: starts the next ones while the present one is asked.

A server takes a second to start, and a run needs a hundred of them. So starting and stopping happen
on threads: the plan says in which order settings come, and the next few are always on their way.
Asking out of the plan's order works too, it only waits longer.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Self

from seldon_conformance.errors import SubjectError
from seldon_conformance.subjects import Subject, SubjectSource
from seldon_conformance.vectors import Case, Setting


@dataclass(frozen=True)
class _Running:
    """A started subject, and what stops it."""

    subject: Subject
    context: AbstractContextManager[Subject]


class Fleet:
    """The subjects of one run; a context manager that stops them all at its end."""

    def __init__(self, source: SubjectSource, plan: Sequence[Setting], ahead: int = 4) -> None:
        """Start nothing yet.

        Args:
            source: Starts subjects.
            plan: Settings in the order in which they will be asked for, repetitions allowed.
            ahead: How many are started or running at once, the present one included.
        """
        self._source = source
        self.plan(plan)
        self._ahead = ahead
        self._pool = ThreadPoolExecutor(max_workers=ahead, thread_name_prefix="fleet")
        self._started: dict[Setting, Future[_Running]] = {}
        self._stopping: list[Future[None]] = []

    def __enter__(self) -> Self:
        """Give the fleet itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop every subject; once more stops nothing more.

        Raises:
            SubjectError: One of them, now or before, did not stop as it should.
        """
        for setting in list(self._started):
            self._stop(setting)
        self._pool.shutdown(wait=True)
        stopped, self._stopping = self._stopping, []
        problems = [str(error) for future in stopped if (error := future.exception())]
        if problems:
            raise SubjectError("\n\n".join(problems))

    def plan(self, settings: Iterable[Setting]) -> None:
        """Say in which order subjects will be asked for from now on."""
        self._plan = list(dict.fromkeys(settings))

    def alone(self, setting: Setting) -> AbstractContextManager[Subject]:
        """Start a server that nobody else asks; it is stopped at the end of the context.

        Raises:
            SubjectError: It does not start, or does not stop as it should.
        """
        return self._source.start(setting)

    def subject(self, setting: Setting) -> Subject:
        """Give the running subject of a setting; start it, and the ones planned after it.

        Raises:
            SubjectError: It could not be started.
        """
        position = self._plan.index(setting) if setting in self._plan else len(self._plan)
        upcoming = [setting, *self._plan[position + 1 : position + self._ahead]]
        for past in [started for started in self._started if started not in upcoming]:
            self._stop(past)
        for planned in upcoming:
            if planned not in self._started:
                self._started[planned] = self._pool.submit(self._start, planned)
        future = self._started[setting]
        if (error := future.exception()) is not None:
            # A new one for each who asks: one that is raised again and again drags a growing trace.
            raise SubjectError(str(error)) from error
        return future.result().subject

    def _start(self, setting: Setting) -> _Running:
        context = self._source.start(setting)
        return _Running(context.__enter__(), context)

    def _stop(self, setting: Setting) -> None:
        future = self._started.pop(setting)
        self._stopping.append(self._pool.submit(_leave, future))


def plan_of(items: Iterable[object]) -> list[Setting]:
    """Give the settings of collected tests that have a parameter ``case``, in their order.

    Args:
        items: Tests, as pytest's session has them.
    """
    parameters = (getattr(getattr(item, "callspec", None), "params", {}) for item in items)
    cases = (found.get("case") for found in parameters)
    return [case.setting for case in cases if isinstance(case, Case)]


def _leave(future: Future[_Running]) -> None:
    """Stop a subject. One that never started was told of when it was asked for."""
    if future.exception() is None:
        future.result().context.__exit__(None, None, None)
