"""The queue of calls: order, bounds, and what becomes of a call that nobody waits for."""

import threading

import pytest

from seldon_wrapper.calls import Call, CallQueue
from seldon_wrapper.errors import OverloadedError

WAIT_S = 10


class Noted(Call):
    """Notes what becomes of it, and may be held inside."""

    def __init__(self, name="", log=None, hold=None, *, wanted=True):
        super().__init__()
        self.name, self.log = name, [] if log is None else log
        self.hold, self.is_wanted = hold, wanted
        self.entered, self.over = threading.Event(), threading.Event()

    def wanted(self):
        return self.is_wanted

    def run(self):
        self.log.append((self.name, threading.current_thread().name))
        self.entered.set()
        if self.hold is not None:
            self.hold.wait(WAIT_S)
        self.over.set()

    def drop(self):
        self.log.append((self.name, "dropped"))
        self.over.set()

    def fail(self, error):
        self.log.append((self.name, str(error)))


@pytest.fixture
def hold():
    """Hold calls inside until the test is over, or lets them go."""
    event = threading.Event()
    yield event
    event.set()


def inside(queue, hold, count=1):
    """Fill the threads of a queue with calls that are held."""
    calls = [Noted(hold=hold) for _ in range(count)]
    for call in calls:
        queue.put(call)
    assert all(call.entered.wait(WAIT_S) for call in calls)
    return calls


def test_calls_are_run_in_order_by_one_thread():
    """A component that is not thread-safe, or keeps to its thread as SQLite does, is safe."""
    queue, log = CallQueue(threads=1, size=10), []
    calls = [Noted(index, log) for index in range(5)]
    for call in calls:
        queue.put(call)
    over = [call.over.wait(WAIT_S) for call in calls]

    assert all(over)
    assert log == [(index, "component-0") for index in range(5)]


def test_no_more_than_threads_calls_are_inside_at_once(hold):
    """DIS-10: the third waits although there is work for it."""
    queue = CallQueue(threads=2, size=10)
    inside(queue, hold, 2)
    third = Noted()
    queue.put(third)
    counted = (queue.running, queue.waiting, third.entered.is_set())
    hold.set()

    assert counted == (2, 1, False)
    assert third.over.wait(WAIT_S)


def test_a_full_queue_refuses(hold):
    """LIM-4: better told at once than answered when nobody waits any more."""
    queue = CallQueue(threads=1, size=2)
    inside(queue, hold)
    queue.put(Noted())
    queue.put(Noted())

    with pytest.raises(OverloadedError) as excinfo:
        queue.put(Noted())

    assert str(excinfo.value) == "overloaded: 2 calls are waiting (expected: fewer)"


def test_a_queue_of_0_takes_what_can_run_at_once(hold):
    """QUEUE_SIZE=0 is for an orchestrator that does the queueing."""
    queue = CallQueue(threads=1, size=0)
    inside(queue, hold)

    with pytest.raises(OverloadedError):
        queue.put(Noted())


def test_a_call_given_up_while_it_waits_is_never_run(hold):
    """LIM-5: work for a client that has left delays all others."""
    queue, log = CallQueue(threads=1, size=1), []
    inside(queue, hold)
    left, after = Noted("left", log), Noted("after", log)
    queue.put(left)
    waited = queue.give_up(left)
    # Its place is free at once, not when its turn comes.
    queue.put(after)
    hold.set()
    over = after.over.wait(WAIT_S)

    assert waited
    assert over
    assert log == [("after", "component-0")]


def test_a_call_given_up_while_it_runs_keeps_its_place(hold):
    """LIM-5: Python code can't be stopped from outside, so THREADS must go on counting it."""
    queue = CallQueue(threads=1, size=0)
    (running,) = inside(queue, hold)
    waited = queue.give_up(running)

    assert not waited
    assert queue.running == 1
    with pytest.raises(OverloadedError):
        queue.put(Noted())


