"""A server with a component in R, as a process of its own, and clients that ask it."""

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

import grpc

from seldon_wrapper import protos

START = 'initialise_seldon <- function(params) structure(list(p = params), class = "c")\n'


class Server:
    """A server that is ready.

    Attributes:
        process: The supervisor.
        lines: What it has written to its log.
        url: Where REST is served.
    """

    def __init__(self, process, ports):
        self.process = process
        self.lines = []
        self._port, self._grpc_port, self._metrics_port = ports
        self.url = f"http://127.0.0.1:{self._port}"

    def predict(self, text, timeout_s=30):
        """Ask with strData; gives the HTTP status and the parsed body."""
        body = json.dumps({"strData": text}).encode()
        headers = {"Content-Type": "application/json"}
        url = f"{self.url}/predict"
        request = urllib.request.Request(url, body, headers)
        try:
            with urllib.request.urlopen(request, timeout=timeout_s) as reply:
                return reply.status, json.load(reply)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def predict_grpc(self, text, timeout_s=30):
        """Ask with strData; gives the status's name, and the answer's strData or the info."""
        with grpc.insecure_channel(f"127.0.0.1:{self._grpc_port}") as channel:
            ask = channel.unary_unary("/seldon.protos.Model/Predict")
            try:
                reply = ask(protos.SeldonMessage(strData=text).SerializeToString(), timeout_s)
            except grpc.RpcError as error:
                return error.code().name, error.details()
        return "OK", protos.SeldonMessage.FromString(reply).strData

    def wait_for_waiting(self, count):
        """Wait until so many calls wait for their turn, as the metrics say."""
        name = "seldon_microservice_calls_waiting{"
        found = None
        while found != count:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._metrics_port}/metrics") as reply:
                lines = reply.read().decode().splitlines()
            (gauge,) = [text for text in lines if text.startswith(name)]
            found = float(gauge.rpartition(" ")[2])

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
    """Serve a component whose methods are given as R."""
    (directory / "Component.R").write_text(START + textwrap.dedent(code))
    ports = [str(_free_port()) for _ in range(3)]
    environment = os.environ | {
        "MODEL_NAME": "Component",
        "PREDICTIVE_UNIT_HTTP_SERVICE_PORT": ports[0],
        "PREDICTIVE_UNIT_GRPC_SERVICE_PORT": ports[1],
        "PREDICTIVE_UNIT_METRICS_SERVICE_PORT": ports[2],
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
        server = Server(process, ports)
        server.until("ready: ")
        yield server
    finally:
        process.kill()
        process.wait()
