"""The HTTP server of one worker: its listener, its connections, and the sweep that bounds them."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

from seldon_wrapper.http.connection import Connection
from seldon_wrapper.http.exchange import Application, Reply
from seldon_wrapper.http.head import HeadWriter
from seldon_wrapper.http.shared import Shared, Stage

# Longer than the idle time of the usual load balancers (60 s): the client's side hangs up first,
# and no request crosses our closing.
KEEP_ALIVE_S = 75.0
_LINGER_S = 5.0
_SWEEP_S = 1.0
_BACKLOG = 2048
# While draining: a head that is not whole by then was never received, and a connection that has
# been silent for that long has no request under way that would cross our closing.
_LAST_CALL_S = 0.5
_SOON_S = 0.05


class HttpServer:
    """Serves one application on one port; everything happens in the event loop's thread."""

    def __init__(
        self,
        application: Application,
        refuse: Callable[[int, str], Reply],
        *,
        max_body_bytes: int,
        receive_timeout_s: float,
    ) -> None:
        """Make a server that listens nowhere.

        Args:
            application: Answers exchanges.
            refuse: Makes the reply to what is no request.
            max_body_bytes: Longest body.
            receive_timeout_s: Longest time from a request's first byte to its last, and for
                which a client may take nothing of its answer.
        """
        self._shared = Shared(
            application, refuse, max_body_bytes, asyncio.get_running_loop(), set(), HeadWriter()
        )
        self._receive_timeout_s = receive_timeout_s
        self._server: asyncio.Server | None = None
        self._sweeping: asyncio.TimerHandle | None = None

    @property
    def connections(self) -> int:
        """How many connections are open."""
        return len(self._shared.connections)

    def targets(self) -> tuple[str, ...]:
        """What the requests that are being answered ask for, sorted."""
        found = (connection.target for connection in self._shared.connections)
        return tuple(sorted(target for target in found if target))

    async def start(self, host: str, port: int) -> int:
        """Listen; other workers may listen on the same port.

        Returns:
            The port.

        Raises:
            OSError: The port cannot be opened.
        """
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listener.setblocking(False)
        listener.bind((host, port))
        loop = self._shared.loop
        self._server = await loop.create_server(
            lambda: Connection(self._shared), sock=listener, backlog=_BACKLOG
        )
        self._sweeping = loop.call_later(_SWEEP_S, self._sweep)
        return int(listener.getsockname()[1])

    def _sweep(self) -> None:
        """Look at every connection, once a second, or oftener when draining."""
        shared = self._shared
        now = shared.loop.time()
        for connection in list(shared.connections):
            age = now - connection.since
            if connection.stuck_s() > self._receive_timeout_s:
                connection.abort()
            elif self._is_over(connection, age):
                connection.close()
            elif connection.stage in (Stage.HEAD, Stage.BODY) and age > self._receive_timeout_s:
                connection.expire()
            elif connection.stage is Stage.LINGERING and age > _LINGER_S:
                connection.abort()
        delay = _SOON_S if shared.draining else _SWEEP_S
        self._sweeping = shared.loop.call_later(delay, self._sweep)

    def _is_over(self, connection: Connection, age: float) -> bool:
        """Tell whether a connection has nothing more to come."""
        if not self._shared.draining:
            return connection.stage is Stage.IDLE and age > KEEP_ALIVE_S
        over = connection.stage in (Stage.IDLE, Stage.HEAD, Stage.LINGERING)
        return over and age > _LAST_CALL_S

    async def drain(self) -> None:
        """Listen no more, answer what is under way, and wait until every connection is closed.

        A connection is told by each reply that it is the last. One that is idle is given half a
        second, in which a request that crossed the order to stop still arrives and is answered.
        """
        # What the kernel has accepted for us is taken in before the listener is closed.
        await asyncio.sleep(_SOON_S)
        if self._server is not None:
            self._server.close()
        self._shared.draining = True
        if self._sweeping is not None:
            self._sweeping.cancel()
        self._sweep()
        while self._shared.connections:  # noqa: ASYNC110 - no event for each connection's end
            await asyncio.sleep(_SOON_S)

    def abort(self) -> None:
        """End every connection at once."""
        if self._sweeping is not None:
            self._sweeping.cancel()
        for connection in list(self._shared.connections):
            connection.abort()
