"""The thread that R lives in, without R: what runs there, in which order, and what a break does."""

import threading

import pytest

from seldon_wrapper.errors import CallTimeoutError, NotReadyError
from seldon_wrapper.hosts.r.errors import RError
from seldon_wrapper.hosts.r.thread import RThread

WAIT_S = 10
INTERRUPTED = "interrupted: nobody waits for the answer any more"


class Flag:
    """R's flag, with what was stored in it."""

    def __init__(self):
        self.stored = []

    def set(self, pending):
        self.stored.append(pending)


class Task:
    """A task that may call into R and be held there; notes how it was ended."""

    def __init__(self, thread, work=lambda: None):
        self._thread, self._work = thread, work
        self.entered, self.over, self.errors = threading.Event(), threading.Event(), []

    def run(self):
        self.entered.set()
        self._work()
        self.over.set()

    def fail(self, error):
        self.errors.append(error)


@pytest.fixture
def thread():
    """Give a thread without R."""
    return RThread(Flag)


@pytest.fixture
def hold():
    """Hold what waits for it until the test is over, or lets it go."""
    event = threading.Event()
    yield event
    event.set()


def test_a_call_of_a_task_stays_in_the_thread(thread):
    """Handing it over to itself would never end."""
    found = []
    task = Task(thread, lambda: found.append(thread.call(threading.current_thread)))
    thread.enter(task)
    task.over.wait(WAIT_S)

    assert [one.name for one in found] == ["r"]
    assert thread.call(threading.current_thread) is found[0]


def test_an_error_comes_out_where_the_call_was_made(thread):
    """In the thread of a page as in a task."""

    def fail():
        raise ValueError("as it was")

    with pytest.raises(ValueError, match=r"^as it was$"):
        thread.call(fail)


def test_a_call_from_elsewhere_goes_before_the_next_task(thread, hold):
    """A probe of health waits for one call to end, and not for all that are queued."""
    order = []
    first = Task(thread, lambda: hold.wait(WAIT_S))
    second = Task(thread, lambda: order.append("task"))
    thread.enter(first)
    first.entered.wait(WAIT_S)
    thread.enter(second)
    asked = threading.Event()

    def ask():
        asked.set()
        thread.call(lambda: order.append("health"))

    page = threading.Thread(target=ask)
    page.start()
    asked.wait(WAIT_S)
    while thread._jobs.empty():
        page.join(0.001)
    hold.set()
    page.join(WAIT_S)
    second.over.wait(WAIT_S)

    assert order == ["health", "task"]


def test_a_call_is_interrupted_while_it_is_in_r_and_the_next_is_not(thread):
    """The flag is taken back: an interrupt that came too late is not for another call."""
    thread.call(lambda: None)
    flag = thread._flag
    flag.stored.clear()

    def work():
        thread.interrupt(threading.get_ident(), None)
        return list(flag.stored)

    during = thread.call(lambda: thread.call(work))

    assert during == [True]
    assert flag.stored[-1] is False


def test_a_call_that_was_given_up_before_its_turn_is_not_run(thread, hold):
    """Nobody waits for the answer; R is left to those who do."""
    task, ran, errors = Task(thread, lambda: hold.wait(WAIT_S)), [], []
    thread.enter(task)
    task.entered.wait(WAIT_S)

    def ask():
        try:
            thread.call(lambda: ran.append(True))
        except CallTimeoutError as error:
            errors.append(str(error))

    page = threading.Thread(target=ask)
    page.start()
    while page.ident not in thread._waiting:
        page.join(0.001)
    thread.interrupt(page.ident, 1.0)
    hold.set()
    page.join(WAIT_S)

    assert (ran, errors) == ([], [INTERRUPTED])


def test_a_break_tells_who_runs_who_waits_and_who_comes(thread, hold):
    """Only the first has R's error; the others may ask another replica."""
    codes = []
    thread.when_broken(codes.append)
    running = Task(thread, lambda: thread.call(lambda: hold.wait(WAIT_S)))
    waiting, late = Task(thread), Task(thread)
    thread.enter(running)
    running.entered.wait(WAIT_S)
    thread.enter(waiting)
    thread.break_off("R crashed: SIGSEGV", 139)
    thread.break_off("again", 1)
    thread.enter(late)

    [error] = running.errors
    not_run = [*waiting.errors, *late.errors]
    assert (type(error), str(error)) == (RError, "R crashed: SIGSEGV")
    assert [type(one) for one in not_run] == [NotReadyError] * 2
    assert [str(one) for one in not_run] == ["not ready: R crashed: SIGSEGV"] * 2
    assert codes == [139]
    with pytest.raises(NotReadyError, match=r"^not ready: R crashed: SIGSEGV$"):
        thread.call(lambda: None)
