"""What becomes of callers and of the container when C code, called by R, breaks its process."""

import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from serving import served

HERE = Path(__file__).parent
COMPONENT = """
    dyn.load("crashes.so")
    predict.c <- function(object, newdata, ...) {
      if (newdata == "when told") {
        write("began", stdout())
        while (!file.exists("told")) Sys.sleep(0.01)
        newdata <- "null_write"
      }
      switch(newdata,
        null_write = .C("null_write"),
        divide_by_zero = .C("divide_by_zero", 0L),
        raise_abort = .C("raise_abort"),
        call_abort = .C("call_abort"),
        call_exit = .C("call_exit", 0L),
        deep_recursion = .C("deep_recursion", 0L),
        forked = {
          child <- parallel::mcparallel(.C("null_write"))
          is.null(suppressWarnings(parallel::mccollect(child)[[1]]))
        }
      )
      "still here"
    }
"""
CRASHES = {
    "null_write": signal.SIGSEGV,
    "deep_recursion": signal.SIGSEGV,
    "divide_by_zero": signal.SIGFPE,
    "raise_abort": signal.SIGABRT,
    "call_abort": signal.SIGABRT,
}


@pytest.fixture(scope="session")
def library(tmp_path_factory):
    """Give the compiled ways to crash."""
    folder = tmp_path_factory.mktemp("crashes")
    shutil.copy(HERE / "crashes.c", folder)
    subprocess.run(["R", "CMD", "SHLIB", "crashes.c"], cwd=folder, check=True, capture_output=True)
    return folder / "crashes.so"


@pytest.fixture
def folder(tmp_path, library):
    """Give a component's folder, with the library in it."""
    shutil.copy(library, tmp_path)
    return tmp_path


def failure(code, info, reason):
    """Give the body of an error."""
    return {"status": {"code": code, "info": info, "reason": reason, "status": "FAILURE"}}


@pytest.mark.parametrize(("way", "number"), CRASHES.items())
def test_the_caller_of_a_crash_is_told_and_the_container_ends(folder, way, number):
    """A connection that is closed without a word says nothing about whose fault it was."""
    with served(folder, COMPONENT) as server:
        status, body = server.predict(way)
        code = server.end()

        info = f"R crashed: {number.name}"
        assert (status, body) == (500, failure(500, info, "MICROSERVICE_INTERNAL_ERROR"))
        assert code == 128 + number
        assert f"{info}; the server ends with code {128 + number}\n" in "".join(server.lines)


def test_the_caller_over_grpc_is_told_too(folder):
    """The status of a component's error, and not UNAVAILABLE, which clients would try again."""
    with served(folder, COMPONENT) as server:
        found = server.predict_grpc("null_write")

        assert found == ("INTERNAL", "R crashed: SIGSEGV")
        assert server.end() == 128 + signal.SIGSEGV


def test_c_code_that_calls_exit_does_not_end_the_container_as_if_all_were_well(folder):
    """Fortran's STOP does that."""
    with served(folder, COMPONENT) as server:
        status, body = server.predict("call_exit")

        info = "R crashed: exit() was called by C code"
        assert (status, body) == (500, failure(500, info, "MICROSERVICE_INTERNAL_ERROR"))
        assert server.end() == 1


def test_calls_that_waited_may_be_asked_elsewhere(folder):
    """R has not seen them: 503, which proxies try again with another replica, and no hang."""
    with served(folder, COMPONENT) as server:
        found = {}
        asks = {"running": server.predict, "rest": server.predict, "grpc": server.predict_grpc}

        def ask(name, text):
            thread = threading.Thread(target=lambda: found.update({name: asks[name](text)}))
            thread.start()
            return thread

        threads = [ask("running", "when told")]
        server.until("began")
        threads += [ask("rest", "x"), ask("grpc", "x")]
        server.wait_for_waiting(2)
        (folder / "told").touch()
        for thread in threads:
            thread.join()

        waited = "not ready: R crashed: SIGSEGV"
        assert found == {
            "running": (500, failure(500, "R crashed: SIGSEGV", "MICROSERVICE_INTERNAL_ERROR")),
            "rest": (503, failure(503, waited, "MICROSERVICE_NOT_READY")),
            "grpc": ("UNAVAILABLE", waited),
        }
        assert server.end() == 128 + signal.SIGSEGV


def test_a_crash_of_a_forked_process_is_its_own(folder):
    """The children of mclapply have the thread and the handlers of their parent."""
    with served(folder, COMPONENT) as server:
        server.drain()

        assert server.predict("forked") == (200, {"meta": {}, "strData": "still here"})


def test_a_crash_while_the_file_is_read_ends_the_start(folder):
    """As any error there: the cause and the remedy are the last that is said, at build too."""
    (folder / "Component.R").write_text('dyn.load("crashes.so")\n.C("null_write")\n')
    command = [sys.executable, "-P", "-m", "seldon_wrapper", "--check", "import", "Component.R"]

    ended = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=30, check=False
    )

    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-2:] == [
        "ERROR: reading Component.R failed: R crashed: SIGSEGV",
        "REMEDY: Mend the file, or move what needs the running container into initialise_seldon.",
    ]
