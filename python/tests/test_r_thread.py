"""What becomes of calls when R's thread is beyond use; how R itself runs is tested in r/tests."""

import threading

import pytest

from seldon_wrapper.errors import NotReadyError
from seldon_wrapper.hosts.r.errors import RError
from seldon_wrapper.hosts.r.thread import RThread


class NoFlag:
    """Interrupts nothing."""

    def set(self, pending):
        """Do nothing."""


class Caller(threading.Thread):
    """Asks R's thread for something, and keeps what it raises."""

    def __init__(self, r_thread, work):
        super().__init__(daemon=True)
        self._r_thread = r_thread
        self._work = work
        self.error = None
        self.start()

    def run(self):
        """Ask."""
        try:
            self._r_thread.call(self._work)
        except (RError, NotReadyError) as error:
            self.error = error


@pytest.fixture
def r_thread():
    """A thread in which no R is."""
    return RThread(NoFlag)


@pytest.fixture
def stuck(r_thread):
    """A call that never comes back, and has begun."""
    began = threading.Event()

    def work():
        began.set()
        threading.Event().wait()

    caller = Caller(r_thread, work)
    assert began.wait(10)
    return caller


def test_the_call_that_broke_it_gets_the_reason(r_thread, stuck):
    """Its thread would wait for R for ever."""
    r_thread.break_off("R crashed: SIGSEGV", 139)
    stuck.join(10)

    assert isinstance(stuck.error, RError)
    assert str(stuck.error) == "R crashed: SIGSEGV"


def test_calls_that_waited_or_come_later_have_not_been_run(r_thread, stuck):
    """Another replica may answer them: 503."""
    waiting = [Caller(r_thread, int) for _ in range(2)]
    while len(r_thread._waiting) < len(waiting):
        pass

    r_thread.break_off("R crashed: SIGSEGV", 139)
    late = Caller(r_thread, int)
    for caller in (stuck, *waiting, late):
        caller.join(10)

    found = [str(caller.error) for caller in (*waiting, late)]
    assert found == ["not ready: R crashed: SIGSEGV"] * 3


def test_the_server_is_told_its_code_once(r_thread, stuck):
    """A crash while a stuck call is given up is the same end."""
    codes = []
    r_thread.when_broken(codes.append)

    r_thread.break_off("R is stuck in a call that can't be interrupted", 1)
    r_thread.break_off("R crashed: SIGSEGV", 139)

    assert codes == [1]
