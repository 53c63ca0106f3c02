"""An HTTP server in a thread, with an application of the tests' own."""

import asyncio
import contextlib
import socket
import threading

from seldon_wrapper.http.exchange import Reply
from seldon_wrapper.http.server import HttpServer

WAIT_S = 10


class Serving:
    """An HTTP server in a thread, and what its application was asked."""

    def __init__(self, limit=1000, receive_timeout_s=60.0):
        self.seen, self.held, self.left = [], [], threading.Event()
        self.limit, self.receive_timeout_s = limit, receive_timeout_s
        self.began = threading.Event()

    def application(self, exchange):
        """Echo; hold what asks for /hold."""
        request = exchange.request
        self.seen.append((request.method, request.path, request.body, request.excess))
        if request.path == b"/fault":
            raise ValueError("a fault of the application")
        if request.path == b"/large":
            exchange.reply(Reply(200, b"", b"x" * 4_000_000))
            return
        if request.path == b"/hold":
            exchange.on_leave = self.left.set
            self.held.append(exchange)
            self.began.set()
            return
        body = request.body or request.path
        exchange.reply(Reply(413 if request.excess else 200, b"", body))

    async def serve(self, started):
        self.loop = asyncio.get_running_loop()
        self.stop = asyncio.Event()
        self.server = HttpServer(
            self.application,
            lambda status, text: Reply(status, b"", text.encode()),
            max_body_bytes=self.limit,
            receive_timeout_s=self.receive_timeout_s,
        )
        self.port = await self.server.start("127.0.0.1", 0)
        started.set()
        await self.stop.wait()
        await asyncio.wait_for(self.server.drain(), WAIT_S)

    def release(self):
        """Answer what is held."""
        for exchange in self.held:
            self.loop.call_soon_threadsafe(exchange.reply, Reply(200, b"", b"held"))

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=WAIT_S)

    def ask(self, data):
        """Send bytes, give everything that comes until the server closes."""
        with self.connect() as connection:
            connection.sendall(data)
            return until_closed(connection)


def until_closed(connection):
    """Give everything that still comes."""
    chunks = []
    while chunk := connection.recv(65536):
        chunks.append(chunk)
    return b"".join(chunks)


@contextlib.contextmanager
def serving(**limits):
    """Run a server until the block ends, then drain it."""
    found, started = Serving(**limits), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(found.serve(started)))
    thread.start()
    assert started.wait(WAIT_S)
    try:
        yield found
    finally:
        with contextlib.suppress(RuntimeError):  # the test has stopped it: its loop is closed
            found.release()
            found.loop.call_soon_threadsafe(found.stop.set)
        thread.join(WAIT_S)
        assert not thread.is_alive()


def bodies(answer):
    """Give the bodies of several answers, by their Content-Length."""
    found = []
    while answer:
        head, _, answer = answer.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].split()[0])
        found.append(answer[:length])
        answer = answer[length:]
    return found
