"""Starts a server, asks it until it answers rightly, and ends all of it."""

import contextlib
import http.client
import os
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import grpc

from seldon_bench.errors import BenchError, NoAnswerError
from seldon_bench.loads import Load
from seldon_bench.places import COMPONENTS
from seldon_bench.process_tree import ProcessTree, kill
from seldon_bench.servers import REPORTING, Ports, Server
from seldon_conformance.free_ports import free_port

_START_TIMEOUT_S = 60.0
_STOP_TIMEOUT_S = 5.0
_POLL_S = 0.005
_REPLY_TIMEOUT_S = 30.0
# A server gets these variables of ours, and nothing else: no allocator's setting by accident.
_KEPT = ("PATH", "HOME", "LANG", "TMPDIR")
_NO_LIMIT = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


@dataclass(frozen=True)
class Running:
    """A server that answers.

    Attributes:
        server: What it is.
        component: The subject that it serves.
        ports: Where it listens.
        tree: Its processes.
        start_s: From its start to its first right answer over REST, in seconds.
    """

    server: Server
    component: str
    ports: Ports
    tree: ProcessTree
    start_s: float

    def reply(self, transport: str, load: Load) -> bytes:
        """Ask once, check the answer, and give it.

        Raises:
            NoAnswerError: No answer, or another status than 200.
            BenchError: A wrong answer.
        """
        protocol = self.server.protocol
        body = protocol.encode(transport, load)
        if transport == "rest":
            reply = _post(self.ports.http, protocol.rest_path, body, protocol.content_type)
        else:
            reply = _call(self.ports.grpc, protocol.grpc_method, body)
        protocol.check(
            transport,
            load,
            reply,
            reporting=self.component == REPORTING,
            numbers_may_be_text=self.server.numbers_may_be_text,
            tolerance=max(self.server.tolerance, load.tolerance),
        )
        return reply


@contextmanager
def started(
    server: Server, component: str, first: Load, cores: Iterable[int], allocator: Mapping[str, str]
) -> Iterator[Running]:
    """Start a server, wait until it has answered a load over both transports, and end it after.

    Args:
        server: What to start.
        component: The subject.
        first: The load that is asked first.
        cores: What all its processes are bound to.
        allocator: Variables that every server gets alike.

    Raises:
        BenchError: It ends, or does not answer in a minute; its log is in the text.
    """
    ports = Ports(free_port(), free_port(), free_port())
    with tempfile.TemporaryDirectory(prefix="seldon-bench-") as directory:
        scratch = Path(directory)
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        variables = {**allocator, **server.environment(ports)}
        command = server.launch(component, ports, scratch, cores, variables)
        log_path = scratch / "server.log"
        with log_path.open("wb") as log:
            begin = time.perf_counter()
            process = subprocess.Popen(  # noqa: S603 - the commands of this package
                command,
                cwd=COMPONENTS,
                env={**kept, **variables},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        tree = ProcessTree(process.pid)
        try:
            tree = ProcessTree(server.root(process.pid, scratch))
            candidate = Running(server, component, ports, tree, 0.0)
            _wait_until_answered(candidate, "rest", first, process, log_path)
            took_s = time.perf_counter() - begin if server.starts_itself else tree.age_s()
            running = Running(server, component, ports, tree, took_s)
            if "grpc" in server.transports:
                _wait_until_answered(running, "grpc", first, process, log_path)
            yield running
        finally:
            _end(process, tree)


def _wait_until_answered(
    running: Running,
    transport: str,
    load: Load,
    process: subprocess.Popen[bytes],
    log: Path,
) -> None:
    deadline = time.perf_counter() + _START_TIMEOUT_S
    while True:
        try:
            running.reply(transport, load)
        except NoAnswerError as error:
            if process.poll() is not None or time.perf_counter() > deadline:
                text = log.read_text(encoding="utf-8", errors="replace")[-2000:]
                raise BenchError(f"{running.server.name}: {error}\n{text}") from error
            time.sleep(_POLL_S)
        else:
            return


def _post(port: int, path: str, body: bytes, content_type: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_REPLY_TIMEOUT_S)
    try:
        connection.request("POST", path, body, {"Content-Type": content_type})
        response = connection.getresponse()
        reply = response.read()
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswerError(f"no answer over rest: {error!r}") from error
    finally:
        connection.close()
    if response.status != http.HTTPStatus.OK:
        raise NoAnswerError(f"status {response.status} (expected: 200): {reply[:500]!r}")
    return reply


def _call(port: int, method: str, body: bytes) -> bytes:
    with grpc.insecure_channel(f"127.0.0.1:{port}", options=_NO_LIMIT) as channel:
        try:
            reply: bytes = channel.unary_unary(method, None, None)(body, timeout=_REPLY_TIMEOUT_S)
        except grpc.RpcError as error:
            raise NoAnswerError(f"no answer over grpc: {error}") from error
    return reply


def _end(process: subprocess.Popen[bytes], tree: ProcessTree) -> None:
    """End a server, first as its platform would; what is left of it then is killed."""
    left = tree.processes()
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_STOP_TIMEOUT_S)
    kill([*left, *tree.processes()])
    process.wait()
