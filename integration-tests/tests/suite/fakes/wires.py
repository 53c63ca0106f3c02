"""Ways to spoil how answers go onto a connection."""

import socket

from tampering_http import RequestLog, Wire


class Cut(Wire):
    """Closes before the whole answer is written."""

    def write(self, head: bytes, body: bytes, waiting: int) -> None:
        """Write all but five bytes."""
        self.client.sendall((head + body)[:-5])
        self.client.shutdown(socket.SHUT_RDWR)


class Split(Wire):
    """Writes the head and the body each by itself, and leaves the rest to Nagle's algorithm.

    So the body waits until the client has acknowledged the head, which it puts off for 40 ms.
    """

    def __init__(self, client: socket.socket) -> None:
        super().__init__(client)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 0)

    def write(self, head: bytes, body: bytes, waiting: int) -> None:
        """Write in two packets."""
        self.client.sendall(head)
        self.client.sendall(body)


class ClosedAfterAnswer(Wire):
    """Closes after each answer."""

    def write(self, head: bytes, body: bytes, waiting: int) -> None:
        """Write and close."""
        self.client.sendall(head + body)
        self.client.shutdown(socket.SHUT_RDWR)


class LastFirst(Wire):
    """Answers pipelined requests in the wrong order."""

    def __init__(self, client: socket.socket) -> None:
        super().__init__(client)
        self._held = b""

    def write(self, head: bytes, body: bytes, waiting: int) -> None:
        """Hold an answer back while another one is to come."""
        self._held = head + body + self._held
        if not waiting:
            self.client.sendall(self._held)
            self._held = b""


class FirstOnly(Wire):
    """Answers the first of pipelined requests, and forgets the others."""

    def write(self, head: bytes, body: bytes, waiting: int) -> None:
        """Write, and close if there is more to answer."""
        self.client.sendall(head + body)
        if waiting:
            self.client.shutdown(socket.SHUT_RDWR)


class Impatient(Wire):
    """Closes on clients whose request does not come at once."""

    def received(self, log: RequestLog) -> None:
        """Close unless the request is whole."""
        if not log.is_whole:
            self.client.shutdown(socket.SHUT_RDWR)


class Hasty(Wire):
    """Answers a request as soon as its head is there."""

    def received(self, log: RequestLog) -> None:
        """Answer, whatever the body will be."""
        if not log.is_whole:
            self.client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
            self.client.shutdown(socket.SHUT_RDWR)


class Faithful(Wire):
    """Keeps the connection of a client that has ended its side, as if it would go on."""

    def ended(self, _: RequestLog) -> bool:
        """Keep it from the server."""
        return False


class Credulous(Wire):
    """Takes for whole what has come when a client ends its side."""

    def ended(self, log: RequestLog) -> bool:
        """Answer a request that was cut."""
        if not log.is_whole:
            self.client.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{"meta":{}}')
        return True
