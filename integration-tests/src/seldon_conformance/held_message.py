"""Holds the last byte of a gRPC call's message back, so that the call is in flight until then.

A client of gRPC writes a message at once. Here its connection goes through a relay that takes the
first DATA frame of HTTP/2 apart: all but the last byte goes on as a frame of its own, and the byte
follows as another one. Every other frame passes, so that both sides go on talking.
"""

import socket
import threading
from contextlib import suppress
from typing import BinaryIO, Self

from seldon_conformance.errors import SubjectError

_PREFACE_BYTES = 24
_HEAD_BYTES = 9
_LENGTH_BYTES = 3
_DATA = 0
_CHUNK_BYTES = 65536
_HELD_WITHIN_S = 10.0


class HeldMessage:
    """A relay for one connection; a context manager."""

    def __init__(self, grpc_target: str) -> None:
        """Remember where the subject is."""
        host, _, port = grpc_target.rpartition(":")
        self._address = (host, int(port))
        self._held = threading.Event()
        self._last = b""
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        """Listen on a free port of the loopback interface."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(30.0)
        self._server = socket.create_connection(self._address)
        self._server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._thread = threading.Thread(target=self._relay, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End the connection."""
        for end in (self._listener, self._server):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._thread.join()

    @property
    def target(self) -> str:
        """Where a client finds it."""
        return f"127.0.0.1:{self._listener.getsockname()[1]}"

    def wait(self) -> None:
        """Wait until all but the last byte is sent.

        Raises:
            SubjectError: No message came through in time.
        """
        if not self._held.wait(_HELD_WITHIN_S):
            raise SubjectError(
                f"gRPC: no call begun within {_HELD_WITHIN_S:g} s (expected: a connection)"
            )

    def let_go(self) -> None:
        """Send the last byte; a subject that has gone does not get it."""
        self._send(self._last)

    def _relay(self) -> None:
        with suppress(OSError):
            client, _ = self._listener.accept()
            back = threading.Thread(target=self._pass_back, args=(client,), daemon=True)
            back.start()
            with client, client.makefile("rb") as stream:
                self._send(stream.read(_PREFACE_BYTES))
                while frame := _read_frame(stream):
                    self._send(self._without_last(frame))
            back.join()

    def _without_last(self, frame: bytes) -> bytes:
        """Give what of a frame goes on now."""
        size = len(frame) - _HEAD_BYTES
        if self._held.is_set() or frame[_LENGTH_BYTES] != _DATA or size < 1:
            return frame
        kind, stream = frame[3:5], frame[5:_HEAD_BYTES]
        self._last = _head(1, kind, stream) + frame[-1:]
        # Without END_STREAM, which the last byte brings.
        return _head(size - 1, bytes([_DATA, 0]), stream) + frame[_HEAD_BYTES:-1]

    def _send(self, data: bytes) -> None:
        with self._lock, suppress(OSError):
            self._server.sendall(data)
        if self._last:
            self._held.set()

    def _pass_back(self, client: socket.socket) -> None:
        with suppress(OSError):
            while data := self._server.recv(_CHUNK_BYTES):
                client.sendall(data)
            client.shutdown(socket.SHUT_RDWR)


def _read_frame(stream: BinaryIO) -> bytes:
    """Read one frame of HTTP/2; nothing at the end."""
    head = stream.read(_HEAD_BYTES)
    if len(head) < _HEAD_BYTES:
        return b""
    return head + stream.read(int.from_bytes(head[:_LENGTH_BYTES], "big"))


def _head(size: int, kind_and_flags: bytes, stream: bytes) -> bytes:
    return size.to_bytes(_LENGTH_BYTES, "big") + kind_and_flags + stream