def test_a_call_that_is_not_wanted_any_more_is_dropped():
    """The face is asked right before user code starts."""
    queue, log = CallQueue(threads=1, size=10), []
    call = Noted("gone", log, wanted=False)
    queue.put(call)
    over = call.over.wait(WAIT_S)

    assert over
    assert log == [("gone", "dropped")]
    assert (queue.running, queue.waiting) == (0, 0)


def test_a_call_that_is_dropped_and_given_up_counts_once():
    """The client's leaving reaches the two threads in any order; the bound must not drift."""
    queue, call = CallQueue(threads=1, size=10), Noted(wanted=False)
    queue.put(call)
    over = call.over.wait(WAIT_S)
    waited = queue.give_up(call)

    assert over
    assert not waited
    assert (queue.running, queue.waiting) == (0, 0)


def test_a_fault_in_a_face_costs_no_thread(caplog):
    """Whatever escapes, the next call is answered."""

    class Faulty(Noted):
        def run(self):
            raise SystemExit(3)

    queue, after = CallQueue(threads=1, size=10), Noted()
    faulty = Faulty()
    queue.put(faulty)
    queue.put(after)
    over = [faulty.over.wait(WAIT_S), after.over.wait(WAIT_S)]

    assert over == [True, True]
    assert "a call failed outside the component" in caplog.text


def test_a_running_call_that_is_given_up_is_interrupted_in_its_thread(hold):
    """A host that can stop its language has to know which call; one that is over is none."""
    interrupted = []
    queue = CallQueue(threads=1, size=10, interrupt=interrupted.append)
    [running] = inside(queue, hold)
    waiting = Noted()
    queue.put(waiting)
    queue.give_up(waiting)
    queue.give_up(running)
    asked = list(interrupted)

    last = Noted()
    queue.put(last)
    hold.set()
    last.over.wait(WAIT_S)
    behind = Noted()
    queue.put(behind)
    behind.over.wait(WAIT_S)
    queue.give_up(last)

    assert asked == [running.thread] == interrupted


def test_calls_of_a_lane_are_run_by_whoever_has_it():
    """A component with a thread of its own gets whole calls, and none is handed over twice."""
    turns, log = [], []
    queue = CallQueue(threads=1, size=10, lane=turns.append)
    queue.put(Noted("a", log))
    waited = queue.put(Noted("b", log))
    before = (queue.running, queue.waiting)
    for turn in turns:
        turn.run()

    assert (waited, before) == (True, (0, 2))
    assert log == [("a", "MainThread"), ("b", "MainThread")]
    assert (queue.running, queue.waiting) == (0, 0)


def test_calls_of_a_broken_lane_are_told_once(hold):
    """Whoever runs and whoever waits; who has been told of a timeout is not told again."""
    turns, log = [], []
    queue = CallQueue(threads=1, size=10, interrupt=lambda _: None, lane=turns.append)
    running, waiting, left = Noted("running", log, hold), Noted("waiting", log), Noted("left", log)
    for call in (running, waiting, left):
        queue.put(call)
    runner = threading.Thread(target=turns[0].run, daemon=True)
    runner.start()
    running.entered.wait(WAIT_S)
    queue.give_up(left)
    for turn in turns:
        turn.fail(ValueError("broken"))
        turn.fail(ValueError("again"))

    assert log == [("running", runner.name), ("running", "broken"), ("waiting", "broken")]
    assert (queue.running, queue.waiting) == (0, 0)


def test_a_call_that_was_given_up_while_it_ran_is_not_told_of_the_break(hold):
    """Its caller has the answer of the timeout; it counts no more all the same."""
    turns, log = [], []
    queue = CallQueue(threads=1, size=10, interrupt=lambda _: None, lane=turns.append)
    call = Noted("late", log, hold)
    queue.put(call)
    runner = threading.Thread(target=turns[0].run, daemon=True)
    runner.start()
    call.entered.wait(WAIT_S)
    queue.give_up(call)
    turns[0].fail(ValueError("broken"))

    assert log == [("late", runner.name)]
    assert (queue.running, queue.waiting) == (0, 0)
