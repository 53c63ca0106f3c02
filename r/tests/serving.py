"""A server with a component in R, as a process of its own, and a client that asks it."""

import json
import os
import socket
import subprocess
import sys
import textwrap
import threading
import urllib.error
import urllib.request
from contextlib import contextmanager

START = 'initialise_seldon <- function(params) structure(list(p = params), class = "c")\n'


class Server:
    """A server that is ready.

    Attributes:
        process: The supervisor.
        lines: What it has written to its log.
    """

    def __init__(self, process, port):
        self.process = process
        self.lines = []
        self._port = port

    def predict(self, text, timeout_s=30):
        """Ask with strData; gives the HTTP status and the parsed body."""
        body = json.dumps({"strData": text}).encode()
        headers = {"Content-Type": "application/json"}
        url = f"http://127.0.0.1:{self._port}/predict"
        request = urllib.request.Request(url, body, headers)
        try:
            with urllib.request.urlopen(request, timeout=timeout_s) as reply:
                return reply.status, json.load(reply)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def until(self, text):
        """Read the log up to a line that has a text, and give that line."""
        for line in self.process.stdout:
            self.lines.append(line)
            if text in line:
                return line
        raise AssertionError("".join(self.lines))

    def end(self):
        """Wait for the server's end; gives its exit code."""
        rest, _ = self.process.communicate(timeout=30)
        self.lines.append(rest)
        return self.process.returncode

    def drain(self):
        """Keep reading the log, in a thread, so that the server never waits for a reader."""
        threading.Thread(target=lambda: self.lines.extend(self.process.stdout), daemon=True).start()


def _free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def served(directory, code, **variables):
    """Serve a component whose methods are given as R; REST alone."""
    (directory / "Component.R").write_text(START + textwrap.dedent(code))
    ports = [str(_free_port()) for _ in range(2)]
    environment = os.environ | {
        "MODEL_NAME": "Component",
        "SERVE": "REST",
        "PREDICTIVE_UNIT_HTTP_SERVICE_PORT": ports[0],
        "PREDICTIVE_UNIT_METRICS_SERVICE_PORT": ports[1],
        **variables,
    }
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "seldon_wrapper"],
        cwd=directory,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        server = Server(process, int(ports[0]))
        server.until("ready: ")
        yield server
    finally:
        process.kill()
        process.wait()
