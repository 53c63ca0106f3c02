"""Runs as a process of its own: imports slow modules once, then forks a server for each order.

Most of a Python server's start is the import of numpy, flask and grpc, a second of CPU. A child
forked from here finds them in memory. It is otherwise as one that ``python -m`` starts: it has the
directory, environment, arguments and output it was ordered to have, and ends as any interpreter.

Orders come as lines of JSON on stdin, answers go as lines of JSON to stdout::

    {"start": "seldon_wrapper", "arguments": ["MyModel"],
     "directory": …, "environment": {…}, "log": …}
    {"pid": 4711}
    {"poll": 4711}
    {"code": null}          still running; else its exit code, negative for a signal
"""

import gc
import importlib
import json
import os
import runpy
import sys
import warnings
from typing import Any


def main(modules: list[str]) -> None:
    """Import modules, then carry out orders until stdin ends. Runs on as the server in a child."""
    for module in modules:
        importlib.import_module(module)
    # The collector would write to, and so copy, all the memory that the children share.
    gc.collect()
    gc.freeze()
    # Python 3.12 warns of forks beside threads; those of numpy's library survive one.
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    codes: dict[int, int] = {}
    for line in sys.stdin:
        order = json.loads(line)
        if "poll" in order:
            _answer({"code": _exit_code(order["poll"], codes)})
            continue
        pid = os.fork()
        if pid == 0:
            _become_server(order)
            return
        _answer({"pid": pid})


def _answer(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _exit_code(pid: int, codes: dict[int, int]) -> int | None:
    """Give the exit code of a child, or nothing if it is running."""
    if pid not in codes:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            codes[pid] = os.waitstatus_to_exitcode(status)
    return codes.get(pid)


def _become_server(order: dict[str, Any]) -> None:
    """Run the module as ``python -m`` does; its SystemExit ends this process."""
    warnings.resetwarnings()
    nothing = os.open(os.devnull, os.O_RDONLY)
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.chdir(order["directory"])
    os.environ.clear()
    os.environ.update(order["environment"])
    sys.path[0] = order["directory"]
    sys.argv = [order["start"], *order["arguments"]]
    runpy.run_module(order["start"], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
