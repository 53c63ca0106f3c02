"""What becomes of a whole server when R misbehaves."""

import signal
import threading

import pytest

from serving import served

WAYS = """
    predict.c <- function(object, newdata, ...) {
      switch(newdata,
        loop = repeat {},
        sleep = Sys.sleep(60),
        stubborn = suspendInterrupts(repeat {}),
        short = { write("short began", stderr()); Sys.sleep(1); "slept" },
        recursion = { f <- function(n) f(n + 1); f(1) },
        print = { write("printed by R", stdout()); newdata },
        error = { g <- function() stop("boom"); g() },
        warning = { warning("careful"); newdata },
        newdata
      )
    }
"""


@pytest.mark.parametrize("runaway", ["loop", "sleep"])
def test_a_runaway_call_is_interrupted(tmp_path, runaway):
    """The same worker answers the next; a second after TIMEOUT_S it would have ended, see below."""
    with served(tmp_path, WAYS, TIMEOUT_S="1") as server:
        server.drain()
        status, body = server.predict(runaway)
        following = server.predict("next")

        assert (status, body["status"]["info"]) == (504, "timeout: no answer within 1 s")
        assert following == (200, {"meta": {}, "strData": "next"})


def test_a_call_that_cannot_be_interrupted_ends_the_server(tmp_path):
    """Nothing would ever be answered again; what runs the container starts it anew."""
    with served(tmp_path, WAYS, TIMEOUT_S="1") as server:
        status, body = server.predict("stubborn")
        code = server.end()

        assert (status, body["status"]["info"]) == (504, "timeout: no answer within 1 s")
        assert code == 1
        log = "".join(server.lines)
        assert "a call into R can't be interrupted: it runs for 2." in log
        assert "(expected: at most 1 s, TIMEOUT_S); the server ends\n" in log


def test_a_runaway_recursion_is_answered(tmp_path):
    """It is an error like others."""
    with served(tmp_path, WAYS) as server:
        server.drain()
        status, body = server.predict("recursion")

        assert status == 500
        assert "infinite recursion" in body["status"]["info"]
        assert server.predict("next")[0] == 200


def test_a_stop_waits_for_the_call_that_runs(tmp_path):
    """R's own handlers would end the process at once."""
    with served(tmp_path, WAYS) as server:
        answers = []
        asking = threading.Thread(target=lambda: answers.append(server.predict("short")))
        asking.start()
        server.until("short began")
        server.process.send_signal(signal.SIGTERM)
        asking.join()

        assert server.end() == 0
        assert answers == [(200, {"meta": {}, "strData": "slept"})]


def test_the_log_has_what_r_says(tmp_path):
    """Prints before the answer, warnings with the call, an error with R's own traceback."""
    with served(tmp_path, WAYS) as server:
        server.predict("print")
        printed = server.until("printed by R")
        server.predict("warning")
        warned = server.until("careful")
        status, body = server.predict("error")
        server.until("R traceback:")
        traced = server.until("g() at Component.R")

        assert printed == "printed by R\n"
        assert "WARNING seldon_wrapper.hosts.r.session: R: in predict.c(" in warned
        assert (status, body["status"]["info"]) == (500, "boom")
        assert traced.strip().endswith("g() at Component.R#11")
